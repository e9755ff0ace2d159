import { failure } from '../error.ts';
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
import { chainedInterface, checkMtu } from '../interface/master.ts';
import { MAX_VLAN } from '../interface/vlan-id.ts';
import { addressesFromIpam, askIpam } from '../ipam/addressing.ts';
import { type Decoded, int, struct } from '../json/decode.ts';
import { loadConf } from '../netconf.ts';
import { requireNetns } from '../netns.ts';
import { quote } from '../quote.ts';
import type { Plugin, Request } from '../request.ts';
import { decodePrevResult, type Result } from '../result/result.ts';
import { openAttachment } from './attachment.ts';
import { deleteInterface, delSteps, releaseAddresses } from './del.ts';
import { type Addressing, addSlave, type FindMaster, slaveKeys, slaveStatus } from './slave.ts';

const netConf = struct('main.NetConf', { ...slaveKeys, vlanId: int, mtu: int });

type NetConf = Decoded<typeof netConf>;

/** Plugin `vlan`: the part of a master's traffic that has a tag of IEEE 802.1Q, as an interface. */
export const vlan: Plugin = {
  add(request) {
    const conf = loadConf(netConf, request);
    const previous = previousResult(conf, request);
    const name = masterName(conf, previous, request);
    checkId(conf);
    const dad = parseDad(conf.dad);
    const arpPolicy = parseArpPolicy(conf.arpPolicy);
    using attachment = openAttachment(requireNetns(request.netns), conf.linkInContainer);
    const findMaster: FindMaster = () => {
      const master = findLink(attachment.home, name);
      checkMtu(conf.mtu, master);
      return master;
    };
    return addSlave(
      request,
      attachment,
      findMaster,
      { kind: 'vlan', data: { id: conf.vlanId }, ...(conf.mtu !== 0 && { mtu: conf.mtu }) },
      { dad, arpPolicy, dns: conf.dns, alone: false },
      addressing(conf, previous, request),
    );
  },

  del: (request) => delSteps(request, [releaseAddresses, deleteInterface]),

  check(request) {
    const conf = loadConf(netConf, request);
    using attachment = openAttachment(requireNetns(request.netns), conf.linkInContainer);
    const { container, home } = attachment;
    askIpam('CHECK', request);
    if (conf.prevResult === undefined) throw failure('vlan: Required prevResult missing');
    const previous = decodePrevResult(conf.prevResult, request.version);
    const entry = containerInterface(previous, request, 'Sandbox in prevResult');
    // In a chain the configuration may name none, and prevResult speaks of the interface itself by now.
    if (conf.master !== '') findLink(home, conf.master, `failed to lookup master ${quote(conf.master)}: `);
    const link = existingInterface(container, request.ifName, 'vlan: ');
    if (link.kind !== 'vlan') throw failure(`Error: Container interface ${request.ifName} not of type vlan`);
    checkMac(entry, link, 'vlan: ');
    checkVlan(request.ifName, link.data?.id, link.mtu, conf);
    checkAddresses(container, link, previous);
    checkRoutes(container, previous);
  },

  status: slaveStatus,
  // Interfaces went with their namespaces, so only the IPAM plugin can hold something.
  gc: (request) => askIpam('GC', request),
};

/** Of the plugin before in a chain, as far as it stands in for what the configuration leaves out. */
function previousResult({ master, ipam, prevResult }: NetConf, { version }: Request): Result | undefined {
  if (prevResult === undefined || (master !== '' && ipam.type !== '')) return undefined;
  return decodePrevResult(prevResult, version);
}

function masterName(
  { master, linkInContainer }: NetConf,
  previous: Result | undefined,
  { netns }: Request,
): string {
  const name = master || chainedInterface(previous, linkInContainer ? netns : undefined);
  if (name !== '') return name;
  throw failure(
    '"master" field is required. It specifies the host interface name to create the VLAN for',
    previous === undefined ? '' : 'prevResult has no single interface there that could take its place',
  );
}

/** The reference takes no 4095 either, but says so. */
function checkId({ vlanId }: NetConf): void {
  if (vlanId < 0 || vlanId > MAX_VLAN)
    throw failure(
      `invalid VLAN ID ${vlanId} (must be between 0 and 4095 inclusive)`,
      `set "vlanId" to a number from 0 to ${MAX_VLAN}`,
    );
}

/** Without an IPAM plugin of its own, the addresses of the plugin before are used. */
function addressing({ ipam }: NetConf, previous: Result | undefined, request: Request): Addressing {
  if (ipam.type === '' && previous !== undefined && previous.ips.length > 0) return () => previous;
  return (undo) => addressesFromIpam(ipam.type, request, undo, 'failed to execute IPAM delegate: ');
}

/** The messages are the reference's, which wrote them for another plugin. */
function checkVlan(
  ifName: string,
  id: number | undefined,
  currentMtu: number | undefined,
  { vlanId, mtu }: NetConf,
): void {
  if (id !== vlanId)
    throw failure(
      `Error: Tuning link ${ifName} configured promisc is ${vlanId}, current value is ${id}`,
      `the VLAN of "${ifName}" is ${id}, not ${vlanId}`,
    );
  if (mtu !== 0 && mtu !== currentMtu)
    throw failure(`Error: Tuning configured MTU of ${ifName} is ${mtu}, current value is ${currentMtu}`);
}
