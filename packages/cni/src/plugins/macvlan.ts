import { readFileSync } from 'node:fs';
import type { Link } from '@iplink-ts/rtnetlink';
import { parseArgs } from '../args.ts';
import { CniError, errorCode, failure } from '../error.ts';
import { checkHostAccess } from '../host-access/host-access.ts';
import { MASTER_ON_HOST, requireForHostAccess } from '../host-access/keys.ts';
import type { RelayRequest } from '../host-access/relay.ts';
import { parseArpPolicy } from '../interface/announce.ts';
import {
  checkAddresses,
  checkMac,
  checkRoutes,
  containerInterface,
  existingInterface,
} from '../interface/check.ts';
import { parseDad } from '../interface/dad.ts';
import { findLink } from '../interface/link.ts';
import { macFrom, parseMac } from '../interface/mac.ts';
import { chainedInterface, checkMtu, defaultRouteInterface } from '../interface/master.ts';
import { addressesFromIpam, askIpam } from '../ipam/addressing.ts';
import { bool, type Decoded, int, list, string, struct, uint32 } from '../json/decode.ts';
import { loadConf } from '../netconf.ts';
import { requireNetns } from '../netns.ts';
import { quote } from '../quote.ts';
import type { Plugin, Request } from '../request.ts';
import { decodePrevResult } from '../result/result.ts';
import { openAttachment } from './attachment.ts';
import { createVlanKeys, ensureVlan, wantedVlan } from './create-vlan.ts';
import { addSlave, deleteSlave, type FindMaster, gcSlaves, slaveKeys, slaveStatus } from './slave.ts';

/** `stableMac`, `sourceAddresses`, `hostAccess` and `createVlan` are ours. */
const netConf = struct('main.NetConf', {
  ...slaveKeys,
  ...createVlanKeys,
  mode: string,
  mtu: int,
  mac: string,
  stableMac: bool,
  bcqueuelen: uint32,
  sourceAddresses: list(string),
  hostAccess: bool,
  runtimeConfig: struct('struct { Mac string "json:\\"mac,omitempty\\"" }', { mac: string }),
});

type NetConf = Decoded<typeof netConf>;

/** `source` is ours: to the reference it is unknown. */
const modes = ['bridge', 'private', 'vepa', 'passthru', 'source'] as const;

type Mode = (typeof modes)[number];

/** Plugin `macvlan`: an interface with a MAC address of its own on a master of the host. */
export const macvlan: Plugin = {
  add(request) {
    const conf = loadConf(netConf, request);
    const mode = modeOf(conf);
    const sources = sourcesOf(conf, mode);
    const mac = macOf(conf, request);
    const dad = parseDad(conf.dad);
    const arpPolicy = parseArpPolicy(conf.arpPolicy);
    const hostAccess = relayedSlave(conf, mode);
    const vlan = wantedVlan(conf);
    using attachment = openAttachment(requireNetns(request.netns), conf.linkInContainer);
    const { home } = attachment;
    const name = conf.master || chainedMaster(conf, request) || defaultRouteInterface(home);
    const findMaster: FindMaster = (undo) =>
      checked(conf, vlan === undefined ? findLink(home, name) : ensureVlan(home, vlan, undo));
    return addSlave(
      request,
      attachment,
      findMaster,
      {
        kind: 'macvlan',
        data: {
          mode,
          ...(conf.bcqueuelen !== 0 && { bcQueueLen: conf.bcqueuelen }),
          ...(sources.length > 0 && { macaddrData: sources }),
        },
        ...(conf.mtu !== 0 && { mtu: conf.mtu }),
        ...(mac !== '' && { address: parseMac(mac) }),
      },
      { dad, arpPolicy, dns: conf.dns, hostAccess, alone: vlan !== undefined },
      conf.ipam.type === '' ? () => undefined : (undo) => addressesFromIpam(conf.ipam.type, request, undo),
    );
  },

  del: deleteSlave,

  check(request) {
    const conf = loadConf(netConf, request);
    const mode = modeOf(conf);
    const sources = sourcesOf(conf, mode);
    using attachment = openAttachment(requireNetns(request.netns), conf.linkInContainer);
    // Where the configuration names none, the interface has the one of its ADD, whatever is the default by now.
    const { container, home } = attachment;
    if (conf.master !== '') checked(conf, findLink(home, conf.master));
    askIpam('CHECK', request);
    if (conf.prevResult === undefined) throw failure('required prevResult missing');
    const previous = decodePrevResult(conf.prevResult, request.version);
    const entry = containerInterface(previous, request, 'sandbox in prevResult');
    const link = existingInterface(container, request.ifName);
    if (link.kind !== 'macvlan')
      throw failure(`Error: Container interface ${request.ifName} not of type macvlan`);
    if (link.data?.mode !== mode)
      throw failure(`container macvlan mode ${link.data?.mode} does not match expected value: ${mode}`);
    checkSources(sources, link.data.macaddrData ?? []);
    checkMac(entry, link);
    checkAddresses(container, link, previous);
    checkRoutes(container, previous);
    if (conf.hostAccess) checkHostAccess(request, home, previous.ips);
  },

  status: slaveStatus,
  gc: gcSlaves,
};

