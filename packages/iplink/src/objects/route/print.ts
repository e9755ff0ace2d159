/** One route as `ip route` shows it. */
import { type Route, RT_SCOPE, RT_TABLE, RTPROT } from '@iplink-ts/rtnetlink';
import { formatIp } from '@iplink-ts/rtnetlink/codec';
import { AF, familyName } from '../../family.ts';
import { formatDsfield, protocols, scopes, tables } from '../../names/databases.ts';
import { formatLabels } from '../../parse/labels.ts';
import { type Document, printDeleted } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import { getNexthop } from '../nexthop/get.ts';
import { printNexthopFields } from '../nexthop/print.ts';
import { printEncap } from './encap/index.ts';
import type { RouteFilter } from './filter.ts';
import { printMetrics } from './metrics.ts';
import { familyColour, printDevice, printFlags, printGateway } from './path.ts';
import { printRealms } from './realms.ts';
import { routeTypeName } from './types.ts';

type Flags = Route['flags'];
type Nexthop = NonNullable<Route['multipath']>[number];

/** RTCF_* (linux/in_route.h): flags of a looked-up IPv4 route, in the order in which they are shown. */
const CACHE_FLAGS: readonly (readonly [number, string])[] = [
  [0x80000000, 'local'],
  [0x40000000, 'reject'],
  [0x20000000, 'mc'],
  [0x10000000, 'brd'],
  [0x08000000, 'dst-nat'],
  [0x00800000, 'src-nat'],
  [0x00400000, 'masq'],
  [0x00020000, 'dst-direct'],
  [0x04000000, 'src-direct'],
  [0x00040000, 'redirected'],
  [0x01000000, 'redirect'],
  [0x00200000, 'fastroute'],
  [0x00010000, 'notify'],
  [0x00080000, 'proxy'],
];

/** RTM_F_OFFLOAD_FAILED, which is RTCF_MULTICAST in a looked-up route. */
const OFFLOAD_FAILED = 0x20000000;

/** ICMPV6_ROUTER_PREF_INVALID (linux/icmpv6.h) */
const PREF_INVALID = 2;

/** USER_HZ */
const HZ = 100;

/** `A/LEN` without the length of a single address; multicast routes of the routing daemons keep theirs. */
function showPrefix(document: Document, prefix: string, family: number): string {
  const suffix = family === AF.INET ? '/32' : '/128';
  const isSingle = (family === AF.INET || family === AF.INET6) && prefix.endsWith(suffix);
  return isSingle ? document.host(prefix.slice(0, -suffix.length)) : prefix;
}

function isHost(prefix: RouteFilter['via'], family: number): boolean {
  return prefix !== undefined && prefix.length === (family === AF.INET6 ? 128 : 32);
}

/** Prints one route and the line end. What the filter holds fixed is left out. */
export function printRoute(
  session: Session,
  document: Document,
  route: Route,
  filter: RouteFilter,
  action: 'new' | 'delete' = 'new',
): void {
  const { details, numeric } = session.options;
  document.openObject();
  if (action === 'delete') printDeleted(document);
  if (route.type !== 'unicast' || details) {
    const type = routeTypeName(route.type, numeric);
    document.field('type', type, `${type} `);
  }
  printSelectors(session, document, route, filter);
  printPath(session, document, route, filter);
  printOrigin(session, document, route, filter);
  printFlags(document, route.flags);
  printState(session, document, route, filter);
  if (details && route.nhId !== undefined) printNexthopOf(session, document, route.nhId);
  if (route.multipath !== undefined) printHops(session, document, route.multipath, route.family);
  document.text('\n');
  document.closeObject();
}

/** The nexthop object behind the route; one that is gone is complained of. */
function printNexthopOf(session: Session, document: Document, id: number): void {
  const nexthop = getNexthop(session, id);
  if (nexthop === undefined) return;
  document.openObject('nh_info');
  // On a line of its own even under -oneline.
  document.text('\n\tnh_info ');
  printNexthopFields(session, document, nexthop);
  document.closeObject();
}

function printSelectors(session: Session, document: Document, route: Route, filter: RouteFilter): void {
  const { family } = route;
  const dst = showPrefix(document, route.dst, family);
  document.field('dst', dst, `${dst} `, route.dst === 'default' ? undefined : familyColour(family));
  if (route.src !== undefined) {
    const src = showPrefix(document, route.src, family);
    document.field('from', src, `from ${src} `, familyColour(family));
  }
  if (route.nhId !== undefined) document.field('nhid', route.nhId, `nhid ${route.nhId} `);
  printNewDestination(document, route.newdst, family);
  if (route.encap !== undefined) printEncap(session, document, route.encap);
  if (route.tos !== 0 && filter.tos === undefined) {
    const tos = formatDsfield(route.tos, session.options.numeric);
    document.field('tos', tos, `tos ${tos} `);
  }
}

function isLabels(newdst: NonNullable<Route['newdst']>): newdst is readonly number[] {
  return !(newdst instanceof Uint8Array);
}

/** What takes the place of the destination: labels of MPLS, an address of the others. */
function printNewDestination(document: Document, newdst: Route['newdst'], family: number): void {
  if (newdst === undefined) return;
  const text = isLabels(newdst) ? formatLabels(newdst) : (formatIp(newdst, 0, newdst.length) ?? '???');
  document.field('to', text, `as to ${text} `, familyColour(family));
}

/** A gateway of another family than the route's. */
function printVia(document: Document, via: Route['via']): void {
  if (via === undefined) return;
  document.openObject('via');
  const name = familyName(via.family);
  document.field('family', name, `via ${name} `);
  const host = document.host(via.address);
  document.field('host', host, `${host} `, familyColour(via.family));
  document.closeObject();
}

