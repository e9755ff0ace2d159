import type { Link, LinkRequest } from '@iplink-ts/rtnetlink';
import { links, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed } from '../errno.ts';
import { CniError, errorCode } from '../error.ts';
import { deleteIfThere } from '../interface/link.ts';
import { readSysctl, writeSysctl } from '../interface/sysctl.ts';
import { quote } from '../quote.ts';
import { findRelay, type RelayRequest, relayName } from './relay.ts';
import { loosenMaster, restoreMaster } from './rp-filter.ts';

/**
 * The relay, made when there is none.
 *
 * @throws {CniError} code 7 when that of other pods has another master
 */
export function ensureRelay(host: SyncClient, request: RelayRequest): Link {
  const present = findRelay(host, request.network);
  // One that is not up was left by an ADD that was killed.
  if (present?.flags.includes('up') === true) return checked(present, request);
  if (present !== undefined) removeRelay(host, present);
  return createRelay(host, request);
}

function checked(relay: Link, { master, slave, network }: RelayRequest): Link {
  // A slave of a slave becomes its sibling.
  const { index, netnsid } =
    master.kind === slave.kind
      ? { index: master.link, netnsid: master.linkNetnsid }
      : { index: master.index, netnsid: undefined };
  if (relay.kind === slave.kind && relay.link === index && relay.linkNetnsid === netnsid) return relay;
  throw new CniError(
    errorCode.invalidNetworkConfig,
    `the pods of network ${quote(network)} that have host access have another master than ${quote(master.ifname ?? '')}`,
    `they share interface ${quote(relay.ifname ?? '')} of the host: give the network another name, or delete them first`,
  );
}

function createRelay(host: SyncClient, request: RelayRequest): Link {
  const name = relayName(request.network);
  try {
    host.run(links.add({ ...linkOf(request), ifname: name, link: request.master.index, txqlen: 0 }));
  } catch (error) {
    throw failed(`failed to create ${request.slave.kind} ${quote(name)} for host access`, error);
  }
  const relay = host.run(links.get(name));
  loosenMaster(host, relay, request);
  prepare(name);
  host.run(links.set(relay.index, { up: true }));
  return relay;
}

function linkOf({ slave }: RelayRequest): LinkRequest {
  return slave.kind === 'ipvlan'
    ? { kind: 'ipvlan', data: { mode: slave.mode, flags: [] } }
    : { kind: 'macvlan', data: { mode: 'bridge' } };
}

/**
 * What must not be learned or told by way of the relay, which hears what the master hears: routes and addresses from
 * routers, and where the host is, from anybody but pods.
 */
function prepare(name: string): void {
  writeSysctl(`ipv4/conf/${name}/arp_filter`, '1');
  for (const sysctl of ['accept_ra', 'accept_dad']) {
    try {
      writeSysctl(`ipv6/conf/${name}/${sysctl}`, '0');
    } catch {} // no IPv6
  }
}

/** Lets the relay have routes of IPv6 where the host has none otherwise. */
export function enableIpv6({ ifname }: Link): void {
  const sysctl = `ipv6/conf/${ifname}/disable_ipv6`;
  if (readSysctl(sysctl) !== '0') writeSysctl(sysctl, '0');
}

/** Removes the relay, and with it its routes and neighbours. */
export function removeRelay(host: SyncClient, relay: Link): void {
  restoreMaster(host, relay);
  deleteIfThere(host, relay.index);
}
