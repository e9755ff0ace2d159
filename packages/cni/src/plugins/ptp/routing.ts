import type { Link } from '@iplink-ts/rtnetlink';
import { addresses, routes, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../../errno.ts';
import { failure } from '../../error.ts';
import type { Target } from '../../interface/configure.ts';
import type { Dad } from '../../interface/dad.ts';
import { addressOf, familyOf, formatPrefix, networkOf, type Prefix, prefixOf } from '../../ip.ts';
import type { IpConfig } from '../../result/result.ts';

/** How the two ends of a point-to-point link reach each other, whatever network their addresses are of. */

/** An address of the container, and that of the host behind which everything else is. */
export interface Endpoint {
  readonly address: Prefix;
  readonly gateway: string;
}

/** @throws {CniError} an address without a gateway: nothing would be reached from it, not even the host */
export function endpointOf({ address, gateway }: IpConfig): Endpoint {
  if (gateway !== undefined) return { address: prefixOf(address), gateway };
  throw failure(
    `IPAM plugin returned no gateway for ${address}`,
    'ptp gives the gateway to the host\'s end of the link: name one in "ipam", for instance "gateway" beside "address" of static, or "subnet" of host-local',
  );
}

/** RT_SCOPE_HOST of linux/rtnetlink.h. */
const HOST = 254;

/**
 * The container's end: its own network is behind the gateway like all others, instead of on the link.
 *
 * @throws {CniError} `failed to add route ...`
 */
export function routeContainer({ rtnl, index }: Target, endpoints: readonly Endpoint[]): void {
  // Addresses may share a network or a gateway; the first of them is then the source.
  const networks = byKey(endpoints, ({ address }) => formatPrefix(networkOf(address)));
  for (const network of networks.keys()) deleteConnected(rtnl, index, network);
  for (const [gateway, { address }] of byKey(endpoints, (endpoint) => hostPrefix(endpoint.gateway)))
    addRoute(rtnl, { dst: gateway, dev: index, prefsrc: addressOf(address) });
  for (const [network, { address, gateway }] of networks) {
    // A network of one address is the container's own.
    if (address.length === address.bytes.length * 8) continue;
    addRoute(rtnl, { dst: network, dev: index, via: gateway, prefsrc: addressOf(address) });
  }
}

/**
 * The host's end: it bears the gateways, and the container's addresses are behind it.
 *
 * @throws {CniError} `failed to add IP addr ... to veth`, `failed to add route on host: ...`
 */
export function routeHost(rtnl: SyncClient, veth: Link, endpoints: readonly Endpoint[], dad: Dad): void {
  for (const [gateway] of byKey(endpoints, (endpoint) => hostPrefix(endpoint.gateway))) {
    try {
      rtnl.run(addresses.add({ dev: veth.index, address: gateway, flags: detection(gateway, dad) }));
    } catch (error) {
      const remedy = hasCode(error, 'EACCES')
        ? 'set net.ipv6.conf.default.disable_ipv6 of the host to 0'
        : undefined;
      throw failed(`failed to add IP addr ${gateway} to veth`, error, remedy);
    }
  }
  for (const { address } of endpoints) {
    const dst = hostPrefix(addressOf(address));
    try {
      rtnl.run(routes.add({ dst, dev: veth.index, scope: address.family === 4 ? HOST : 0 }));
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw failed('failed to add route on host', error);
    }
  }
}

/** Nobody but the two ends is on the link, and a tentative gateway would answer nobody for a second or two. */
function detection(address: string, dad: Dad): 'nodad'[] {
  return familyOf(address) === 4 || dad === 'wait' ? [] : ['nodad'];
}

/** The route that the kernel made with the address; there is none for a network of one address. */
function deleteConnected(rtnl: SyncClient, index: number, network: string): void {
  try {
    rtnl.run(routes.delete({ dst: network, dev: index }));
  } catch (error) {
    if (!hasCode(error, 'ESRCH')) throw failed(`failed to delete route ${network}`, error);
  }
}

function addRoute(rtnl: SyncClient, route: Parameters<typeof routes.add>[0]): void {
  try {
    rtnl.run(routes.add(route));
  } catch (error) {
    throw failed(`failed to add route ${route.dst}`, error);
  }
}

/** The prefix of the address alone. */
export function hostPrefix(address: string): string {
  return `${address}/${familyOf(address) === 4 ? 32 : 128}`;
}

/** The first of each key. */
function byKey<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  const firsts = new Map<string, T>();
  for (const item of items) if (!firsts.has(keyOf(item))) firsts.set(keyOf(item), item);
  return firsts;
}
