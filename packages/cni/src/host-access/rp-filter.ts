import type { Link } from '@iplink-ts/rtnetlink';
import { links, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { readSysctl, writeSysctl } from '../interface/sysctl.ts';
import { type RelayRequest, relaysBeside } from './relay.ts';

/**
 * The reverse path filter of a master with ipvlan interfaces of mode l2: what they send to the host comes in by the
 * master, since they have its MAC address, but the way to them is by the relay. A strict filter takes that for forged.
 */

/** Values of rp_filter (Documentation/networking/ip-sysctl); the kernel goes by the larger of the device's and `all`. */
const STRICT = '1';
const LOOSE = '2';

const rpFilter = (device: string): string => `ipv4/conf/${device}/rp_filter`;

/**
 * Makes a strict filter loose. Its value before is written into the alias of the relay first, so that whoever removes
 * the relay can restore it, whatever became of us.
 */
export function loosenMaster(host: SyncClient, relay: Link, { network, slave }: RelayRequest): void {
  const device = slave.kind === 'ipvlan' && slave.mode === 'l2' ? masterName(host, relay) : undefined;
  const before = device === undefined ? undefined : readSysctl(rpFilter(device));
  const strict = before !== undefined && [before, readSysctl(rpFilter('all'))].toSorted().at(-1) === STRICT;
  // Loosened for another network already: whoever goes last restores it.
  const record = strict ? before : relaysBeside(host, relay).map(recordOf).find(isKnown);
  host.run(links.set(relay.index, { ifalias: aliasOf(network, record) }));
  if (device !== undefined && strict) writeSysctl(rpFilter(device), LOOSE);
}

/** Restores the filter of the relay's master, unless another relay needs it loose, or somebody has changed it since. */
export function restoreMaster(host: SyncClient, relay: Link): void {
  const record = recordOf(relay);
  const device = record === undefined ? undefined : masterName(host, relay);
  if (record === undefined || device === undefined || relaysBeside(host, relay).map(recordOf).some(isKnown))
    return;
  if (readSysctl(rpFilter(device)) === LOOSE) writeSysctl(rpFilter(device), record);
}

/** Undefined when the master is in another namespace. */
function masterName(host: SyncClient, { link, linkNetnsid }: Link): string | undefined {
  return link === undefined || linkNetnsid !== undefined ? undefined : host.run(links.get(link)).ifname;
}

/** An alias can have 255 bytes (IFALIASZ, linux/if.h). */
const MAX_NETWORK = 200;

function aliasOf(network: string, record: string | undefined): string {
  const text = `host access of CNI network ${network.slice(0, MAX_NETWORK)}`;
  return record === undefined ? text : `${text}; rp_filter was ${record}`;
}

function recordOf({ ifalias = '' }: Link): string | undefined {
  return /; rp_filter was ([0-9])$/.exec(ifalias)?.[1];
}

const isKnown = (record: string | undefined): record is string => record !== undefined;
