/** The words of `ip route add|change|replace|append|prepend|delete`. */
import { type RouteRequest, type RouteType, RT_SCOPE, RT_TABLE, RTPROT } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { duplicateOrGarbage, wrongArgument } from '../../failure.ts';
import { AF, type Family } from '../../family.ts';
import { keywords } from '../../keywords.ts';
import { dsfields, protocols, scopes, tables } from '../../names/databases.ts';
import { parseU8 } from '../../parse/number.ts';
import { addressText, type Prefix, parseAddress, parsePrefix, prefixText } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import {
  type Gateway,
  readGateway,
  readNewDestination,
  readNumber,
  requireIndex,
  settle,
} from './arguments.ts';
import { ENCAP_SYNTAX, parseEncap } from './encap/index.ts';
import { FASTOPEN_WORD, METRIC_WORDS, type Metrics } from './metrics.ts';
import { NEXTHOP_SYNTAX, readNexthops } from './nexthops.ts';
import { parseRealms } from './realms.ts';
import { LEADING_TYPES, parseLeadingType } from './types.ts';
import { routeUsage } from './usage.ts';
import { readVrfTable } from './vrf.ts';

export interface RouteDraft {
  readonly session: Session;
  readonly metrics: Metrics;
  family: Family;
  type?: RouteType;
  dst?: Prefix;
  src?: Prefix;
  prefsrc?: string;
  newdst?: Uint8Array;
  gateway?: Gateway;
  tos?: number;
  expires?: number;
  priority?: number;
  scope?: number;
  flow?: number;
  onlink: boolean;
  hasNexthops: boolean;
  encap?: RouteRequest['encap'];
  nhId?: number;
  protocol?: number;
  table?: number;
  dev?: string;
  pref?: RouteRequest['pref'];
  ttlPropagate?: number;
}

const PREFERENCES: Readonly<Record<string, 'low' | 'medium' | 'high'>> = {
  low: 'low',
  medium: 'medium',
  high: 'high',
};

const WORDS = keywords<WordAction<RouteDraft>>(() => [
  [
    'src',
    (draft, words) => {
      draft.prefsrc = addressText(settle(draft, parseAddress(words.value(), draft.family)));
    },
    'address',
  ],
  [
    'as',
    (draft, words) => {
      draft.newdst = readNewDestination(draft, words);
    },
    'address',
  ],
  [
    'via',
    (draft, words, word) => {
      if (draft.gateway !== undefined)
        throw wrongArgument(word, 'use nexthop syntax to specify multiple via\n');
      draft.gateway = readGateway(draft, words);
    },
    'address',
  ],
  [
    'from',
    (draft, words) => {
      draft.src = settle(draft, parsePrefix(words.value(), draft.family));
    },
    'prefix',
  ],
  [
    'tos dsfield*',
    (draft, words) => {
      draft.tos = readNumber(words, 'tos', (word) => dsfields.parse(word));
    },
    'tos',
  ],
  [
    'expires',
    (draft, words) => {
      draft.expires = readNumber(words, 'expires');
    },
    'integer',
  ],
  [
    'metric* priority* preference',
    (draft, words) => {
      draft.priority = readNumber(words, 'metric');
    },
    'integer',
  ],
  [
    'scope',
    (draft, words) => {
      const word = words.value();
      const scope = scopes.parse(word);
      if (scope === undefined) throw wrongArgument(word, 'invalid "scope" value\n');
      draft.scope = scope;
    },
    'scope',
  ],
  ...METRIC_WORDS,
  [
    'realms*',
    (draft, words) => {
      draft.flow = readNumber(words, 'realm', parseRealms);
    },
    'realms',
  ],
  [
    'onlink',
    (draft) => {
      draft.onlink = true;
    },
  ],
  [
    'nexthop',
    (draft, words) => {
      // Read when everything in front of it has proved right.
      words.back();
      draft.hasNexthops = true;
      return 'stop';
    },
    NEXTHOP_SYNTAX,
  ],
  [
    'nhid',
    (draft, words) => {
      draft.nhId = readNumber(words, 'id');
    },
    'integer',
  ],
  [
    'protocol*',
    (draft, words) => {
      draft.protocol = readNumber(words, 'protocol', (word) => protocols.parse(word));
    },
    'protocol',
  ],
  [
    'table*',
    (draft, words) => {
      draft.table = readNumber(words, 'table', (word) => tables.parse(word));
    },
    'table',
  ],
  [
    'vrf*',
    (draft, words) => {
      draft.table = readVrfTable(draft.session, words.value());
    },
    'vrf',
  ],
  [
    'dev oif',
    (draft, words) => {
      draft.dev = words.value();
    },
    'device',
  ],
  [
    'pref*',
    (draft, words) => {
      const word = words.value();
      const pref = PREFERENCES[word] ?? parseU8(word);
      if (pref === undefined) throw wrongArgument(word, '"pref" value is invalid\n');
      draft.pref = pref;
    },
    Object.keys(PREFERENCES),
  ],
  [
    'encap',
    (draft, words) => {
      draft.encap = parseEncap(draft.session, words);
    },
    ENCAP_SYNTAX,
  ],
  [
    'ttl-propagate',
    (draft, words) => {
      const word = words.value();
      if (word !== 'enabled' && word !== 'disabled')
        throw wrongArgument(word, '"ttl-propagate" value is invalid\n');
      draft.ttlPropagate = word === 'enabled' ? 1 : 0;
    },
    ['enabled', 'disabled'],
  ],
  FASTOPEN_WORD,
]);

