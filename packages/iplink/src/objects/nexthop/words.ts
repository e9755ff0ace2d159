/** The words of `ip nexthop add`, `replace` and `delete`. */
import type { NexthopObjectRequest } from '@iplink-ts/rtnetlink';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { wrongArgument } from '../../failure.ts';
import { AF, type Family, familyByName, isIp } from '../../family.ts';
import { keywords } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import { protocols } from '../../names/databases.ts';
import { addressText, parseAddress } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { ENCAP_SYNTAX, parseEncap } from '../route/encap/index.ts';
import { readDevice, readNumber, refuseWord, showUsage } from './arguments.ts';
import { parseGroup, readType, TYPE_SYNTAX } from './group.ts';

interface Draft {
  readonly session: Session;
  readonly request: Mutable<NexthopObjectRequest>;
  family: Family;
}

/** IPv4 where nothing before it tells. */
function settle(draft: Draft): void {
  if (draft.family === AF.UNSPEC) draft.family = AF.INET;
}

/** `[FAMILY] ADDRESS` */
function readGateway(draft: Draft, words: Words): undefined {
  const first = words.value();
  const named = familyByName(first);
  const word = named === undefined ? first : words.value();
  const address = parseAddress(word, named ?? draft.family);
  if (draft.family === AF.UNSPEC) draft.family = address.family;
  else if (draft.family !== address.family) throw wrongArgument(word, 'address family mismatch\n');
  // The kernel has nexthops of the IP families only, and looks at the family first. An address without bytes is none.
  if (address.bytes.length === 0) draft.request.gateway = '';
  else if (isIp(address.family)) draft.request.gateway = addressText(address);
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'id',
    ({ request }, words) => {
      request.id = readNumber(words, 'id');
    },
    'integer',
  ],
  [
    'dev',
    (draft, words) => {
      draft.request.oif = readDevice(draft.session, words);
      settle(draft);
    },
    'device',
  ],
  ['via', readGateway, 'address'],
  [
    'blackhole',
    (draft) => {
      draft.request.blackhole = true;
      settle(draft);
    },
  ],
  [
    'fdb',
    ({ request }) => {
      request.fdb = true;
    },
  ],
  [
    'onlink',
    ({ request }) => {
      request.flags = ['onlink'];
    },
  ],
  [
    'group',
    ({ request }, words) => {
      request.group = parseGroup(words.value());
    },
    ['1', '1/2', '1,3/2,7'],
  ],
  ['type', ({ request }, words) => void Object.assign(request, readType(words)), TYPE_SYNTAX],
  [
    'encap',
    ({ request, session }, words) => {
      request.encap = parseEncap(session, words);
    },
    ENCAP_SYNTAX,
  ],
  [
    'protocol*',
    ({ request }, words) => {
      const word = words.value();
      const protocol = protocols.parse(word);
      if (protocol === undefined) throw wrongArgument(word, '"protocol" value is invalid\n');
      request.protocol = protocol;
    },
    'protocol',
  ],
  ['help', showUsage],
]);

export const NEXTHOP_WORDS: Syntax = { words: [WORDS] };

/** @throws Failure for a wrong word */
export function parseNexthop(session: Session, words: Words): NexthopObjectRequest {
  const draft: Draft = { session, request: {}, family: session.options.family };
  parseWords(words, draft, WORDS, (_draft, _words, word) => refuseWord(word));
  return { ...draft.request, family: draft.family };
}
