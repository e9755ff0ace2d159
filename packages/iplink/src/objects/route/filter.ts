/** Which routes `ip route show` and `ip route flush` are about, and what of them goes without saying. */
import { type Route, type RouteType, RT_TABLE } from '@iplink-ts/rtnetlink';
import { parseIp } from '@iplink-ts/rtnetlink/codec';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { wrongArgument } from '../../failure.ts';
import { AF, type Family, familyByName } from '../../family.ts';
import { isPrefixOf, keywords } from '../../keywords.ts';
import { dsfields, protocols, scopes, tables } from '../../names/databases.ts';
import { labelBytes } from '../../parse/labels.ts';
import { parseU32 } from '../../parse/number.ts';
import { type Prefix, parsePrefix, sharesBits } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { withoutLength } from '../address/local.ts';
import { requireIndex } from './arguments.ts';
import { parseRealms } from './realms.ts';
import { parseRouteType, ROUTE_TYPE_NAMES } from './types.ts';
import { routeUsage } from './usage.ts';
import { readVrfTable } from './vrf.ts';

/** How a prefix of the filter and one of a route are compared. */
interface PrefixFilter {
  /** The route's prefix is no shorter than this one, and lies in it. */
  root?: Prefix;
  /** The route's prefix is no longer than this one, which lies in it. */
  match?: Prefix;
}

export interface RouteFilter {
  family: Family;
  /** 0 for all tables. */
  table: number;
  cloned: boolean;
  tos?: number;
  protocol?: number;
  scope?: number;
  /** A type, or all but those of the machine's own addresses. */
  type?: RouteType | 'forwarding';
  oif?: number;
  iif?: number;
  mark?: number;
  metric?: number;
  via?: Prefix;
  prefsrc?: Prefix;
  realms?: { readonly value: number; readonly mask: number };
  readonly dst: PrefixFilter;
  readonly src: PrefixFilter;
}

/** The filter of `ip route get`: everything passes, and every part is shown. */
export function openFilter(family: Family): RouteFilter {
  return { family, table: 0, cloned: false, dst: {}, src: {} };
}

interface Draft {
  readonly session: Session;
  readonly filter: RouteFilter;
  dev?: string;
  iif?: string;
}

const MODES = keywords<'root' | 'match' | 'exact'>(() => [
  ['root*', 'root'],
  ['match*', 'match'],
  ['exact*', 'exact'],
]);

/** `[root|match|exact] PREFIX`; a prefix alone is exact, which is both of the others at once. */
function readPrefixFilter(filter: RouteFilter, into: PrefixFilter, words: Words, word: string): undefined {
  const mode = MODES.find(word);
  const prefix = parsePrefix(mode === undefined ? word : words.value(), filter.family);
  if (mode !== 'match') into.root = prefix;
  if (mode !== 'root') into.match = prefix;
}

/** Whether a word stands for every value of a database. */
function isAll(word: string): boolean {
  return word === 'all';
}

const WORDS = keywords<WordAction<Draft>>(() => [
  ['table*', ({ filter }, words) => readTable(filter, words.value()), 'table'],
  [
    'vrf*',
    ({ filter, session }, words) => {
      filter.table = readVrfTable(session, words.value());
      filter.type = 'forwarding';
    },
    'vrf',
  ],
  ['cached* cloned*', ({ filter }) => selectCloned(filter)],
  [
    'tos dsfield*',
    ({ filter }, words) => {
      const word = words.value();
      const tos = dsfields.parse(word);
      if (tos === undefined) throw wrongArgument(word, 'TOS value is invalid\n');
      filter.tos = tos;
    },
    'tos',
  ],
  [
    'protocol*',
    ({ filter }, words) => {
      const word = words.value();
      const protocol = protocols.parse(word);
      if (protocol === undefined && !isAll(word)) throw wrongArgument(word, 'invalid "protocol"\n');
      if (protocol !== undefined) filter.protocol = protocol;
    },
    'protocol',
  ],
  [
    'scope*',
    ({ filter }, words) => {
      const word = words.value();
      const scope = scopes.parse(word);
      if (scope === undefined && !isAll(word)) throw wrongArgument(word, 'invalid "scope"\n');
      if (scope !== undefined) filter.scope = scope;
    },
    'scope',
  ],
  [
    'type*',
    ({ filter }, words) => {
      const word = words.value();
      const type = parseRouteType(word);
      if (type === undefined) throw wrongArgument(word, 'node type value is invalid\n');
      filter.type = type;
    },
    ROUTE_TYPE_NAMES,
  ],
  [
    'dev oif',
    (draft, words) => {
      draft.dev = words.value();
    },
    'device',
  ],
  [
    'iif',
    (draft, words) => {
      draft.iif = words.value();
    },
    'device',
  ],
  [
    'mark',
    ({ filter }, words) => {
      const word = words.value();
      const mark = parseU32(word);
      if (mark === undefined) throw wrongArgument(word, 'invalid mark value');
      filter.mark = mark;
    },
    'bits',
  ],
  [
    'metric* priority* preference',
    ({ filter }, words) => {
      const word = words.value();
      const metric = parseU32(word);
      if (metric === undefined) throw wrongArgument(word, '"metric" value is invalid\n');
      filter.metric = metric;
    },
    'integer',
  ],
  [
    'via',
    ({ filter }, words) => {
      const word = words.value();
      const family = familyByName(word);
      filter.via = parsePrefix(family === undefined ? word : words.value(), family ?? filter.family);
    },
    'address',
  ],
  [
    'src',
    ({ filter }, words) => {
      filter.prefsrc = parsePrefix(words.value(), filter.family);
    },
    'prefix',
  ],
  [
    'realms*',
    ({ filter }, words) => {
      const word = words.value();
      const realms = parseRealms(word);
      if (realms === undefined) throw wrongArgument(word, 'invalid realms\n');
      filter.realms = { value: realms, mask: realmsMask(word, realms) };
    },
    'realms',
  ],
  ['from*', ({ filter }, words) => readPrefixFilter(filter, filter.src, words, words.value()), 'prefix'],
]);

