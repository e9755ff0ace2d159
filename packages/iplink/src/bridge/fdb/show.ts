/** `bridge fdb show`. */
import { type Neighbour, NUD } from '@iplink-ts/rtnetlink';
import { fdb } from '@iplink-ts/rtnetlink/sync';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import { duplicateArgument, wrongArgument } from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import { stateBits } from '../../objects/neigh/states.ts';
import { parseLeadingInteger, parseU32 } from '../../parse/number.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';
import { listing } from '../object.ts';
import { printEntry } from './print.ts';
import { fdbUsage } from './usage.ts';

interface Filter {
  dev?: string;
  bridge?: string;
  /** 0: any. */
  vlan: number;
  /** NUD_* bits, of which an entry must have one; 0: any. */
  states: number;
  isDynamic: boolean;
}

const STATES = keywords<number>(() => [
  ['permanent*', NUD.permanent],
  ['static* temp*', NUD.noarp],
  ['stale*', NUD.stale],
  ['reachable* dynamic*', NUD.reachable],
  ['all', 0xffffffff],
]);

const WORDS = keywords<WordAction<Filter>>(() => [
  [
    'brport dev',
    (filter, words) => {
      filter.dev = words.value();
    },
    'device',
  ],
  [
    'br',
    (filter, words) => {
      filter.bridge = words.value();
    },
    'device',
  ],
  [
    'vlan',
    (filter, words) => {
      const word = words.value();
      if (filter.vlan !== 0) throw duplicateArgument('vlan', word);
      filter.vlan = parseLeadingInteger(word);
    },
    'integer',
  ],
  [
    'state',
    (filter, words) => {
      const word = words.value();
      const state = STATES.find(word) ?? parseU32(word);
      if (state === undefined) throw wrongArgument(word, 'invalid state');
      filter.states = (filter.states | state) >>> 0;
    },
    STATES,
  ],
  [
    'dynamic',
    (filter) => {
      filter.isDynamic = true;
    },
  ],
]);

export const SHOW_SYNTAX: Syntax = { words: [WORDS] };

export function showEntries(session: Session, words: Words): void {
  const filter: Filter = { vlan: 0, states: 0, isDynamic: false };
  // Other words are passed over.
  parseWords(words, filter, WORDS, (_filter, _words, word) => {
    if (asksForHelp(word)) throw fdbUsage();
  });
  const master =
    filter.bridge === undefined ? undefined : deviceIndex(session, filter.bridge, 'bridge device');
  const dev = filter.dev === undefined ? undefined : deviceIndex(session, filter.dev);
  const document = session.document();
  document.begin();
  const entries = listing(session, () =>
    session.host.run(
      fdb.list({ ...(dev !== undefined && { dev }), ...(master !== undefined && { master }) }),
    ),
  );
  for (const entry of entries) {
    if (selects(filter, entry)) printEntry(session, document, entry, dev === undefined);
  }
  document.end();
}

function selects({ vlan, states, isDynamic }: Filter, entry: Neighbour): boolean {
  const bits = stateBits(entry.state);
  if (states !== 0 && (states & bits) === 0) return false;
  if (vlan !== 0 && (entry.vlan ?? 0) !== vlan) return false;
  return !isDynamic || (bits & NUD.permanent) === 0;
}
