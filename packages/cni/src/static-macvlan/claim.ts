import { CniError, errorCode, failure } from '../error.ts';
import { randomMac } from '../interface/mac.ts';
import { addressOf, formatPrefix, type Prefix, prefixOf } from '../ip.ts';
import { quote } from '../quote.ts';
import type { Request } from '../request.ts';
import { lowestOutside, numberOf, withNumber } from './addresses.ts';
import type { AttachmentRecord } from './records.ts';
import { isSameSegment, isUsable, numberIn, type Subnet, unusableOf } from './subnet.ts';
import type { Pod, Wanted } from './wanted.ts';

/** Whose interface it is. */
export interface Owner extends Pick<Request, 'containerId' | 'ifName'> {
  readonly network: string;
  readonly pod: Pod | undefined;
  /** Routes that it is to get by other interfaces. */
  readonly routes: AttachmentRecord['routes'];
}

/**
 * The owner's record, as it is to be: what it holds already it keeps, by name of the pod when the container is another
 * by now; else the wanted addresses, or the lowest that is free.
 *
 * @throws {CniError} with the holder of what is wanted
 */
export function claim(
  subnet: Subnet,
  wanted: Wanted,
  owner: Owner,
  records: readonly AttachmentRecord[],
): AttachmentRecord {
  const neighbours = records.filter((record) => isSameSegment(record, subnet));
  const mine = neighbours.find((record) => isOf(owner, record));
  const others = neighbours.filter((record) => !isOf(owner, record));
  const { address, at } = chooseAddress(subnet, wanted, mine, others);
  return {
    network: owner.network,
    containerID: owner.containerId,
    ifname: owner.ifName,
    podNamespace: owner.pod?.namespace ?? '',
    podName: owner.pod?.name ?? '',
    podUID: owner.pod?.uid ?? '',
    subnet: subnet.name,
    master: subnet.master,
    vlan: subnet.vlan,
    parent: subnet.parent,
    ip: formatPrefix(address),
    mac: chooseMac(wanted, address, at, mine, others),
    routes: owner.routes,
  };
}

/** Whether it is the record of that attachment, or of the same interface of a pod of that name. */
export function isOf({ containerId, ifName, pod }: Owner, record: AttachmentRecord): boolean {
  if (record.ifname !== ifName) return false;
  if (record.containerID === containerId) return true;
  return pod !== undefined && record.podName === pod.name && record.podNamespace === pod.namespace;
}

interface Choice {
  readonly address: Prefix;
  /** Its place in the list that was wanted. */
  readonly at: number;
}

function chooseAddress(
  subnet: Subnet,
  { ips }: Wanted,
  mine: AttachmentRecord | undefined,
  others: readonly AttachmentRecord[],
): Choice {
  if (ips === 'auto') return { address: autoAddress(subnet, mine, others), at: 0 };
  const candidates = ips.map((text) => wantedAddress(subnet, text));
  const holders = candidates.map((candidate) =>
    others.find(({ ip }) => addressOf(prefixOf(ip)) === addressOf(candidate)),
  );
  const kept = candidates.findIndex(
    (candidate) => mine !== undefined && addressOf(prefixOf(mine.ip)) === addressOf(candidate),
  );
  const at = kept >= 0 ? kept : holders.indexOf(undefined);
  const address = candidates[at];
  if (address !== undefined) return { address, at };
  const [holder, ...more] = holders.filter((record) => record !== undefined);
  throw failure(
    holder === undefined || more.length > 0
      ? `none of the addresses of static-ip is free in subnet ${quote(subnet.name)}`
      : `address ${candidates.map(addressOf).join()} of subnet ${quote(subnet.name)} is held by ${describe(holder)}`,
    [holder, ...more].map((record) => record && `${record.ip} by ${describe(record)}`).join(', '),
  );
}

/** An address that was asked for; without a length, it has that of the subnet. @throws {CniError} code 7 */
function wantedAddress(subnet: Subnet, text: string): Prefix {
  const prefix = prefixOf(text.includes('/') ? text : `${text}/${subnet.cidr.length}`);
  const number = numberIn(subnet, prefix);
  if (number !== undefined && isUsable(subnet, number)) return prefix;
  throw new CniError(
    errorCode.invalidNetworkConfig,
    number === undefined
      ? `address ${text} is not in subnet ${quote(subnet.name)} (${formatPrefix(subnet.cidr)})`
      : `address ${text} of subnet ${quote(subnet.name)} is not for pods`,
    number === undefined ? '' : 'it is excluded, that of the gateway, of the network, or for broadcasts',
  );
}

function autoAddress(
  subnet: Subnet,
  mine: AttachmentRecord | undefined,
  others: readonly AttachmentRecord[],
): Prefix {
  const held = others
    .map(({ ip }) => numberIn(subnet, prefixOf(ip)))
    .filter((number) => number !== undefined);
  const kept = mine && numberIn(subnet, prefixOf(mine.ip));
  if (kept !== undefined && isUsable(subnet, kept)) return withNumber(subnet.cidr, kept);
  const taken = held.map((number) => ({ first: number, last: number }));
  const free = lowestOutside(subnet.ranges, [...unusableOf(subnet), ...taken]);
  if (free !== undefined) return withNumber(subnet.cidr, free);
  throw exhausted(subnet, errorCode.internal);
}

/** The error of a subnet whose addresses are all held. */
export function exhausted({ name, cidr }: Subnet, code: number): CniError {
  return new CniError(
    code,
    `no address is free in subnet ${quote(name)} (${formatPrefix(cidr)})`,
    '"cnitool-ts pods" shows who holds them; GC takes back those of containers that are gone',
  );
}

/** Whether `auto` would find an address. */
export function hasFreeAddress(subnet: Subnet, records: readonly AttachmentRecord[]): boolean {
  const taken = records
    .filter((record) => isSameSegment(record, subnet))
    .map(({ ip }) => numberOf(prefixOf(ip)))
    .map((number) => ({ first: number, last: number }));
  return lowestOutside(subnet.ranges, [...unusableOf(subnet), ...taken]) !== undefined;
}

function chooseMac(
  { macs }: Wanted,
  address: Prefix,
  at: number,
  mine: AttachmentRecord | undefined,
  others: readonly AttachmentRecord[],
): string {
  const wanted = typeof macs === 'string' ? undefined : (macs[at] ?? macs[0]);
  if (wanted === undefined && mine !== undefined && mine.ip === formatPrefix(address)) return mine.mac;
  const mac = wanted ?? (macs === 'auto' ? macOf(address) : randomMac());
  const holder = others.find((record) => record.mac === mac);
  if (holder === undefined) return mac;
  throw failure(
    `MAC address ${mac} is held by ${describe(holder)}`,
    'interfaces of one network must not share it',
  );
}

/**
 * A MAC address that follows from the IP address, so that it is as unique in its network, the same after a restart,
 * and what neighbours know already when the next pod gets the address.
 */
function macOf({ bytes }: Prefix): string {
  const octets = [0x0a, 0x58, ...bytes.subarray(-4)];
  return octets.map((octet) => octet.toString(16).padStart(2, '0')).join(':');
}

/** `pod default/web-0 (container c1, net1)` */
function describe({ podNamespace, podName, containerID, ifname }: AttachmentRecord): string {
  return podName === ''
    ? `container ${containerID} (${ifname})`
    : `pod ${podNamespace}/${podName} (container ${containerID}, ${ifname})`;
}
