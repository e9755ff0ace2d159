import type { Link } from '@iplink-ts/rtnetlink';
import { links, routes, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failure } from '../error.ts';
import type { Result } from '../result/result.ts';

/** Table `main` (RT_TABLE_MAIN, linux/rtnetlink.h). */
const MAIN = 254;

/** The interface of the first default route, IPv4 before IPv6; @throws {CniError} when there is none */
export function defaultRouteInterface(rtnl: SyncClient): string {
  const route = rtnl.run(routes.list({ table: MAIN, type: 'unicast' })).find(({ dst }) => dst === 'default');
  const index = route?.oif ?? route?.multipath?.[0]?.oif;
  if (index === undefined)
    throw failure(
      'no default route interface found',
      'name the master in the configuration: "master": "eth0"',
    );
  return rtnl.run(links.get(index)).ifname ?? '';
}

/**
 * The interface of the plugin before in a chain, when that has made just one. Empty when it has not, or when the
 * interface is somewhere else: in a container, of which `sandbox` is the path; a result may keep that to itself.
 *
 * @param sandbox where the master has to be; undefined for the host
 */
export function chainedInterface(previous: Result | undefined, sandbox: string | undefined): string {
  const [only, ...others] = previous?.interfaces ?? [];
  if (only === undefined || others.length > 0) return '';
  return only.sandbox === undefined || only.sandbox === sandbox ? only.name : '';
}

/** An interface cannot send packets that are larger than those of its master; @throws {CniError} */
export function checkMtu(mtu: number, { ifname, mtu: limit }: Link): void {
  if (mtu >= 0 && (limit === undefined || mtu <= limit)) return;
  throw failure(
    `invalid MTU ${mtu}, must be [0, master MTU(${limit})]`,
    mtu < 0
      ? 'leave "mtu" out for that of the master'
      : `lower "mtu", or raise that of the master: ip link set ${ifname} mtu ${mtu}`,
  );
}
