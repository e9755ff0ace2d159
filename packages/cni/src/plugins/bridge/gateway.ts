import type { Address, Link, UndoStack } from '@iplink-ts/rtnetlink';
import { addresses, links, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../../errno.ts';
import { failure } from '../../error.ts';
import type { Dad } from '../../interface/dad.ts';
import { broadcastOf, contains, familyOf, gatewayOf, prefixOf } from '../../ip.ts';
import { quote } from '../../quote.ts';
import type { IpConfig, Result } from '../../result/result.ts';
import type { Route } from '../../result/route.ts';
import type { BridgeConf } from './conf.ts';

/** The host as the gateway of its containers, keys `isGateway` and `isDefaultGateway`. */

/** What the containers are told, and what the host has to have for it: `A/LEN`. */
export interface Gateways extends Pick<Result, 'ips' | 'routes'> {
  readonly addresses: readonly string[];
}

const DEFAULT = { 4: '0.0.0.0/0', 6: '::/0' } as const;

/** Completes what the IPAM plugin gave: gateways where there are none, and default routes. */
export function withGateways(
  given: Pick<Result, 'ips' | 'routes'>,
  conf: Pick<BridgeConf, 'isGateway' | 'isDefaultGateway'>,
): Gateways {
  if (!conf.isGateway) return { ...given, addresses: [] };
  const ips = given.ips.map((ip): IpConfig & { gateway: string } => ({
    ...ip,
    gateway: ip.gateway ?? gatewayOf(prefixOf(ip.address)),
  }));
  const routes: Route[] = [...given.routes];
  for (const { gateway } of conf.isDefaultGateway ? ips : []) {
    const dst = DEFAULT[familyOf(gateway)];
    // A default route without a gateway does not count, as in the reference.
    if (!routes.some((route) => route.dst === dst && route.gw !== undefined))
      routes.push({ dst, gw: gateway });
  }
  return { ips, routes, addresses: ips.map(({ address, gateway }) => `${gateway}/${lengthOf(address)}`) };
}

function lengthOf(address: string): number {
  return prefixOf(address).length;
}

/**
 * Gives a device of the host the addresses that it lacks.
 *
 * @param failing how the errors begin
 * @param undo takes the way back
 * @throws {CniError} before anything is changed: `"cni0" already has an IP address different from 10.1.2.1/24`
 */
export function ensureAddresses(
  home: SyncClient,
  { index, ifname = '', address: mac }: Link,
  wanted: readonly string[],
  { forceAddress, dad }: { readonly forceAddress: boolean; readonly dad: Dad },
  failing: string,
  undo: UndoStack,
): void {
  const present = home.run(addresses.list({ dev: index }));
  const { added, removed } = changes(present.map(textOf), wanted, forceAddress, (address) =>
    failure(
      `${failing}: ${quote(ifname)} already has an IP address different from ${address}`,
      'set "forceAddress": true to replace it, or use another bridge',
    ),
  );
  for (const address of present.filter((candidate) => removed.has(textOf(candidate))))
    removeAddress(home, address, failing, undo);
  for (const address of added) addAddress(home, index, ifname, address, dad, failing, undo);
  if (added.length === 0) return;
  // An address that was chosen stays: without it, a bridge has that of one of its ports, which come and go.
  try {
    home.run(links.set(index, { address: mac }));
  } catch (error) {
    throw failed(`${failing}: could not set bridge's mac`, error);
  }
}

function textOf({ address = '', local, prefixlen }: Address): string {
  return local === undefined ? address : `${local}/${prefixlen}`;
}

/**
 * What makes `wanted` of `present`. IPv4 has one address on a bridge; IPv6 as many as do not overlap.
 *
 * @param conflict the error for an address that is not to be replaced
 */
export function changes(
  present: readonly string[],
  wanted: readonly string[],
  force: boolean,
  conflict: (address: string) => Error,
): { readonly added: readonly string[]; readonly removed: ReadonlySet<string> } {
  const kept = new Set(present);
  const removed = new Set<string>();
  const added = new Set<string>();
  for (const address of wanted) {
    if (kept.has(address)) continue;
    for (const other of [...kept].filter((candidate) => excludes(candidate, address))) {
      if (!force) throw conflict(address);
      kept.delete(other);
      if (!added.delete(other)) removed.add(other);
    }
    kept.add(address);
    if (!removed.delete(address)) added.add(address);
  }
  return { added: [...added], removed };
}

function excludes(one: string, other: string): boolean {
  const [a, b] = [prefixOf(one), prefixOf(other)];
  if (a.family !== b.family) return false;
  return a.family === 4 || contains(a, addressOf(other)) || contains(b, addressOf(one));
}

function addressOf(text: string): string {
  return text.slice(0, text.lastIndexOf('/'));
}

function removeAddress(home: SyncClient, address: Address, failing: string, undo: UndoStack): void {
  try {
    home.run(addresses.delete(address));
  } catch (error) {
    // The kernel takes secondary addresses away with their primary one.
    if (!hasCode(error, 'EADDRNOTAVAIL'))
      throw failed(`${failing}: could not remove IP address ${textOf(address)}`, error);
  }
  undo.push(() => home.run(addresses.replace(address)));
}

function addAddress(
  home: SyncClient,
  dev: number,
  ifname: string,
  address: string,
  dad: Dad,
  failing: string,
  undo: UndoStack,
): void {
  const prefix = prefixOf(address);
  const broadcast = prefix.family === 4 && prefix.length < 31 ? broadcastOf(prefix) : undefined;
  const flags =
    prefix.family === 4 || dad === 'wait' ? [] : ([dad === 'skip' ? 'nodad' : 'optimistic'] as const);
  try {
    home.run(addresses.add({ dev, address, ...(broadcast !== undefined && { broadcast }), flags }));
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return; // another ADD was quicker
    throw failed(
      `${failing}: could not add IP address to ${quote(ifname)}`,
      error,
      prefix.family === 6 && hasCode(error, 'EACCES')
        ? `IPv6 is disabled there: set net/ipv6/conf/${ifname}/disable_ipv6 to 0`
        : undefined,
    );
  }
  undo.push(() => home.run(addresses.delete({ dev, address })));
}
