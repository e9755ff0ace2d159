import { AF_INET6 } from '@iplink-ts/rtnetlink';
import { addresses, links } from '@iplink-ts/rtnetlink/sync';
import { failure } from '../error.ts';
import { chooseWord } from '../netconf.ts';
import { quote } from '../quote.ts';
import { sleep } from '../stdio.ts';
import type { Target } from './configure.ts';
import { readSysctl, writeSysctl } from './sysctl.ts';

/**
 * What becomes of duplicate address detection (RFC 4862 section 5.4) of the addresses that a result brings, key
 * `dad` of a configuration. The reference always waits, which takes 1 to 2 seconds of every ADD with IPv6.
 *
 * - `skip` (default): the addresses are this container's alone, by the word of the IPAM plugin: use them at once.
 * - `optimistic`: use them at once, and let the kernel look for duplicates meanwhile (RFC 4429).
 * - `wait`: ADD ends when the kernel has found no duplicate, and fails when it has found one; unlike the reference, so it
 *   is with addresses of IPv4, for which we look ourselves.
 */
const modes = ['skip', 'wait', 'optimistic'] as const;

export type Dad = (typeof modes)[number];

/** @throws {CniError} code 7 */
export const parseDad = (text: string): Dad => chooseWord('dad mode', text, modes);

const acceptDad = (ifName: string): string => `ipv6/conf/${ifName}/accept_dad`;

/**
 * Turns detection off on the interface, for the thread's namespace. Not by IFA_F_NODAD on the addresses, which would
 * not cover the link-local address, and stays on the addresses for all to see. Either way they are announced.
 *
 * @returns the value to be restored; undefined when there is nothing to be turned off
 */
export function suspendDad(ifName: string): string | undefined {
  try {
    const value = readSysctl(acceptDad(ifName));
    writeSysctl(acceptDad(ifName), '0');
    return value;
  } catch {
    return undefined; // no IPv6: adding the address says so better
  }
}

export function restoreDad(ifName: string, value: string): void {
  writeSysctl(acceptDad(ifName), value);
}

/**
 * Lets addresses of the interface be used before they have proved to be unique: without it the kernel forgets that they
 * are added as optimistic, and no route may name them.
 *
 * @returns whether the kernel has that
 */
export function allowOptimistic(ifName: string): boolean {
  try {
    writeSysctl(`ipv6/conf/${ifName}/optimistic_dad`, '1');
    return true;
  } catch {
    return false;
  }
}

/** How often the reference looks whether addresses have settled, and how long. Milliseconds. */
const WAIT = { interval: 50, limit: 5000 };
/** Without detection a work queue of the kernel clears the addresses, as a rule within one millisecond. */
const SKIP = { interval: 1, limit: 100 };

/**
 * Waits until no IPv6 address of the interface is tentative.
 *
 * @returns whether that is so
 * @throws {CniError} mode `wait`: an address is a duplicate, or they do not settle on a link that works
 */
export function settle({ rtnl, index, ifName }: Target, dad: Exclude<Dad, 'optimistic'>): boolean {
  const { interval, limit } = dad === 'wait' ? WAIT : SKIP;
  const wrong = (what: string, remedy: string) =>
    failure(`failed to settle addresses for ${quote(ifName)}: link ${ifName} ${what}`, remedy);
  for (let waited = 0; ; waited += interval) {
    const present = rtnl.run(addresses.list({ dev: index, family: AF_INET6 }));
    const duplicate = present.find(({ flags }) => flags.includes('dadfailed'));
    if (duplicate !== undefined && dad === 'wait')
      throw wrong(
        `has address ${duplicate.address} in DADFAILED state`,
        'another interface of the network has this address: give one of them another',
      );
    if (!present.some(({ flags }) => flags.includes('tentative'))) return true;
    if (waited >= limit) {
      // Without a carrier the kernel puts detection off until there is one.
      if (dad === 'wait' && rtnl.run(links.get(index)).operstate === 'up')
        throw wrong(
          `still has tentative addresses after ${limit / 1000} seconds`,
          'set "dad": "skip" where addresses are given to one container only',
        );
      return false;
    }
    sleep(interval);
  }
}
