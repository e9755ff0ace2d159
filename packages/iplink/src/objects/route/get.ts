/** `ip route get`: the route that the kernel would take. */
import type { Route, RouteQuery } from '@iplink-ts/rtnetlink';
import { routes } from '@iplink-ts/rtnetlink/sync';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, wrongArgument } from '../../failure.ts';
import { AF, type Family } from '../../family.ts';
import { request } from '../../kernel.ts';
import { keywords } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import { dsfields } from '../../names/databases.ts';
import { parseIpProtocol } from '../../names/ip_protocols.ts';
import { parseU16, parseU32 } from '../../parse/number.ts';
import { addressText, type Prefix, parseAddress, parsePrefix, prefixText } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { requireIndex, settle } from './arguments.ts';
import { openFilter } from './filter.ts';
import { printRoute } from './print.ts';
import { routeUsage } from './usage.ts';
import { readVrf } from './vrf.ts';

interface Draft {
  readonly session: Session;
  readonly query: Mutable<RouteQuery>;
  family: Family;
  dst?: Prefix;
  from?: Prefix;
  iif?: string;
  oif?: string;
  connected: boolean;
}

function readPort(words: Words, keyword: string): number {
  const word = words.value();
  const port = parseU16(word);
  if (port === undefined) throw wrongArgument(word, `invalid ${keyword}\n`);
  return port;
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'tos dsfield*',
    ({ query }, words) => {
      const word = words.value();
      const tos = dsfields.parse(word);
      if (tos === undefined) throw wrongArgument(word, 'TOS value is invalid\n');
      query.tos = tos;
    },
    'tos',
  ],
  [
    'from*',
    (draft, words) => {
      const word = words.value();
      if (asksForHelp(word)) throw routeUsage();
      draft.from = settle(draft, parsePrefix(word, draft.family));
    },
    'prefix',
  ],
  [
    'iif*',
    (draft, words) => {
      draft.iif = words.value();
    },
    'device',
  ],
  [
    'mark*',
    ({ query }, words) => {
      const word = words.value();
      const mark = parseU32(word);
      if (mark === undefined) throw wrongArgument(word, 'invalid mark value');
      query.mark = mark;
    },
    'bits',
  ],
  [
    'oif* dev',
    (draft, words) => {
      draft.oif = words.value();
    },
    'device',
  ],
  [
    'notify*',
    ({ query }) => {
      query.flags = ['notify'];
    },
  ],
  [
    'connected*',
    (draft) => {
      draft.connected = true;
    },
  ],
  [
    'vrf*',
    (draft, words) => {
      draft.oif = readVrf(draft.session, words.value());
    },
    'vrf',
  ],
  [
    'uid*',
    ({ query }, words) => {
      const word = words.value();
      const uid = parseU32(word);
      if (uid === undefined) throw wrongArgument(word, 'invalid UID\n');
      query.uid = uid;
    },
    'integer',
  ],
  [
    'fibmatch*',
    ({ query }) => {
      query.fibMatch = true;
    },
  ],
  [
    'as',
    (draft, words) => {
      const word = words.value();
      const newdst = parseAddress(word === 'to' ? words.value() : word, draft.family);
      draft.query.newdst = settle(draft, newdst).bytes;
    },
    'address',
  ],
  [
    'sport*',
    ({ query }, words) => {
      query.sport = readPort(words, 'sport');
    },
    'integer',
  ],
  [
    'dport*',
    ({ query }, words) => {
      query.dport = readPort(words, 'dport');
    },
    'integer',
  ],
  [
    'ipproto*',
    ({ query }, words) => {
      const word = words.value();
      const protocol = parseIpProtocol(word);
      if (protocol === undefined) throw wrongArgument(word, 'Invalid "ipproto" value\n');
      query.ipProto = protocol;
    },
    ['tcp', 'udp', 'icmp', 'sctp'],
  ],
]);

export const GET_SYNTAX: Syntax = {
  words: [WORDS, keywords(() => [['to*', undefined, 'prefix']])],
  bare: ['prefix'],
};

function readDestination(draft: Draft, words: Words, word: string): undefined {
  const address = word === 'to' ? words.value() : word;
  if (asksForHelp(address)) throw routeUsage();
  const dst = settle(draft, parsePrefix(address, draft.family));
  checkLength(draft.session, draft.family, dst);
  // `any` has no address to put in the place of one given before.
  if (dst.bytes.length > 0 || draft.dst === undefined) draft.dst = dst;
}

export function getRoute(session: Session, words: Words): void {
  const draft: Draft = { session, query: {}, family: session.options.family, connected: false };
  parseWords(words, draft, WORDS, readDestination);
  const { dst, from, query } = draft;
  if (dst === undefined) throw commandFailure('need at least a destination address\n');
  const iif = draft.iif === undefined ? undefined : requireIndex(session, draft.iif);
  const oif = draft.oif === undefined ? undefined : requireIndex(session, draft.oif);
  const family = draft.family === AF.UNSPEC ? AF.INET : draft.family;
  const ask = (): Route =>
    request(() =>
      session.host.run(
        routes.get({
          ...query,
          family,
          ...(dst.bytes.length > 0 && { dst: queryText(dst) }),
          ...(from !== undefined && from.bytes.length > 0 && { src: prefixText(from) }),
          ...(iif !== undefined && { iif }),
          ...(oif !== undefined && { oif }),
        }),
      ),
    );
  const route = ask();
  const document = session.document();
  document.begin();
  const filter = openFilter(AF.UNSPEC);
  printRoute(session, document, route, filter);
  // A connected socket would ask again; the reference does so with the same question.
  if (draft.connected && from === undefined) {
    if (route.prefsrc === undefined && route.src === undefined)
      throw commandFailure('Failed to connect the route\n');
    printRoute(session, document, ask(), filter);
  }
  document.end();
}

/** The address asked for, which has its length of itself; of MPLS the label. */
function queryText(dst: Prefix): string {
  return dst.family === AF.MPLS ? prefixText(dst) : addressText(dst);
}

/** Said once the family is known; the route is looked up all the same. */
function checkLength(session: Session, family: Family, { length }: Prefix): void {
  const full = FULL_LENGTHS.get(family);
  if (full === undefined || length === full) return;
  session.complain(`Warning: /${length} as prefix is invalid, only /${full} (or none) is supported.\n`);
}

const FULL_LENGTHS: ReadonlyMap<Family, number> = new Map([
  [AF.INET, 32],
  [AF.INET6, 128],
]);