/** A destination, bare or behind its type, and whatever says more of the route. */
export const ROUTE_SYNTAX: Syntax = {
  words: [WORDS, keywords(() => [['to', undefined, 'prefix']]), LEADING_TYPES],
  bare: ['prefix'],
};

function readDestination(draft: RouteDraft, words: Words, word: string): undefined {
  let prefix = word === 'to' ? words.value() : word;
  const type = parseLeadingType(prefix);
  if (type !== undefined) {
    draft.type = type;
    prefix = words.value();
  }
  if (asksForHelp(prefix)) throw routeUsage();
  if (draft.dst !== undefined) throw duplicateOrGarbage('to', prefix);
  draft.dst = settle(draft, parsePrefix(prefix, draft.family));
}

function defaultTable(type: RouteType | undefined): number {
  const local = type === 'local' || type === 'broadcast' || type === 'nat' || type === 'anycast';
  return local ? RT_TABLE.local : RT_TABLE.main;
}

/** Deleting, any type will do; MPLS has one, and wants it said. */
function defaultType({ family }: RouteDraft, deleting: boolean): RouteType {
  return deleting && family !== AF.MPLS ? 'unspec' : 'unicast';
}

function defaultScope(draft: RouteDraft, deleting: boolean): number {
  const { family, type = 'unicast' } = draft;
  if (family === AF.INET6 || family === AF.MPLS) return RT_SCOPE.universe;
  if (type === 'local' || type === 'nat') return RT_SCOPE.host;
  if (type === 'broadcast' || type === 'multicast' || type === 'anycast') return RT_SCOPE.link;
  if (deleting) return RT_SCOPE.nowhere;
  const direct = draft.gateway === undefined && !draft.hasNexthops && draft.nhId === undefined;
  return type === 'unicast' && direct ? RT_SCOPE.link : RT_SCOPE.universe;
}

/** `A/LEN`, or `default` where the words gave no bytes. */
function destination(prefix: Prefix): string {
  return prefix.bytes.length === 0 || (prefix.length === 0 && isDefault(prefix))
    ? 'default'
    : prefixText(prefix);
}

function isDefault(prefix: Prefix): boolean {
  return prefix.bytes.every((byte) => byte === 0);
}

/**
 * Reads a route.
 * @throws Failure for a wrong word, no destination, or a device that is not there
 */
export function parseRoute(session: Session, words: Words, deleting: boolean): RouteRequest {
  const draft: RouteDraft = {
    session,
    metrics: {},
    family: session.options.family,
    onlink: false,
    hasNexthops: false,
  };
  parseWords(words, draft, WORDS, readDestination);
  const { dst, src, dev } = draft;
  if (dst === undefined) throw routeUsage();
  const oif = dev === undefined ? undefined : requireIndex(session, dev);
  const multipath = draft.hasNexthops ? readNexthops(draft, words) : undefined;
  if (draft.family === AF.UNSPEC) draft.family = AF.INET;
  const { encap, prefsrc, newdst, tos, expires, priority, flow, nhId, pref, ttlPropagate } = draft;
  return {
    family: draft.family,
    type: draft.type ?? defaultType(draft, deleting),
    protocol: draft.protocol ?? (deleting ? 0 : RTPROT.boot),
    scope: draft.scope ?? defaultScope(draft, deleting),
    table: draft.table ?? defaultTable(draft.type),
    dst: destination(dst),
    flags: draft.onlink ? ['onlink'] : [],
    src: src === undefined || src.bytes.length === 0 ? undefined : `${addressText(src)}/${src.length}`,
    metrics: Object.keys(draft.metrics).length > 0 ? draft.metrics : undefined,
    multipath,
    ...draft.gateway,
    encap,
    oif,
    prefsrc,
    newdst,
    tos: tos ?? 0,
    expires,
    priority,
    flow,
    nhId,
    pref,
    ttlPropagate,
  };
}