function printPath(session: Session, document: Document, route: Route, filter: RouteFilter): void {
  if (!isHost(filter.via, route.family)) printGateway(document, route.gateway, route.family);
  printVia(document, route.via);
  if (route.oif !== undefined && filter.oif === undefined) printDevice(session, document, route.oif);
}

function printOrigin(session: Session, document: Document, route: Route, filter: RouteFilter): void {
  const { details, numeric } = session.options;
  if (route.table !== 0 && filter.table === 0 && (route.table !== RT_TABLE.main || details)) {
    const table = tables.format(route.table, numeric);
    document.field('table', table, `table ${table} `);
  }
  if (!route.flags.includes('cloned')) {
    if ((route.protocol !== RTPROT.boot || details) && filter.protocol === undefined) {
      const protocol = protocols.format(route.protocol, numeric);
      document.field('protocol', protocol, `proto ${protocol} `);
    }
    if ((route.scope !== RT_SCOPE.universe || details) && filter.scope === undefined) {
      const scope = scopes.format(route.scope, numeric);
      document.field('scope', scope, `scope ${scope} `);
    }
  }
  if (route.prefsrc !== undefined && !isHost(filter.prefsrc, route.family)) {
    document.text('src ');
    document.field('prefsrc', route.prefsrc, `${route.prefsrc} `, familyColour(route.family));
  }
  if (route.priority !== undefined && filter.metric === undefined) {
    document.field('metric', route.priority, `metric ${route.priority} `);
  }
}

function printState(session: Session, document: Document, route: Route, filter: RouteFilter): void {
  const { numeric } = session.options;
  const { mark, flow, uid, cacheinfo, metrics, iif, pref, ttlPropagate } = route;
  if (mark !== undefined && mark !== 0) {
    document.field('mark', mark, mark >= 16 ? `mark 0x${mark.toString(16)} ` : `mark ${mark} `);
  }
  if (flow !== undefined && filter.realms?.mask !== 0xffffffff) printRealms(document, flow, numeric);
  if (uid !== undefined) document.field('uid', uid, `uid ${uid} `);
  if (route.family === AF.INET && route.flags.includes('cloned')) printCacheFlags(document, route.flags);
  if (cacheinfo !== undefined) printCacheinfo(session, document, cacheinfo);
  if (metrics !== undefined) printMetrics(document, metrics);
  if (iif !== undefined && filter.iif === undefined) {
    const name = session.interfaces.nameOf(iif);
    document.text('iif ');
    document.field('iif', name, `${name} `, 'ifname');
  }
  if (pref !== undefined) printPreference(document, pref);
  if (ttlPropagate !== undefined) {
    // Shown with a slip of the pen that it is not written with.
    const text = `ttl-propogate ${ttlPropagate === 0 ? 'disabled' : 'enabled'}`;
    document.field('ttl-propogate', ttlPropagate !== 0, text);
  }
}

/** A preference without a name is a bare number. */
function printPreference(document: Document, pref: NonNullable<Route['pref']>): void {
  if (pref === 'low' || pref === 'medium' || pref === 'high') document.field('pref', pref, `pref ${pref}`);
  else {
    const number = pref === 'invalid' ? PREF_INVALID : pref;
    document.field('pref', number, `${number}`);
  }
}

function printCacheFlags(document: Document, flags: Flags): void {
  let bits = 0;
  for (const flag of flags) {
    if (typeof flag === 'number') bits |= flag;
    else if (flag === 'offloadFailed') bits |= OFFLOAD_FAILED;
  }
  document.lineBreak();
  document.text('    cache ');
  document.openArray('cache');
  let separator = '<';
  for (const [bit, word] of CACHE_FLAGS) {
    if ((bits & bit) === 0) continue;
    document.item(word, `${separator}${word}`);
    separator = ',';
    bits &= ~bit;
  }
  if (bits !== 0) document.item((bits >>> 0).toString(16), `${separator}${(bits >>> 0).toString(16)}`);
  document.closeArray(separator === '<' && bits === 0 ? '' : '> ');
}

function printCacheinfo(session: Session, document: Document, info: NonNullable<Route['cacheinfo']>): void {
  const { expires, error, clntref, used, lastuse } = info;
  if (expires !== 0) {
    const seconds = Math.trunc(expires / HZ);
    document.field('expires', seconds, `expires ${seconds}sec `);
  }
  if (error !== 0) document.field('error', error, `error ${error} `);
  if (session.options.statistics === 0) return;
  if (clntref !== 0) document.field('users', clntref, `users ${clntref} `);
  if (used !== 0) document.field('used', used, `used ${used} `);
  if (lastuse !== 0) document.field('age', Math.trunc(lastuse / HZ), `age ${Math.trunc(lastuse / HZ)}sec `);
}

function printHops(session: Session, document: Document, hops: readonly Nexthop[], family: number): void {
  document.openArray('nexthops');
  for (const hop of hops) printHop(session, document, hop, family);
  document.closeArray();
}

function printHop(session: Session, document: Document, hop: Nexthop, family: number): void {
  document.openObject();
  document.lineBreak();
  document.text('\tnexthop ');
  printNewDestination(document, hop.newdst, family);
  if (hop.encap !== undefined) printEncap(session, document, hop.encap);
  printGateway(document, hop.gateway, family);
  printVia(document, hop.via);
  if (hop.flow !== undefined) printRealms(document, hop.flow, session.options.numeric);
  // Not coloured here, unlike the device of a single path.
  const name = session.interfaces.nameOf(hop.oif);
  document.field('dev', name, `dev ${name} `);
  if (family !== AF.MPLS) document.field('weight', hop.weight, `weight ${hop.weight} `);
  printFlags(document, hop.flags);
  document.closeObject();
}
