/** The `nexthop ...` blocks of a multipath route. */
import type { NexthopRequest } from '@iplink-ts/rtnetlink';
import { parseKnownWords, type WordAction, type Words } from '../../argv.ts';
import { programFailure, wrongArgument } from '../../failure.ts';
import type { Family } from '../../family.ts';
import { keywords } from '../../keywords.ts';
import { parseU32 } from '../../parse/number.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { readGateway, readNewDestination, readNumber } from './arguments.ts';
import { ENCAP_SYNTAX, parseEncap } from './encap/index.ts';
import { parseRealms } from './realms.ts';

/** The route that the paths belong to; the first address settles its family. */
interface RouteOfNexthops {
  readonly session: Session;
  family: Family;
}

interface NexthopDraft {
  readonly route: RouteOfNexthops;
  hop: {
    via?: string | { family: number; address: string };
    oif?: number;
    weight?: number;
    onlink?: boolean;
    flow?: number;
    newdst?: Uint8Array;
    encap?: NexthopRequest['encap'];
  };
}

/** An attribute may be given twice: of a nexthop the kernel reads the first, where elsewhere it reads the last. */
const NEXTHOP_WORDS = keywords<WordAction<NexthopDraft>>(() => [
  [
    'via',
    ({ route, hop }, words) => {
      const { gateway, via } = readGateway(route, words);
      const first = via ?? gateway;
      if (first !== undefined) hop.via ??= first;
    },
    'address',
  ],
  [
    'dev',
    ({ route, hop }, words) => {
      const name = words.value();
      const index = route.session.interfaces.indexOf(name);
      if (index === 0) throw programFailure(`Cannot find device "${name}"\nError: cannot parse nexthop\n`);
      hop.oif = index;
    },
    'device',
  ],
  [
    'weight',
    ({ hop }, words) => {
      const word = words.value();
      const weight = parseU32(word);
      if (weight === undefined || weight === 0 || weight > 256) {
        throw wrongArgument(word, '"weight" is invalid\n');
      }
      hop.weight = weight;
    },
    'integer',
  ],
  [
    'onlink',
    ({ hop }) => {
      hop.onlink = true;
    },
  ],
  [
    'realms*',
    ({ hop }, words) => {
      const flow = readNumber(words, 'realm', parseRealms);
      hop.flow ??= flow;
    },
    'realms',
  ],
  [
    'encap',
    ({ route, hop }, words) => {
      const encap = parseEncap(route.session, words);
      hop.encap ??= encap;
    },
    ENCAP_SYNTAX,
  ],
  [
    'as',
    ({ route, hop }, words) => {
      const newdst = readNewDestination(route, words);
      hop.newdst ??= newdst;
    },
    'address',
  ],
]);

/** What follows the first `nexthop`, up to the end of the line. */
export const NEXTHOP_SYNTAX: Syntax = { words: [NEXTHOP_WORDS, keywords(() => [['nexthop', undefined]])] };

/** `nexthop ...` blocks up to the end of the line. */
export function readNexthops(route: RouteOfNexthops, words: Words): readonly NexthopRequest[] {
  const hops: NexthopRequest[] = [];
  for (let word = words.take(); word !== undefined; word = words.take()) {
    if (word !== 'nexthop') {
      throw programFailure(`Error: "nexthop" or end of line is expected instead of "${word}"\n`);
    }
    if (words.current === undefined) throw programFailure('Error: unexpected end of line after "nexthop"\n');
    const draft: NexthopDraft = { route, hop: {} };
    parseKnownWords(words, draft, NEXTHOP_WORDS);
    hops.push(draft.hop);
  }
  return hops;
}
