import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { hasCode, pathReason, reason } from '../errno.ts';
import { CniError, errorCode, failure } from '../error.ts';
import { validAttachments } from '../gc.ts';
import { addressOf, prefixOf } from '../ip.ts';
import { transaction } from '../plugins/transaction.ts';
import type { Plugin } from '../request.ts';
import { decodePrevResult, type IpConfig } from '../result/result.ts';
import { parseAddress } from './host-local/address.ts';
import { allocate, type Claim, hasFree, holding, ipConfig, reservationsOf } from './host-local/allocate.ts';
import { type HostLocalConfig, loadConfiguration, networkFolder } from './host-local/configuration.ts';
import { lastReserved, ownerText, splitOwner } from './host-local/names.ts';
import { type Candidate, formatSet, type RangeSet } from './host-local/range.ts';
import { noDns, readResolvConf } from './host-local/resolv-conf.ts';
import { StickyRecords } from './host-local/sticky.ts';
import { Store } from './host-local/store.ts';

/** IPAM `host-local`: addresses out of ranges, reserved by a file each in a folder of this machine. */
export const hostLocal: Plugin = {
  add(request) {
    const config = loadConfiguration(request);
    const dns = config.resolvConf === '' ? noDns : readResolvConf(config.resolvConf);
    using store = Store.create(networkFolder(request));
    const ips = transaction((undo) => {
      const sticky = config.sticky ? new StickyRecords(store) : undefined;
      const { containerId, ifName } = request;
      return reserveAll({ store, containerId, ifName, sticky, pod: config.pod, undo }, config);
    });
    return { interfaces: [], ips, routes: config.routes, dns };
  },

  del(request) {
    using store = Store.find(networkFolder(request));
    if (store === undefined) return;
    const { containerId, ifName } = request;
    const own = store.owners.namesOf(ownerText(containerId, ifName));
    // Files of the old form are taken by the id alone: they may be another interface's.
    for (const name of own.length > 0 ? own : store.owners.namesOf(containerId.trim())) store.release(name);
  },

  check(request) {
    const { sets, prevResult } = loadConfiguration(request);
    using store = Store.find(networkFolder(request));
    const { containerId, ifName } = request;
    const own = store === undefined ? [] : reservationsOf(store, containerId, ifName);
    const missing = `host-local: Failed to find address added by container ${containerId}`;
    if (own.length === 0) throw failure(missing);
    const { ips } = prevResult === undefined ? { ips: [] } : decodePrevResult(prevResult, request.version);
    for (const address of ips.map((ip) => addressOf(prefixOf(ip.address))))
      if (!own.includes(address) && sets.some((set) => holding(set, address) !== undefined))
        throw failure(missing, `${address} of prevResult is not reserved for it`);
  },

  status(request) {
    const { sets } = loadConfiguration(request);
    const folder = networkFolder(request);
    checkWritable(folder);
    using store = Store.find(folder);
    for (const set of sets) {
      if (!hasFree(store, set))
        throw new CniError(
          errorCode.pluginNotAvailable,
          `no IP addresses available in range set: ${formatSet(set)}`,
          `every address has a file in ${folder}; GC removes those of containers that are gone`,
        );
    }
  },

  gc(request) {
    const valid = validAttachments(request);
    using store = Store.find(networkFolder(request));
    if (store === undefined) return;
    const attachments = new Set(valid.map(({ containerID, ifname }) => ownerText(containerID, ifname)));
    const containers = new Set(valid.map(({ containerID }) => containerID));
    const inUse = (owner: string): boolean =>
      splitOwner(owner).ifName === undefined ? containers.has(owner) : attachments.has(owner);
    // Files of other names are not ours to judge.
    const unused = [...store.owners.entries()].filter(
      ([name, owner]) =>
        parseAddress(name) !== undefined && owner !== undefined && owner !== '' && !inUse(owner),
    );
    const errors: unknown[] = [];
    for (const name of [...unused.map(([name]) => name), ...store.abandoned]) {
      try {
        store.release(name);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw failure(errors.map(reason).join('; '));
  },
};

/** One address out of each set; all of the requested ones have to be among them. */
function reserveAll(claim: Claim, { sets, requested }: HostLocalConfig): IpConfig[] {
  const wanted = [...requested];
  const given = sets.map((set, index) => {
    const at = wanted.findIndex((address) => holding(set, address) !== undefined);
    const [request] = at < 0 ? [] : wanted.splice(at, 1);
    try {
      return { set, ...allocate(claim, set, index, request) };
    } catch (error) {
      const details = error instanceof CniError ? error.details : '';
      throw failure(`failed to allocate for range ${index}: ${reason(error)}`, details, { cause: error });
    }
  });
  if (wanted.length > 0)
    throw failure(
      `failed to allocate all requested IPs: ${wanted.join(' ')}`,
      `each range set gives one address: ${sets.map(formatSet).join(' and ')}`,
    );
  remember(claim, given);
  return given.map(ipConfig);
}

/** Where the next search begins and, with `sticky`, whose the addresses are now. */
function remember(claim: Claim, given: readonly (Candidate & { readonly set: RangeSet })[]): void {
  const { store, containerId, ifName, sticky, pod } = claim;
  const record = pod === undefined ? undefined : { pod, ifName, owner: ownerText(containerId, ifName) };
  for (const [index, { set, address }] of given.entries()) {
    store.write(lastReserved(index), address);
    sticky?.remember(set, address, record);
  }
  sticky?.save();
}

/** STATUS: the nearest folder that exists can be written. */
function checkWritable(folder: string): void {
  for (let nearest = folder; ; nearest = dirname(nearest)) {
    try {
      accessSync(nearest, constants.W_OK);
      return;
    } catch (error) {
      if (hasCode(error, 'ENOENT') && dirname(nearest) !== nearest) continue;
      throw new CniError(
        errorCode.pluginNotAvailable,
        pathReason(error, nearest),
        'dataDir must name a folder that can be written',
        { cause: error },
      );
    }
  }
}
