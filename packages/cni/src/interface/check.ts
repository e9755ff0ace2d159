import { AF_INET, AF_INET6, type Route as KernelRoute, type Link } from '@iplink-ts/rtnetlink';
import { addresses, links, routes, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { hasCode } from '../errno.ts';
import { failure } from '../error.ts';
import { addressOf, formatPrefix, networkOf, prefixOf } from '../ip.ts';
import type { Request } from '../request.ts';
import type { Interface, IpConfig, Result } from '../result/result.ts';
import type { Route } from '../result/route.ts';
import { ownAddress } from './address.ts';
import { linkIfThere } from './link.ts';

/** RT_TABLE_MAIN of linux/rtnetlink.h. */
const MAIN = 254;

/** What CHECK compares: the interface that prevResult speaks of with the one that is there. */
export function containerInterface(previous: Result, { ifName, netns }: Request, sandbox: string): Interface {
  const found = previous.interfaces.find((entry) => entry.name === ifName && entry.sandbox === netns);
  if (found !== undefined) return found;
  // The reference names the namespace that it found, which is none.
  throw failure(
    `${sandbox}  doesn't match configured netns: ${netns}`,
    `prevResult has no interface "${ifName}" there`,
  );
}

/** The interface itself; @throws {CniError} `<prefix>Container Interface name in prevResult: eth0 not found` */
export function existingInterface(rtnl: SyncClient, ifName: string, prefix = ''): Link {
  try {
    return rtnl.run(links.get(ifName));
  } catch (error) {
    if (!hasCode(error, 'ENODEV')) throw error;
    throw failure(`${prefix}Container Interface name in prevResult: ${ifName} not found`, '', {
      cause: error,
    });
  }
}

/** Where prevResult recorded a MAC address, the interface must still have it. */
export function checkMac({ name, mac }: Interface, link: Link, prefix = ''): void {
  if (mac !== undefined && mac.toLowerCase() !== link.address)
    throw failure(`${prefix}Interface ${name} Mac ${mac} doesn't match container Mac: ${link.address}`);
}

export function checkUp({ ifname, flags }: Link): void {
  if (!flags.includes('up')) throw failure(`Interface ${ifname} is down`);
}

/**
 * The addresses of the result that are this interface's must be there, and the route to their network. Addresses
 * that others have added since are none of ours.
 */
export function checkAddresses(rtnl: SyncClient, link: Link, previous: Result): void {
  const ips = ipsOf(previous, link);
  checkPresent(
    rtnl,
    link,
    ips.map(({ address }) => address),
  );
  for (const ip of ips) checkConnected(rtnl, link, ip);
}

/** Those of the result that are this interface's. */
export function ipsOf({ ips, interfaces }: Result, { ifname }: Link): IpConfig[] {
  return ips.filter(({ interface: index }) => index === undefined || interfaces[index]?.name === ifname);
}

/** The interface must have the addresses, `A/LEN`. */
export function checkPresent(rtnl: SyncClient, link: Link, wanted: readonly string[]): void {
  const present = new Set(rtnl.run(addresses.list({ dev: link.index })).map(ownAddress));
  const missing = wanted.find((address) => !present.has(address));
  if (missing !== undefined) throw failure(`Failed to match addr ${missing} on interface ${link.ifname}`);
}

/** The host's end of a veth, which must be one of the interfaces of prevResult; undefined when it is none of them. */
export function hostEndOf(home: SyncClient, { interfaces }: Result, end: Link): Link | undefined {
  return interfaces
    .filter(({ sandbox }) => sandbox === undefined)
    .map(({ name }) => linkIfThere(home, name))
    .find((link) => link?.kind === 'veth' && link.link === end.index && end.link === link.index);
}

function checkConnected(rtnl: SyncClient, link: Link, { address, gateway }: IpConfig): void {
  const prefix = prefixOf(address);
  // A prefix of one address has no network that a route would lead to.
  if (prefix.length === prefix.bytes.length * 8) return;
  const network = formatPrefix(networkOf(prefix));
  const present = rtnl.run(
    routes.list({ family: prefix.family === 4 ? AF_INET : AF_INET6, oif: link.index }),
  );
  if (present.some((route) => canonicalDst(route) === network)) return;
  throw failure(
    `Failed to find Gateway ${gateway ?? addressOf(prefix)} for interface ${link.ifname}`,
    `there is no route to ${network}`,
  );
}

/** The routes of the result must be in their tables, by destination and, where it is known, gateway. */
export function checkRoutes(rtnl: SyncClient, { routes: wanted }: Result): void {
  if (wanted.length === 0) return;
  const present = rtnl.run(routes.list());
  for (const route of wanted) {
    if (present.some((candidate) => matches(route, candidate))) continue;
    throw failure(`Expected Route {Dst:${route.dst} GW:${route.gw ?? '<nil>'}} not found in routing table`);
  }
}

function matches({ dst, gw, table }: Route, candidate: KernelRoute): boolean {
  const prefix = networkOf(prefixOf(dst));
  if (candidate.family !== (prefix.family === 4 ? AF_INET : AF_INET6)) return false;
  // 0 is no table: the kernel takes main.
  if (candidate.table !== (table || MAIN) || canonicalDst(candidate) !== formatPrefix(prefix)) return false;
  // Default routes are compared by destination only: whoever chains behind may have another gateway in mind.
  if (gw === undefined || prefix.length === 0) return true;
  const gateways = [candidate, ...(candidate.multipath ?? [])].map(({ gateway }) => gateway);
  return gateways.includes(gw);
}

function canonicalDst({ dst, family }: KernelRoute): string {
  if (dst !== 'default') return dst;
  return family === AF_INET ? '0.0.0.0/0' : '::/0';
}
