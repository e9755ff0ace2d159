/** A multicast route as `ip mroute` shows it. */
import { type Route, RT_TABLE, RTNL_FAMILY_IP6MR, RTNL_FAMILY_IPMR } from '@iplink-ts/rtnetlink';
import { tables } from '../../names/databases.ts';
import { type Document, printDeleted } from '../../print/document.ts';
import type { Session } from '../../session.ts';

/** Ticks of a second in `idle`, USER_HZ. */
const HZ = 100n;

/** Whether a route of this family is one for multicast packets. */
export function isMulticastFamily(family: number): boolean {
  return family === RTNL_FAMILY_IPMR || family === RTNL_FAMILY_IP6MR;
}

/** Prints one multicast route and the line end. */
export function printMulticastRoute(
  session: Session,
  document: Document,
  route: Route,
  action: 'new' | 'delete' = 'new',
): void {
  document.openObject();
  if (action === 'delete') printDeleted(document);
  const src = withoutLength(route.src);
  const dst = withoutLength(route.dst === 'default' ? undefined : route.dst);
  document.text(`(${src},${dst})`.padEnd(32));
  document.json('src', src);
  document.json('dst', dst);
  printIncoming(session, document, route.iif);
  if (route.multipath !== undefined) printOutgoing(session, document, route.multipath);
  const state = route.flags.includes('unresolved') ? 'unresolved' : 'resolved';
  document.field('state', state, ` State: ${state}`);
  if (session.options.statistics > 0) {
    if (route.mfcStats !== undefined) printStatistics(document, route.mfcStats);
    if (route.idle !== undefined) printAge(document, route.idle);
  }
  const { details, numeric } = session.options;
  if (route.table !== 0 && (route.table !== RT_TABLE.main || details)) {
    const table = tables.format(route.table, numeric);
    document.field('table', table, ` Table: ${table}`);
  }
  document.text('\n');
  document.closeObject();
}

function withoutLength(prefix: string | undefined): string {
  return prefix === undefined ? 'unknown' : prefix.slice(0, prefix.lastIndexOf('/'));
}

function printIncoming(session: Session, document: Document, iif: number | undefined): void {
  document.text(' Iif: ');
  if (iif === undefined) {
    document.field('iif', 'unresolved', 'unresolved ');
    return;
  }
  const name = session.interfaces.nameOf(iif);
  document.field('iif', name, `${name.padEnd(10)} `, 'ifname');
}

function printOutgoing(session: Session, document: Document, hops: NonNullable<Route['multipath']>): void {
  document.openArray('multipath', 'Oifs: ');
  for (const { oif, weight } of hops) {
    // A hop's weight is the TTL that a packet must have, less one as in any `struct rtnexthop`.
    const ttl = weight - 1;
    const name = session.interfaces.nameOf(oif);
    document.openObject();
    document.field('oif', name, name, 'ifname');
    if (ttl > 1) document.field('ttl', ttl, `(ttl ${ttl}) `);
    else document.text(' ');
    document.closeObject();
  }
  document.closeArray();
}

function printStatistics(
  document: Document,
  { packets, bytes, wrongIf }: NonNullable<Route['mfcStats']>,
): void {
  document.lineBreak();
  document.field('packets', packets, `  ${packets} packets, `);
  document.field('bytes', bytes, `${bytes} bytes`);
  if (wrongIf !== 0n) document.field('wrong_if', wrongIf, `, ${wrongIf} arrived on wrong iif.`);
}

function printAge(document: Document, idle: NonNullable<Route['idle']>): void {
  const seconds = `${idle / HZ}.${String(idle % HZ).padStart(2, '0')}`;
  document.digits('age', seconds, `, Age ${seconds}`);
}
