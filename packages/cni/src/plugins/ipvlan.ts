import type { Link } from '@iplink-ts/rtnetlink';
import type { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failure } from '../error.ts';
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
import { defaultRouteInterface } from '../interface/master.ts';
import { addressesFromIpam, askIpam } from '../ipam/addressing.ts';
import { bool, type Decoded, int, string, struct } from '../json/decode.ts';
import { chooseWord, loadConf } from '../netconf.ts';
import { requireNetns } from '../netns.ts';
import { quote } from '../quote.ts';
import type { Plugin, Request } from '../request.ts';
import { decodePrevResult, type Result } from '../result/result.ts';
import { writeAll } from '../stdio.ts';
import { openAttachment } from './attachment.ts';
import { createVlanKeys, ensureVlan, wantedVlan } from './create-vlan.ts';
import {
  checkPort,
  type IpvlanFlag,
  type IpvlanMode,
  type IpvlanPort,
  ipvlanFlags,
  ipvlanModes,
  portOf,
} from './ipvlan-port.ts';
import {
  type Addressing,
  addSlave,
  deleteSlave,
  type FindMaster,
  gcSlaves,
  slaveKeys,
  slaveStatus,
} from './slave.ts';

/** `flag`, `hostAccess` and `createVlan` are ours. */
const netConf = struct('main.NetConf', {
  ...slaveKeys,
  ...createVlanKeys,
  mode: string,
  flag: string,
  hostAccess: bool,
  mtu: int,
});

type NetConf = Decoded<typeof netConf>;

/** Plugin `ipvlan`: an interface that shares the MAC address of its master and has addresses of its own. */
export const ipvlan: Plugin = {
  add(request) {
    const conf = loadConf(netConf, request);
    const port = { mode: modeOf(conf), flag: flagOf(conf) };
    const dad = parseDad(conf.dad);
    const arpPolicy = parseArpPolicy(conf.arpPolicy);
    const hostAccess = relayedSlave(conf, port);
    const vlan = wantedVlan(conf);
    const previous = previousResult(conf, request);
    using attachment = openAttachment(requireNetns(request.netns), conf.linkInContainer);
    const { home } = attachment;
    const name = conf.master || chainedMaster(previous) || defaultRouteInterface(home);
    const findMaster: FindMaster = (undo) => {
      const master = vlan === undefined ? lookUp(home, name) : ensureVlan(home, vlan, undo);
      warnOfMtu(conf, master);
      checkPort(attachment, master, port, request.netns);
      return master;
    };
    return addSlave(
      request,
      attachment,
      findMaster,
      {
        kind: 'ipvlan',
        data: { mode: port.mode, flags: port.flag === 'bridge' ? [] : [port.flag] },
        ...(conf.mtu !== 0 && { mtu: conf.mtu }),
      },
      {
        dad,
        arpPolicy,
        dns: conf.dns,
        hostAccess,
        alone: true,
      },
      addressing(conf, previous, request),
    );
  },

  del: deleteSlave,

  check(request) {
    const conf = loadConf(netConf, request);
    const mode = modeOf(conf);
    const flag = flagOf(conf);
    using attachment = openAttachment(requireNetns(request.netns), conf.linkInContainer);
    const { container } = attachment;
    askIpam('CHECK', request);
    const previous = previousResult(conf, request);
    if (previous === undefined) throw failure('Required prevResult missing');
    const entry = containerInterface(previous, request, 'Sandbox in prevResult');
    // Where the configuration names none, the interface has the one of its ADD, whatever is the default by now.
    if (conf.master !== '') lookUp(attachment.home, conf.master);
    const link = existingInterface(container, request.ifName);
    const port = link.kind === 'ipvlan' ? portOf(link) : undefined;
    if (port === undefined) throw failure(`Error: Container interface ${request.ifName} not of type ipvlan`);
    if (port.mode !== mode)
      throw failure(`Container IPVlan mode ${port.mode} does not match expected value: ${mode}`);
    if (port.flag !== flag)
      throw failure(`Container IPVlan flag ${port.flag} does not match expected value: ${flag}`);
    checkMac(entry, link);
    checkAddresses(container, link, previous);
    checkRoutes(container, previous);
    if (conf.hostAccess) checkHostAccess(request, attachment.home, previous.ips);
  },

  status: slaveStatus,
  gc: gcSlaves,
};

function modeOf({ mode }: NetConf): IpvlanMode {
  const known = mode === '' ? 'l2' : ipvlanModes.find((candidate) => candidate === mode);
  if (known !== undefined) return known;
  throw failure(`unknown ipvlan mode: ${quote(mode)}`, `must be one of ${ipvlanModes.join(', ')}`);
}

function flagOf({ flag }: NetConf): IpvlanFlag {
  return chooseWord('ipvlan flag', flag, ipvlanFlags);
}

/** The kernel takes more than the master can send, and so does the reference: among siblings it even works. */
function warnOfMtu({ mtu }: NetConf, master: Link): void {
  if (master.mtu !== undefined && mtu > master.mtu)
    writeAll(
      2,
      `cni: ipvlan: mtu ${mtu} is more than the ${master.mtu} that master "${master.ifname}" sends\n`,
    );
}

/** What the relay is to be like, when there is to be one; @throws {CniError} code 7 */
function relayedSlave(
  { hostAccess, linkInContainer }: NetConf,
  { mode, flag }: IpvlanPort,
): RelayRequest['slave'] | undefined {
  if (!hostAccess) return undefined;
  requireForHostAccess('linkInContainer', linkInContainer, false, MASTER_ON_HOST);
  requireForHostAccess('flag', flag, 'bridge', 'those of another flag do not reach each other');
  return { kind: 'ipvlan', mode };
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

function lookUp(home: SyncClient, name: string): Link {
  return findLink(home, name, `failed to lookup master ${quote(name)}: `);
}

/** Without an IPAM plugin of its own, the addresses of the plugin before are used. */
function addressing({ ipam }: NetConf, previous: Result | undefined, request: Request): Addressing {
  if (ipam.type === '' && previous !== undefined && previous.ips.length > 0) return () => previous;
  return (undo) => addressesFromIpam(ipam.type, request, undo);
}
