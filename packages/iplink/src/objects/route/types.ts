/** Route types by name: RTN_* (linux/rtnetlink.h). */
import { type RouteType, RTN } from '@iplink-ts/rtnetlink';
import { type KeywordTable, keywords } from '../../keywords.ts';
import { parseU8 } from '../../parse/number.ts';

export const TYPE_WORDS: KeywordTable<RouteType> = keywords<RouteType>(() => [
  ['local', 'local'],
  ['nat', 'nat'],
  ['broadcast* brd', 'broadcast'],
  ['anycast*', 'anycast'],
  ['multicast*', 'multicast'],
  ['prohibit*', 'prohibit'],
  ['unreachable*', 'unreachable'],
  ['blackhole*', 'blackhole'],
  ['xresolve*', 'xresolve'],
  ['unicast*', 'unicast'],
  ['throw', 'throw'],
]);

/** In front of a destination. */
export const LEADING_TYPES: KeywordTable<RouteType> = keywords<RouteType>(() =>
  TYPE_WORDS.keywords.map(({ keyword, byPrefix, value }) => [
    byPrefix ? `${keyword}*` : keyword,
    value,
    'prefix',
  ]),
);

export const ROUTE_TYPE_NAMES: readonly string[] = TYPE_WORDS.keywords.map(({ keyword }) => keyword);

export function routeTypeByNumber(value: number): RouteType {
  for (const [name, known] of Object.entries(RTN)) if (known === value && isRouteType(name)) return name;
  return value;
}

function isRouteType(name: string): name is keyof typeof RTN {
  return Object.hasOwn(RTN, name);
}

/** A type by name or number; undefined for a word that is none. */
export function parseRouteType(word: string): RouteType | undefined {
  const named = TYPE_WORDS.find(word);
  if (named !== undefined) return named;
  const value = parseU8(word);
  return value === undefined ? undefined : routeTypeByNumber(value);
}

/** Where a prefix may follow: a word that begins with a digit is an address, never the number of a type. */
export function parseLeadingType(word: string): RouteType | undefined {
  return /^[0-9]/.test(word) ? undefined : parseRouteType(word);
}

export function routeTypeName(type: RouteType, numeric: boolean): string {
  if (typeof type === 'number') return String(type);
  if (numeric) return String(RTN[type]);
  return type === 'unspec' ? 'none' : type;
}