function modeOf({ mode }: NetConf): Mode {
  const known = mode === '' ? 'bridge' : modes.find((candidate) => candidate === mode);
  if (known !== undefined) return known;
  throw failure(`unknown macvlan mode: ${quote(mode)}`, `must be one of ${modes.join(', ')}`);
}

/** The senders that mode `source` lets in; @throws {CniError} code 7 when it is another mode, which lets in all */
function sourcesOf({ sourceAddresses }: NetConf, mode: Mode): string[] {
  if (sourceAddresses.length > 0 && mode !== 'source')
    throw new CniError(
      errorCode.invalidNetworkConfig,
      `"sourceAddresses" are of no use to macvlan mode ${mode}`,
      'set "mode": "source", or leave them out',
    );
  return sourceAddresses.map(parseMac);
}

function checkSources(expected: readonly string[], present: readonly string[]): void {
  const [wanted, found] = [expected, present].map((list) => [...new Set(list)].sort().join(' '));
  if (found !== wanted)
    throw failure(`container macvlan source addresses [${found}] do not match expected value: [${wanted}]`);
}

/** What the relay is to be like, when there is to be one; @throws {CniError} code 7 */
function relayedSlave(
  { hostAccess, linkInContainer, ipam }: NetConf,
  mode: Mode,
): RelayRequest['slave'] | undefined {
  if (!hostAccess) return undefined;
  requireForHostAccess('linkInContainer', linkInContainer, false, MASTER_ON_HOST);
  requireForHostAccess('mode', mode, 'bridge', 'those of other modes do not reach each other');
  if (ipam.type === '')
    throw new CniError(
      errorCode.invalidNetworkConfig,
      '"hostAccess" needs addresses',
      'name the plugin that gives them: "ipam": {"type": ...}',
    );
  return { kind: 'macvlan', mode: 'bridge' };
}

/** The configuration's, overridden by CNI_ARGS, overridden by the capability; empty for one of chance. */
function macOf({ mac, stableMac, runtimeConfig, name }: NetConf, request: Request): string {
  const {
    MAC = '',
    K8S_POD_NAMESPACE: namespace = '',
    K8S_POD_NAME: pod,
  } = parseArgs(request.args, stableMac ? ['MAC', 'K8S_POD_NAMESPACE', 'K8S_POD_NAME'] : ['MAC']);
  const chosen = runtimeConfig.mac || MAC || mac;
  if (chosen !== '' || !stableMac) return chosen;
  const node = readFileSync('/proc/sys/kernel/hostname', 'utf8').trim();
  const owner = pod === undefined ? [request.containerId] : [namespace, pod];
  return macFrom([node, name, ...owner, request.ifName].join('\0'));
}

function chainedMaster({ prevResult, linkInContainer }: NetConf, { version, netns }: Request): string {
  const previous = prevResult && decodePrevResult(prevResult, version);
  return chainedInterface(previous, linkInContainer ? netns : undefined);
}

function checked({ mtu }: NetConf, master: Link): Link {
  checkMtu(mtu, master);
  return master;
}
