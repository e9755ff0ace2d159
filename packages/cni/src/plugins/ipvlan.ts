import type { Link } from '@iplink-ts/rtnetlink';
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
import { defaultRouteInterface } from '../interface/master.ts';
import { addressesFromIpam, askIpam } from '../ipam/addressing.ts';
import { type Decoded, int, struct } from '../json/decode.ts';
import { loadConf } from '../netconf.ts';
import { requireNetns } from '../netns.ts';
import { quote } from '../quote.ts';
import type { Plugin, Request } from '../request.ts';
import { decodePrevResult, type Result } from '../result/result.ts';
import { type Attachment, openAttachment } from './attachment.ts';
import { deleteInterface, delSteps, releaseAddresses } from './del.ts';
import { checkPortMode, type IpvlanMode, ipvlanModes } from './ipvlan-port.ts';
import { type Addressing, addSlave, slaveKeys, slaveStatus } from './slave.ts';

const netConf = struct('main.NetConf', { ...slaveKeys, mtu: int });

type NetConf = Decoded<typeof netConf>;

/** Plugin `ipvlan`: an interface that shares the MAC address of its master and has addresses of its own. */
export const ipvlan: Plugin = {
  add(request) {
    const conf = loadConf(netConf, request);
    const mode = modeOf(conf);
    const dad = parseDad(conf.dad);
    const previous = previousResult(conf, request);
    using attachment = openAttachment(requireNetns(request.netns), conf.linkInContainer);
    const master = findMaster(
      attachment,
      conf.master || chainedMaster(previous) || defaultRouteInterface(attachment.home),
    );
    checkPortMode(attachment, master, mode, request.netns);
    return addSlave(
      request,
      attachment,
      { kind: 'ipvlan', link: master.index, data: { mode }, ...(conf.mtu !== 0 && { mtu: conf.mtu }) },
      { dad, dns: conf.dns },
      addressing(conf, previous, request),
    );
  },

  del: (request) => delSteps(request, [releaseAddresses, deleteInterface]),

  check(request) {
    const conf = loadConf(netConf, request);
    const mode = modeOf(conf);
    using attachment = openAttachment(requireNetns(request.netns), conf.linkInContainer);
    const { container } = attachment;
    askIpam('CHECK', request);
    const previous = previousResult(conf, request);
    if (previous === undefined) throw failure('Required prevResult missing');
    const entry = containerInterface(previous, request, 'Sandbox in prevResult');
    findMaster(attachment, conf.master || defaultRouteInterface(attachment.home));
    const link = existingInterface(container, request.ifName);
    if (link.kind !== 'ipvlan')
      throw failure(`Error: Container interface ${request.ifName} not of type ipvlan`);
    if (link.data?.mode !== mode)
      throw failure(`Container IPVlan mode ${link.data?.mode} does not match expected value: ${mode}`);
    checkMac(entry, link);
    checkAddresses(container, link, previous);
    checkRoutes(container, previous);
  },

  status: slaveStatus,
  // Interfaces went with their namespaces, so only the IPAM plugin can hold something.
  gc: (request) => askIpam('GC', request),
};

function modeOf({ mode }: NetConf): IpvlanMode {
  const known = mode === '' ? 'l2' : ipvlanModes.find((candidate) => candidate === mode);
  if (known !== undefined) return known;
  throw failure(`unknown ipvlan mode: ${quote(mode)}`, `must be one of ${ipvlanModes.join(', ')}`);
}

function previousResult({ prevResult }: NetConf, { version }: Request): Result | undefined {
  return prevResult && decodePrevResult(prevResult, version);
}

/** In a chain the interface of the plugin before is the master; empty when there is no such plugin. */
function chainedMaster(previous: Result | undefined): string {
  if (previous === undefined) return '';
  const [only, ...others] = previous.interfaces;
  if (only !== undefined && only.name !== '' && others.length === 0) return only.name;
  throw failure('chained master failure. PrevResult lacks a single named interface');
}

function findMaster({ home }: Attachment, name: string): Link {
  return findLink(home, name, `failed to lookup master ${quote(name)}: `);
}

/** Without an IPAM plugin of its own, the addresses of the plugin before are used. */
function addressing({ ipam }: NetConf, previous: Result | undefined, request: Request): Addressing {
  if (ipam.type === '' && previous !== undefined && previous.ips.length > 0) return () => previous;
  return (undo) => addressesFromIpam(ipam.type, request, undo);
}
