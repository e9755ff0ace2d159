import { AF_INET6, type Link, type Route } from '@iplink-ts/rtnetlink';
import { addresses, neighbours, routes, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../errno.ts';
import { hash64 } from '../hash.ts';
import { addressOf, prefixOf } from '../ip.ts';
import type { IpConfig } from '../result/result.ts';

/** The routes of the host to single pods. Nothing but the kernel keeps a record of them. */

/** rtm_protocol of all of them: no number that rt_protos of iproute2 or a routing daemon has. */
const PROTOCOL = 67;

/**
 * The metric of the routes of an attachment, by which they are found without their addresses. Nothing else is decided
 * by it: an address has one pod.
 */
export function metricOf(containerId: string, ifName: string): number {
  return Number(BigInt.asUintN(32, hash64(`${containerId}\0${ifName}`))) || 1;
}

/** The end of the way to a pod. */
export interface PodInterface {
  readonly metric: number;
  /** As it is inside the container. */
  readonly link: Link;
  readonly ips: readonly IpConfig[];
}

/** `A/32` or `A/128` */
export function hostPrefix({ address }: IpConfig): string {
  const prefix = prefixOf(address);
  return `${addressOf(prefix)}/${prefix.bytes.length * 8}`;
}

/**
 * Routes to the addresses of a pod, and, unless the relay is one without ARP, who has them: the host would otherwise
 * ask all the network in its own name, and so be looked for at the relay, which hears pods only.
 */
export function addRoutes(host: SyncClient, relay: Link, { metric, link, ips }: PodInterface): void {
  for (const ip of ips) {
    const dst = hostPrefix(ip);
    try {
      if (!relay.flags.includes('noarp') && link.address !== undefined)
        host.run(
          neighbours.replace({
            dev: relay.index,
            dst: addressOf(prefixOf(ip.address)),
            lladdr: link.address,
          }),
        );
      host.run(
        routes.replace({
          dst,
          dev: relay.index,
          protocol: PROTOCOL,
          priority: metric,
          // Interfaces of one master pass larger packets to each other than the receiver takes.
          ...(link.mtu !== undefined && link.mtu < (relay.mtu ?? 0) && { metrics: { mtu: link.mtu } }),
        }),
      );
    } catch (error) {
      throw failed(`failed to add route '${dst} dev ${relay.ifname}' for host access`, error);
    }
  }
}

/** Routes of pods by the relay: those of one attachment, or of all. */
export function listRoutes(host: SyncClient, relay: Link, metric?: number): Route[] {
  return host
    .run(routes.list({ oif: relay.index, protocol: PROTOCOL }))
    .filter(({ priority }) => metric === undefined || priority === metric);
}

/**
 * Deletes those routes to pods for which `isStale` holds.
 *
 * @returns whether others are left
 */
export function deleteRoutes(host: SyncClient, relay: Link, isStale: (metric: number) => boolean): boolean {
  const all = listRoutes(host, relay);
  const stale = all.filter(({ priority = 0 }) => isStale(priority));
  const kept = all.filter((route) => !stale.includes(route));
  for (const { dst, family, priority } of stale) {
    ifThere(() =>
      host.run(
        routes.delete({
          dst,
          family,
          dev: relay.index,
          protocol: PROTOCOL,
          ...(priority !== undefined && { priority }),
        }),
      ),
    );
    // The address may have a new pod by now.
    if (!kept.some((route) => route.dst === dst))
      ifThere(() => host.run(neighbours.delete({ dev: relay.index, dst: dst.replace(/\/.*/, '') })));
  }
  return kept.length > 0;
}

function ifThere(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if (!hasCode(error, 'ESRCH', 'ENOENT')) throw error;
  }
}

/** RT_SCOPE_UNIVERSE (linux/rtnetlink.h) */
const UNIVERSE = 0;

/**
 * Tells a pod who has the IPv6 addresses of the host on the master: the relay, which cannot answer for them when it is
 * asked. Of IPv4 it can. Addresses that the host gets later are not known to pods that are there.
 */
export function introduceHost(host: SyncClient, container: SyncClient, relay: Link, pod: Link): void {
  if (relay.flags.includes('noarp') || relay.address === undefined) return;
  if (relay.link === undefined || relay.linkNetnsid !== undefined) return;
  for (const { address, scope } of host.run(addresses.list({ dev: relay.link, family: AF_INET6 }))) {
    if (scope !== UNIVERSE || address === undefined) continue;
    container.run(
      neighbours.replace({
        dev: pod.index,
        dst: addressOf(prefixOf(address)),
        lladdr: relay.address,
      }),
    );
  }
}
