import { AF_INET, AF_INET6, type Link } from '@iplink-ts/rtnetlink';
import { routes, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failure } from '../../error.ts';
import { checkPresent, checkUp, hostEndOf, ipsOf } from '../../interface/check.ts';
import { addressOf, familyOf, prefixOf } from '../../ip.ts';
import type { Result } from '../../result/result.ts';
import { hostPrefix } from './routing.ts';

/**
 * The host's end of the container's interface must bear the gateways, and lead to the container. The reference looks
 * at the container alone.
 *
 * @throws {CniError} the first difference
 */
export function checkHostEnd(home: SyncClient, previous: Result, end: Link): void {
  const host = hostEndOf(home, previous, end);
  if (host === undefined)
    throw failure(
      `ptp: veth of the host for ${end.ifname} not found`,
      `prevResult does not have the other end of "${end.ifname}"`,
    );
  checkUp(host);
  const ips = ipsOf(previous, end);
  checkPresent(
    home,
    host,
    ips.flatMap(({ gateway }) => (gateway === undefined ? [] : hostPrefix(gateway))),
  );
  const destinations = ips.map(({ address }) => hostPrefix(addressOf(prefixOf(address))));
  for (const dst of destinations) checkRoute(home, host, dst);
}

/** In whatever table: the host's end may have been given to a VRF. */
function checkRoute(home: SyncClient, host: Link, dst: string): void {
  const present = home.run(
    routes.list({ family: familyOf(dst) === 4 ? AF_INET : AF_INET6, oif: host.index }),
  );
  if (present.some((route) => route.dst === dst)) return;
  throw failure(
    `Expected Route {Dst:${dst} GW:<nil>} not found in routing table`,
    `of the host, by interface "${host.ifname}"`,
  );
}