/** A selection. */
export const ROUTE_FILTER_SYNTAX: Syntax = {
  words: [
    WORDS,
    keywords(() => [['to*', undefined, 'prefix']]),
    keywords(() => MODES.keywords.map(({ keyword }) => [`${keyword}*`, undefined, 'prefix'])),
  ],
  bare: ['prefix'],
};

/** A half that was not written is not compared. */
function realmsMask(word: string, realms: number): number {
  let mask = 0xffffffff;
  if ((realms & 0xffff) === 0 && word.endsWith('/')) mask &= ~0xffff;
  if (realms >>> 16 === 0 && (!word.includes('/') || word.startsWith('/'))) mask &= 0xffff;
  return mask >>> 0;
}

function readTable(filter: RouteFilter, word: string): undefined {
  const table = tables.parse(word);
  if (table !== undefined) filter.table = table;
  else if (word === 'all') filter.table = 0;
  else if (word === 'cache') selectCloned(filter);
  else if (word === 'help') throw routeUsage();
  else throw wrongArgument(word, 'table id value is invalid\n');
}

function selectCloned(filter: RouteFilter): undefined {
  filter.cloned = true;
  filter.table = 0;
}

/**
 * Reads a selection of routes; without words that is table main.
 * @throws Failure for a wrong word, or a device that is not there
 */
export function parseFilter(session: Session, words: Words): RouteFilter {
  const filter: RouteFilter = { ...openFilter(session.options.family), table: RT_TABLE.main };
  const draft: Draft = { session, filter };
  parseWords(words, draft, WORDS, (_draft, _words, word) =>
    readPrefixFilter(filter, filter.dst, words, isPrefixOf(word, 'to') ? words.value() : word),
  );
  // A table belongs to a family: without one it is IPv4's.
  if (filter.family === AF.UNSPEC && filter.table !== 0) filter.family = AF.INET;
  if (draft.iif !== undefined) filter.iif = requireIndex(session, draft.iif);
  if (draft.dev !== undefined) filter.oif = requireIndex(session, draft.dev);
  return filter;
}

/** Bits of an MPLS label, the length of every route of that family. */
const LABEL_BITS = 20;

/** Bytes of the address in front of the slash; the zero address for `default` and for none. */
function bytesOf(address: string | undefined, family: number): Uint8Array {
  if (family === AF.MPLS) return labelBytes([Number(address ?? 0)]);
  const bytes = address === undefined || address === 'default' ? undefined : parseIp(withoutLength(address));
  return bytes ?? new Uint8Array(family === AF.INET6 ? 16 : 4);
}

function lengthOf(prefix: string | undefined, family: number): number {
  if (family === AF.MPLS) return LABEL_BITS;
  const slash = prefix?.indexOf('/') ?? -1;
  return slash < 0 ? 0 : Number(prefix?.slice(slash + 1));
}

function passesPrefix({ root, match }: PrefixFilter, prefix: string | undefined, family: number): boolean {
  const length = lengthOf(prefix, family);
  const bytes = bytesOf(prefix, family);
  if (root !== undefined && root.family !== AF.UNSPEC) {
    if (family !== root.family || root.length > length || !sharesBits(root.bytes, bytes, root.length))
      return false;
  }
  if (match === undefined) return true;
  // `default` compares lengths even while the family is open, `any` compares nothing then.
  if (match.family === AF.UNSPEC) return !match.lengthGiven || length <= match.length;
  return family === match.family && length <= match.length && sharesBits(match.bytes, bytes, length);
}

function passesAddress(prefix: Prefix | undefined, address: string | undefined, family: number): boolean {
  if (prefix === undefined || prefix.family === AF.UNSPEC) return true;
  return family === prefix.family && sharesBits(prefix.bytes, bytesOf(address, family), prefix.length);
}

function passesNumber(wanted: number | undefined, value: number | undefined): boolean {
  return wanted === undefined || wanted === (value ?? 0);
}

function passesType({ type }: RouteFilter, route: Route): boolean {
  if (type === 'forwarding') return route.type !== 'local' && route.type !== 'broadcast';
  return type === undefined || type === route.type;
}

/** Whether a route is selected. The kernel's own filters are a hint only: a batch has none. */
export function selects(filter: RouteFilter, route: Route): boolean {
  const { family } = route;
  if (filter.family !== AF.UNSPEC && family !== filter.family) return false;
  if (filter.cloned !== route.flags.includes('cloned')) return false;
  if (filter.table !== 0 && filter.table !== route.table) return false;
  if (!passesType(filter, route)) return false;
  const realms = filter.realms;
  return (
    passesNumber(filter.protocol, route.protocol) &&
    passesNumber(filter.scope, route.scope) &&
    passesNumber(filter.tos, route.tos) &&
    passesPrefix(filter.dst, route.dst, family) &&
    passesPrefix(filter.src, route.src, family) &&
    passesAddress(filter.via, route.via?.address ?? route.gateway, route.via?.family ?? family) &&
    passesAddress(filter.prefsrc, route.prefsrc, family) &&
    (realms === undefined || (((route.flow ?? 0) ^ realms.value) & realms.mask) === 0) &&
    passesNumber(filter.iif, route.iif) &&
    passesNumber(filter.oif, route.oif) &&
    passesNumber(filter.mark, route.mark) &&
    passesNumber(filter.metric, route.priority)
  );
}
