/** Where a route, one of its paths or a nexthop leads. */
import type { Route } from '@iplink-ts/rtnetlink';
import { AF } from '../../family.ts';
import type { Colour } from '../../print/colour.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';

type Flags = Route['flags'];

/** RTNH_F_* and RTM_F_*, in the order in which they are shown. */
const FLAG_WORDS: readonly (readonly [Flags[number], string])[] = [
  ['dead', 'dead'],
  ['onlink', 'onlink'],
  ['pervasive', 'pervasive'],
  ['offload', 'offload'],
  ['trap', 'trap'],
  ['notify', 'notify'],
  ['linkdown', 'linkdown'],
  ['unresolved', 'unresolved'],
  ['rtOffload', 'rt_offload'],
  ['rtTrap', 'rt_trap'],
  ['offloadFailed', 'rt_offload_failed'],
];

/** RTNL_FAMILY_IPMR and RTNL_FAMILY_IP6MR (linux/rtnetlink.h): multicast routes of IPv4 and IPv6 */
const FAMILY_IPMR = 128;
const FAMILY_IP6MR = 129;

export function familyColour(family: number): Colour | undefined {
  if (family === AF.INET || family === FAMILY_IPMR) return 'inet';
  return family === AF.INET6 || family === FAMILY_IP6MR ? 'inet6' : undefined;
}

export function printGateway(document: Document, gateway: string | undefined, family: number): void {
  if (gateway === undefined) return;
  document.text('via ');
  const host = document.host(gateway);
  document.field('gateway', host, `${host} `, familyColour(family));
}

export function printDevice(session: Session, document: Document, index: number): void {
  const name = session.interfaces.nameOf(index);
  document.text('dev ');
  document.field('dev', name, `${name} `, 'ifname');
}

export function printFlags(document: Document, flags: Flags): void {
  document.openArray('flags');
  for (const [flag, word] of FLAG_WORDS) if (flags.includes(flag)) document.item(word, `${word} `);
  document.closeArray();
}
