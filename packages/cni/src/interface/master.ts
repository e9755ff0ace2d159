import type { Link } from '@iplink-ts/rtnetlink';
import type { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../errno.ts';
import { failure } from '../error.ts';
import { quote } from '../quote.ts';

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

/** Looks a link up; @throws {CniError} `<prefix>Link not found` */
export function findLink(rtnl: SyncClient, name: string, prefix = ''): Link {
  const missing = (cause?: unknown) =>
    failure(`${prefix}Link not found`, `there is no interface ${quote(name)}`, { cause });
  // The kernel takes an empty name for none at all.
  if (name === '') throw missing();
  try {
    return rtnl.links.get(name);
  } catch (error) {
    if (hasCode(error, 'ENODEV')) throw missing(error);
    throw failed(`failed to lookup ${quote(name)}`, error);
  }
}
