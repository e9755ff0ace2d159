import type { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failure } from '../error.ts';

/** Table `main` (RT_TABLE_MAIN, linux/rtnetlink.h). */
const MAIN = 254;

/** The interface of the first default route, IPv4 before IPv6; @throws {CniError} when there is none */
export function defaultRouteInterface(rtnl: SyncClient): string {
  const route = rtnl.routes.list({ table: MAIN, type: 'unicast' }).find(({ dst }) => dst === 'default');
  const index = route?.oif ?? route?.multipath?.[0]?.oif;
  if (index === undefined)
    throw failure(
      'no default route interface found',
      'name the master in the configuration: "master": "eth0"',
    );
  return rtnl.links.get(index).ifname ?? '';
}
