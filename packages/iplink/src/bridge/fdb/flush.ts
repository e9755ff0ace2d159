/** `bridge fdb flush`. */
import type { FdbFlush } from '@iplink-ts/rtnetlink';
import { fdb } from '@iplink-ts/rtnetlink/sync';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, duplicateOrGarbage } from '../../failure.ts';
import { type Entry, keywords } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';
import { change } from '../object.ts';
import { parseVlan } from './modify.ts';

type States = Mutable<NonNullable<FdbFlush['state']>>;
type Flags = Mutable<NonNullable<FdbFlush['flags']>>;

interface Draft {
  readonly state: States;
  readonly flags: Flags;
  readonly owner: ('self' | 'master')[];
  dev?: string;
  port?: string;
  /** Negative: any. */
  vlan: number;
}

const MAX_VLAN = 4096;

/** Sets bits of the state; those that were wanted before stay so unless they are turned. */
function stateWord(keyword: string, wanted: States): Entry<WordAction<Draft>> {
  return [keyword, ({ state }) => void Object.assign(state, wanted)];
}

function flagWords(keyword: string, flag: keyof Flags): Entry<WordAction<Draft>>[] {
  const set =
    (value: boolean): WordAction<Draft> =>
    ({ flags }) => {
      flags[flag] = value;
      return undefined;
    };
  return [
    [keyword, set(true)],
    [`no${keyword}`, set(false)],
  ];
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'dev',
    (draft, words) => {
      draft.dev = words.value();
    },
    'device',
  ],
  [
    'brport',
    (draft, words, word) => {
      if (draft.port !== undefined) throw duplicateOrGarbage('brport', word);
      draft.port = words.value();
    },
    'device',
  ],
  [
    'vlan',
    (draft, words, word) => {
      if (draft.vlan >= 0) throw duplicateOrGarbage('vlan', word);
      draft.vlan = parseVlan(words.value());
    },
    'integer',
  ],
  ['self', ({ owner }) => void owner.push('self')],
  ['master', ({ owner }) => void owner.push('master')],
  stateWord('permanent', { permanent: true }),
  stateWord('nopermanent', { permanent: false }),
  stateWord('static', { noarp: true, permanent: false }),
  stateWord('nostatic', { noarp: false }),
  stateWord('dynamic', { noarp: false, permanent: false }),
  stateWord('nodynamic', { noarp: true }),
  ...flagWords('added_by_user', 'use'),
  ...flagWords('extern_learn', 'extLearned'),
  ...flagWords('sticky', 'sticky'),
  ...flagWords('offloaded', 'offloaded'),
  ['help', (_draft, words) => void words.value()],
]);

export const FLUSH_SYNTAX: Syntax = { words: [WORDS] };

export function flushEntries(session: Session, words: Words): void {
  const draft: Draft = { state: {}, flags: {}, owner: [], vlan: -1 };
  // Other words are passed over.
  parseWords(words, draft, WORDS, () => undefined);
  const { dev, port, vlan, state, flags, owner } = draft;
  if (dev === undefined) throw commandFailure('Device is a required argument.\n', 255);
  const bridge = deviceIndex(session, dev, 'bridge device');
  const flush: FdbFlush = {
    dev: bridge,
    state,
    flags,
    ...(port !== undefined && { port: deviceIndex(session, port, 'bridge port device') }),
    ...(vlan >= 0 && { vlan: checkedVlan(vlan) }),
    ...(owner.length > 0 && { owner }),
  };
  change(() => session.host.run(fdb.flush(flush)));
}

function checkedVlan(vlan: number): number {
  if (vlan >= MAX_VLAN) throw commandFailure(`Invalid VLAN ID "${vlan}"\n`, 255);
  return vlan;
}
