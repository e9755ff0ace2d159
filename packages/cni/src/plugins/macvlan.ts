import type { Link } from '@iplink-ts/rtnetlink';
import { parseArgs } from '../args.ts';
import { failure } from '../error.ts';
import {
  checkAddresses,
  checkMac,
  checkRoutes,
  containerInterface,
  existingInterface,
} from '../interface/check.ts';
import { parseDad } from '../interface/dad.ts';
import { findLink } from '../interface/link.ts';
import { parseMac } from '../interface/mac.ts';
import { defaultRouteInterface } from '../interface/master.ts';
import { addressesFromIpam, askIpam } from '../ipam/addressing.ts';
import { type Decoded, int, string, struct, uint32 } from '../json/decode.ts';
import { loadConf } from '../netconf.ts';
import { requireNetns } from '../netns.ts';
import { quote } from '../quote.ts';
import type { Plugin, Request } from '../request.ts';
import { decodePrevResult } from '../result/result.ts';
import { type Attachment, openAttachment } from './attachment.ts';
import { deleteInterface, delSteps, releaseAddresses } from './del.ts';
import { addSlave, slaveKeys, slaveStatus } from './slave.ts';

const netConf = struct('main.NetConf', {
  ...slaveKeys,
  mtu: int,
  mac: string,
  bcqueuelen: uint32,
  runtimeConfig: struct('struct { Mac string "json:\\"mac,omitempty\\"" }', { mac: string }),
});

type NetConf = Decoded<typeof netConf>;

const modes = ['bridge', 'private', 'vepa', 'passthru'] as const;

/** Plugin `macvlan`: an interface with a MAC address of its own on a master of the host. */
export const macvlan: Plugin = {
  add(request) {
    const conf = loadConf(netConf, request);
    const mode = modeOf(conf);
    const mac = macOf(conf, request);
    const dad = parseDad(conf.dad);
    using attachment = openAttachment(requireNetns(request.netns), conf.linkInContainer);
    const master = masterOf(conf, attachment);
    return addSlave(
      request,
      attachment,
      {
        kind: 'macvlan',
        link: master.index,
        data: { mode, ...(conf.bcqueuelen !== 0 && { bcQueueLen: conf.bcqueuelen }) },
        ...(conf.mtu !== 0 && { mtu: conf.mtu }),
        ...(mac !== '' && { address: parseMac(mac) }),
      },
      { dad, dns: conf.dns },
      conf.ipam.type === '' ? () => undefined : (undo) => addressesFromIpam(conf.ipam.type, request, undo),
    );
  },

  del: (request) => delSteps(request, [releaseAddresses, deleteInterface]),

  check(request) {
    const conf = loadConf(netConf, request);
    const mode = modeOf(conf);
    using attachment = openAttachment(requireNetns(request.netns), conf.linkInContainer);
    masterOf(conf, attachment);
    const { container } = attachment;
    askIpam('CHECK', request);
    if (conf.prevResult === undefined) throw failure('required prevResult missing');
    const previous = decodePrevResult(conf.prevResult, request.version);
    const entry = containerInterface(previous, request, 'sandbox in prevResult');
    const link = existingInterface(container, request.ifName);
    if (link.kind !== 'macvlan')
      throw failure(`Error: Container interface ${request.ifName} not of type macvlan`);
    if (link.data?.mode !== mode)
      throw failure(`container macvlan mode ${link.data?.mode} does not match expected value: ${mode}`);
    checkMac(entry, link);
    checkAddresses(container, link, previous);
    checkRoutes(container, previous);
  },

  status: slaveStatus,
  // Interfaces went with their namespaces, so only the IPAM plugin can hold something.
  gc: (request) => askIpam('GC', request),
};

function modeOf({ mode }: NetConf): (typeof modes)[number] {
  const known = mode === '' ? 'bridge' : modes.find((candidate) => candidate === mode);
  if (known !== undefined) return known;
  throw failure(`unknown macvlan mode: ${quote(mode)}`, `must be one of ${modes.join(', ')}`);
}

/** The configuration's, overridden by CNI_ARGS, overridden by the capability. */
function macOf({ mac, runtimeConfig }: NetConf, { args }: Request): string {
  const { MAC = '' } = parseArgs(args, ['MAC']);
  return runtimeConfig.mac || MAC || mac;
}

function masterOf({ master: name, mtu }: NetConf, { home }: Attachment): Link {
  const master = findLink(home, name === '' ? defaultRouteInterface(home) : name);
  if (mtu < 0 || (master.mtu !== undefined && mtu > master.mtu))
    throw failure(`invalid MTU ${mtu}, must be [0, master MTU(${master.mtu})]`);
  return master;
}
