/** `encap seg6local`: what this node does with a packet whose destination is one of its segments. */
import { parseKnownWords, type WordAction } from '../../../argv.ts';
import { duplicateOrGarbage, programFailure, wrongArgument } from '../../../failure.ts';
import { AF } from '../../../family.ts';
import { keywords } from '../../../keywords.ts';
import { tables } from '../../../names/databases.ts';
import type { Session } from '../../../session.ts';
import { refuseBpfProgram } from './absent.ts';
import { readEncapAddress } from './address.ts';
import { requireEncapDevice } from './device.ts';
import { type Flavors, readFlavors } from './flavors.ts';
import { ACTIONS } from './seg6local_actions.ts';
import { printSeg6Local } from './seg6local_print.ts';
import { parseSegments, readKey, withDestination } from './segments.ts';
import { type EncapOf, type EncapWords, single } from './type.ts';

type Seg6Local = EncapOf<'seg6local'>;

interface Draft {
  readonly session: Session;
  action?: Exclude<NonNullable<Seg6Local['action']>, number>;
  table?: number;
  vrftable?: number;
  nh4?: string;
  nh6?: string;
  iif?: number;
  oif?: number;
  count: boolean;
  flavors?: Flavors;
  srh?: { readonly segments: string; readonly key: ReturnType<typeof readKey> };
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'action',
    (draft, words) => {
      const word = single(words, 'action', draft.action);
      const action = ACTIONS.find(word);
      if (action === undefined) throw wrongArgument(word, '"action" value is invalid\n');
      draft.action = action;
    },
    ACTIONS,
  ],
  [
    'table',
    (draft, words) => {
      const word = single(words, 'table', draft.table);
      const table = tables.parse(word);
      if (table === undefined) throw wrongArgument(word, 'invalid table id\n');
      draft.table = table;
    },
    'table',
  ],
  [
    'vrftable',
    (draft, words) => {
      const word = single(words, 'vrftable', draft.vrftable);
      const table = tables.parse(word);
      if (table === undefined) throw wrongArgument(word, 'invalid vrf table id\n');
      draft.vrftable = table;
    },
    'table',
  ],
  [
    'nh4',
    (draft, words) => {
      draft.nh4 = readEncapAddress(words, 'nh4', draft.nh4, AF.INET);
    },
    'address',
  ],
  [
    'nh6',
    (draft, words) => {
      draft.nh6 = readEncapAddress(words, 'nh6', draft.nh6, AF.INET6);
    },
    'address',
  ],
  [
    'iif',
    (draft, words) => {
      draft.iif = requireEncapDevice(draft.session, single(words, 'iif', draft.iif));
    },
    'device',
  ],
  [
    'oif',
    (draft, words) => {
      draft.oif = requireEncapDevice(draft.session, single(words, 'oif', draft.oif));
    },
    'device',
  ],
  [
    'count',
    (draft) => {
      if (draft.count) throw duplicateOrGarbage('count', 'count');
      draft.count = true;
    },
  ],
  [
    'flavors',
    (draft, words) => {
      draft.flavors = readFlavors(words, single(words, 'flavors', draft.flavors));
    },
    'flavors',
  ],
  [
    'srh',
    (draft, words) => {
      const word = single(words, 'srh', draft.srh);
      if (word !== 'segs') throw wrongArgument(word, 'missing "segs" attribute for srh\n');
      const segments = words.value();
      draft.srh = { segments, key: words.skip('hmac') ? readKey(words) : undefined };
    },
    ['segs'],
    'segments',
  ],
  ['endpoint', (_draft, words) => refuseBpfProgram(words)],
]);

const COUNTERS = { packets: 0n, bytes: 0n, errors: 0n };

/** All actions but End.B6.Encaps keep a place in the list for the packet's own destination. */
function header({ action, srh }: Draft): Seg6Local['srh'] {
  if (srh === undefined) return undefined;
  const segments = parseSegments(srh.segments);
  return { segments: action === 'endB6Encap' ? segments : withDestination(segments), hmac: srh.key };
}

export const seg6local: EncapWords<'seg6local'> = {
  takes: [{ words: [WORDS] }],
  parse(words, session) {
    const draft: Draft = { session, count: false };
    parseKnownWords(words, draft, WORDS);
    const { action, table, vrftable, nh4, nh6, iif, oif, count, flavors } = draft;
    if (action === undefined) throw programFailure('Missing action type\n');
    const srh = header(draft);
    const counters = count ? COUNTERS : undefined;
    return { type: 'seg6local', action, srh, table, vrftable, nh4, nh6, iif, oif, counters, flavors };
  },
  print: printSeg6Local,
};
