import type { UndoStack } from '@iplink-ts/rtnetlink';
import { addresses, links, routes, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { type Netns, runInNetns } from '@iplink-ts/socket';
import { failed, hasCode } from '../errno.ts';
import { failure } from '../error.ts';
import { broadcastOf, familyOf, prefixOf } from '../ip.ts';
import { quote } from '../quote.ts';
import type { IpConfig, Result } from '../result/result.ts';
import type { Route } from '../result/route.ts';
import { sleep } from '../stdio.ts';
import { requireUnused } from './acd.ts';
import {
  type ArpPolicy,
  announceAddresses,
  enableAnnouncements,
  isByKernel,
  isByPlugin,
} from './announce.ts';
import { allowOptimistic, type Dad, restoreDad, settle, suspendDad } from './dad.ts';
import { type NetSysctl, readSysctl, writeSysctl } from './sysctl.ts';

/** A container with one interface to be configured. */
export interface Target {
  readonly rtnl: SyncClient;
  readonly netns: Netns;
  readonly ifName: string;
  readonly index: number;
}

export interface ConfigureOptions {
  readonly dad: Dad;
  /** Whether `wait` is for IPv6 alone, as the reference waits; default no. */
  readonly onlyIpv6?: boolean;
  /** By whom neighbours are told of the addresses, if at all. */
  readonly announce?: ArpPolicy | undefined;
}

/**
 * Gives an interface the addresses and routes of a result and brings it up: the reference's `ConfigureIface`.
 *
 * @param undo takes what outlives the interface
 */
export function configureInterface(
  target: Target,
  result: Result,
  options: ConfigureOptions,
  undo: UndoStack,
): void {
  if (result.interfaces.length === 0) throw failure('no interfaces to configure');
  const ips = ownAddresses(result, target.ifName);
  const six = ips.some(({ address }) => familyOf(address) === 6);
  const { suspended, optimistic } = runInNetns(target.netns, () => {
    if (isByKernel(options.announce)) enableAnnouncements(target.ifName);
    if (six) enableIpv6(target, undo);
    return {
      suspended: six && options.dad === 'skip' ? suspendDad(target.ifName) : undefined,
      optimistic: six && options.dad === 'optimistic' && allowOptimistic(target.ifName),
    };
  });
  // IPv6 looks for duplicates of addresses that the interface has, IPv4 is asked for before.
  const asks = options.dad === 'wait' && options.onlyIpv6 !== true;
  const asked = asks ? ips.filter(({ address }) => familyOf(address) === 4) : [];
  for (const ip of ips) if (!asked.includes(ip)) addAddress(target, ip, options.dad);
  bringUp(target);
  requireUnused(target, asked);
  for (const ip of asked) addAddress(target, ip, options.dad);
  const settled = six && options.dad !== 'optimistic' && settle(target, options.dad);
  // Restored too early, it would catch the addresses that wait for the work queue.
  if (settled && suspended !== undefined)
    runInNetns(target.netns, () => restoreDad(target.ifName, suspended));
  if (isByPlugin(options.announce))
    // The kernel announces tentative addresses when it has found no duplicate.
    announceAddresses(
      target,
      ips.filter(({ address }) => familyOf(address) === 4 || settled || optimistic),
      !optimistic,
    );
  addRoutes(target, result);
}

/** How long a macvlan of a container that is going away may have the MAC address still. Milliseconds. */
const GOING_AWAY = { interval: 10, limit: 1000 };

/** A pod that starts anew with the MAC address that it had may do so before the kernel is done with what it was. */
function bringUp({ rtnl, index, ifName }: Target): void {
  for (let waited = 0; ; waited += GOING_AWAY.interval) {
    try {
      rtnl.run(links.set(index, { up: true }));
      return;
    } catch (error) {
      if (!hasCode(error, 'EADDRINUSE') || waited >= GOING_AWAY.limit)
        throw failed(`failed to set ${quote(ifName)} UP`, error, upRemedy(error));
    }
    sleep(GOING_AWAY.interval);
  }
}

function upRemedy(error: unknown): string | undefined {
  if (hasCode(error, 'ENETDOWN')) return 'its master is down: ip link set <master> up';
  return hasCode(error, 'EADDRINUSE') ? 'another macvlan on its master has its MAC address' : undefined;
}

/** The routes of a result, on an interface that has its addresses already. */
export function addRoutes(target: Target, result: Result): void {
  const ips = ownAddresses(result, target.ifName);
  for (const route of result.routes) addRoute(target, route, gatewayOf(route, ips));
}

/** The addresses of the result that belong to the interface; those that name no interface belong to none. */
function ownAddresses({ interfaces, ips }: Result, ifName: string): IpConfig[] {
  return ips.filter(({ interface: index, address }) => {
    if (index === undefined) return false;
    if (interfaces[index]?.name === ifName) return true;
    throw failure(`failed to add IP addr ${address} to ${quote(ifName)}: invalid interface index`);
  });
}

/** Addresses need IPv6 to be enabled, and the reference lets them survive the interface going down. */
function enableIpv6({ ifName, netns }: Target, undo: UndoStack): void {
  for (const device of ['lo', ifName]) {
    const sysctl = `ipv6/conf/${device}/disable_ipv6`;
    let value: string;
    try {
      value = readSysctl(sysctl);
    } catch {
      continue; // a kernel without IPv6 says so better when the address is added
    }
    if (value === '0') continue;
    setSysctl(sysctl, '0', `failed to enable IPv6 for interface ${quote(device)} (${sysctl}=${value})`);
    // What is set on the new interface goes with it; `lo` stays.
    if (device === 'lo') undo.push(() => runInNetns(netns, () => writeSysctl(sysctl, value)));
  }
  setSysctl(
    `ipv6/conf/${ifName}/keep_addr_on_down`,
    '1',
    `failed to keep the IPv6 addresses of ${quote(ifName)} while it is down`,
  );
}

function setSysctl(sysctl: NetSysctl, value: string, failing: string): void {
  try {
    writeSysctl(sysctl, value);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return; // no IPv6 on the interface: adding the address says so better
    throw failed(failing, error);
  }
}

function addAddress({ rtnl, index, ifName }: Target, { address }: IpConfig, dad: Dad): void {
  const prefix = prefixOf(address);
  // Point-to-point prefixes have no broadcast address (RFC 3021).
  const broadcast = prefix.family === 4 && prefix.length < 31 ? broadcastOf(prefix) : undefined;
  try {
    rtnl.run(
      addresses.add({
        dev: index,
        address,
        ...(broadcast !== undefined && { broadcast }),
        ...(prefix.family === 6 && dad === 'optimistic' && { flags: ['optimistic'] }),
      }),
    );
  } catch (error) {
    const remedy = addressRemedy(error, prefix.family, rtnl.run(links.get(index)).mtu);
    throw failed(`failed to add IP addr ${address} to ${quote(ifName)}`, error, remedy);
  }
}

/** IPV6_MIN_MTU (linux/ipv6.h): below, the kernel has no IPv6 on an interface. */
const IPV6_MIN_MTU = 1280;

function addressRemedy(error: unknown, family: 4 | 6, mtu = IPV6_MIN_MTU): string | undefined {
  if (hasCode(error, 'EADDRINUSE')) return 'another ipvlan interface of the same master has this address';
  if (family === 6 && mtu < IPV6_MIN_MTU)
    return `IPv6 needs an MTU of at least ${IPV6_MIN_MTU}, and this interface has ${mtu}: raise "mtu"`;
  return undefined;
}

/** A route without a gateway takes the first one of its family that an address of the result has. */
function gatewayOf({ dst, gw }: Route, ips: readonly IpConfig[]): string | undefined {
  if (gw !== undefined) return gw;
  const family = familyOf(dst);
  return ips.find(({ gateway }) => gateway !== undefined && familyOf(gateway) === family)?.gateway;
}

/** RT_SCOPE_* of linux/rtnetlink.h. */
const UNIVERSE = 0;
const scopes: Readonly<Record<number, string>> = {
  0: 'universe',
  200: 'site',
  253: 'link',
  254: 'host',
  255: 'nowhere',
};

/** RT_TABLE_MAIN of linux/rtnetlink.h. */
const MAIN = 254;

function addRoute({ rtnl, index, ifName }: Target, route: Route, gateway: string | undefined): void {
  const { dst, priority = 0, table = MAIN, scope = UNIVERSE, mtu, advmss } = route;
  if (scope < 0 || scope > 0xff || table < 0 || table > 0xffffffff)
    throw failure(`failed to add route '${dst}': scope ${scope} or table ${table} is out of range`);
  try {
    // Not exclusive: several gateways of one destination are a multipath route to IPv6, and a choice to IPv4.
    rtnl.run(
      routes.prepend({
        dst,
        dev: index,
        scope,
        table,
        ...(gateway !== undefined && { via: gateway }),
        ...(priority !== 0 && { priority }),
        ...((mtu !== undefined || advmss !== undefined) && { metrics: { mtu, advmss } }),
      }),
    );
  } catch (error) {
    const where = `(Scope: ${scopes[scope] ?? scope}, Table: ${table})`;
    throw failed(
      `failed to add route '${dst} via ${gateway ?? '<nil>'} dev ${ifName} metric ${priority} ${where}'`,
      error,
    );
  }
}
