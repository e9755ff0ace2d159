import type { Link } from '@iplink-ts/rtnetlink';
import { parseLladdr } from '@iplink-ts/rtnetlink/codec';
import { links } from '@iplink-ts/rtnetlink/sync';
import { runInNetns, SystemError, sendFrames } from '@iplink-ts/socket';
import { prefixOf } from '../ip.ts';
import { chooseWord } from '../netconf.ts';
import type { IpConfig } from '../result/result.ts';
import { gratuitousArp } from './arp.ts';
import type { Target } from './configure.ts';
import { unsolicitedAdvertisement } from './ndisc.ts';
import { writeSysctl } from './sysctl.ts';

/**
 * By whom the neighbours, who may remember others, are told of the addresses of a new interface, key `arpPolicy`:
 *
 * - `both` (default)
 * - `arping`: the plugin, once, at the end of ADD; an interface that goes down and up is not announced again
 * - `arp_notify`: the kernel, whenever the interface comes up, by ARP requests and neighbour advertisements only
 */
const policies = ['both', 'arping', 'arp_notify'] as const;

export type ArpPolicy = (typeof policies)[number];

/** Undefined for an interface that is not announced. */
export const isByPlugin = (policy?: ArpPolicy): boolean => policy === 'both' || policy === 'arping';
export const isByKernel = (policy?: ArpPolicy): boolean => policy === 'both' || policy === 'arp_notify';

/** @throws {CniError} code 7 */
export const parseArpPolicy = (text: string): ArpPolicy => chooseWord('arpPolicy', text, policies);

/**
 * Lets the kernel announce the addresses whenever the interface comes up, or a tentative address has proved to be
 * unique: `arp_notify` and `ndisc_notify`, for the thread's namespace. A kernel without one of them announces less,
 * which is no reason to fail.
 */
export function enableAnnouncements(ifName: string): void {
  for (const sysctl of [`ipv4/conf/${ifName}/arp_notify`, `ipv6/conf/${ifName}/ndisc_notify`]) {
    try {
      writeSysctl(sysctl, '1');
    } catch {}
  }
}

/**
 * Announces addresses now. The kernel does so at most once, by an ARP request, which not every receiver heeds.
 *
 * Nothing is sent, and nothing fails, where an interface has no neighbours to be told (it is down, or has no carrier,
 * or does without ARP), or cannot send at the moment.
 *
 * @param ips addresses of the interface, none of them tentative
 * @param override false when those of IPv6 are optimistic
 */
export function announceAddresses(
  { rtnl, netns, index }: Target,
  ips: readonly IpConfig[],
  override = true,
): void {
  const mac = ips.length === 0 ? undefined : stationAddress(rtnl.run(links.get(index)));
  if (mac === undefined) return;
  try {
    runInNetns(netns, () =>
      sendFrames(
        index,
        ips.flatMap(({ address }) => announcements(mac, address, override)),
      ),
    );
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}

/** `ARPHRD_ETHER` (linux/if_arp.h) */
const ARPHRD_ETHER = 1;
const ETHERNET_ADDRESS_LENGTH = 6;

/** The Ethernet address at which neighbours reach the interface; undefined when they cannot. */
export function stationAddress({ type, flags, address = '' }: Link): Uint8Array | undefined {
  const sends = flags.includes('up') && flags.includes('lowerUp');
  if (type !== ARPHRD_ETHER || !sends || flags.includes('noarp')) return undefined;
  const mac = parseLladdr(address);
  return mac?.length === ETHERNET_ADDRESS_LENGTH ? mac : undefined;
}

function announcements(mac: Uint8Array, address: string, override: boolean): Uint8Array[] {
  const { family, bytes } = prefixOf(address);
  return family === 6
    ? [unsolicitedAdvertisement(mac, bytes, override)]
    : [gratuitousArp('request', mac, bytes), gratuitousArp('reply', mac, bytes)];
}
