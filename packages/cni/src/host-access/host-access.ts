import type { Link, UndoStack } from '@iplink-ts/rtnetlink';
import { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failure } from '../error.ts';
import { validAttachments } from '../gc.ts';
import { lockedHost } from '../host-lock.ts';
import { familyOf } from '../ip.ts';
import { decode } from '../json/decode.ts';
import { named } from '../netconf.ts';
import type { Request } from '../request.ts';
import type { IpConfig } from '../result/result.ts';
import { addRoutes, deleteRoutes, hostPrefix, introduceHost, listRoutes, metricOf } from './pod-routes.ts';
import { findRelay, type RelayRequest, relayName } from './relay.ts';
import { enableIpv6, ensureRelay, removeRelay } from './relay-lifetime.ts';

/**
 * Host access of ipvlan and macvlan, key `hostAccess`: the host and the pod reach each other, which they do not by the
 * master. The host has a relay and routes by it to each pod; the last pod takes the relay with it.
 */

const networkOf = ({ config }: Pick<Request, 'config'>): string => decode(named, config).name;

/** The two ends. */
export interface HostAccess {
  readonly host: SyncClient;
  readonly container: SyncClient;
  /** The pod's interface. */
  readonly link: Link;
  readonly ips: readonly IpConfig[];
  readonly relay: Omit<RelayRequest, 'network'>;
}

/**
 * The part of ADD.
 *
 * @param undo takes what {@link revokeHostAccess} does
 */
export function grantHostAccess(
  request: Request,
  { host, container, link, ips, relay: wanted }: HostAccess,
  undo: UndoStack,
): void {
  undo.push(() => revokeHostAccess(request));
  const metric = metricOf(request.containerId, request.ifName);
  lockedHost(() => {
    const relay = ensureRelay(host, { ...wanted, network: networkOf(request) });
    const six = ips.some(({ address }) => familyOf(address) === 6);
    if (six) enableIpv6(relay);
    addRoutes(host, relay, { metric, link, ips });
    if (six) introduceHost(host, container, relay, link);
  });
}

/** The part of DEL: needs neither the pod nor its addresses, and nothing when there is nothing. */
export function revokeHostAccess(request: Request): void {
  const metric = metricOf(request.containerId, request.ifName);
  clean(request, () => (found) => found === metric);
}

/** The part of GC: takes the routes of attachments that are not in use. */
export function gcHostAccess(request: Request): void {
  clean(request, () => {
    const valid = validAttachments(request).map(({ containerID, ifname }) => metricOf(containerID, ifname));
    return (found) => !valid.includes(found);
  });
}

function clean(request: Request, stale: () => (metric: number) => boolean): void {
  const network = networkOf(request);
  using host = SyncClient.open();
  if (findRelay(host, network) === undefined) return;
  const isStale = stale();
  lockedHost(() => {
    const relay = findRelay(host, network);
    if (relay !== undefined && !deleteRoutes(host, relay, isStale)) removeRelay(host, relay);
  });
}

/** The part of CHECK; @throws {CniError} `Expected Route {Dst:10.1.2.3/32 GW:<nil>} not found in routing table` */
export function checkHostAccess(request: Request, host: SyncClient, ips: readonly IpConfig[]): void {
  const network = networkOf(request);
  const relay = findRelay(host, network);
  const routes = relay && listRoutes(host, relay, metricOf(request.containerId, request.ifName));
  for (const dst of ips.map(hostPrefix)) {
    if (routes?.some((route) => route.dst === dst)) continue;
    throw failure(
      `Expected Route {Dst:${dst} GW:<nil>} not found in routing table`,
      `of the host, by interface "${relayName(network)}"`,
    );
  }
}
