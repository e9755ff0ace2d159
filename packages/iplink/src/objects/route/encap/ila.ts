/** `encap ila`: identifier locator addressing, another upper half for the destination. */
import { parseKnownWords, type WordAction } from '../../../argv.ts';
import { programFailure, wrongArgument } from '../../../failure.ts';
import { keywords } from '../../../keywords.ts';
import { parseHex } from '../../../parse/number.ts';
import type { EncapOf, EncapWords } from './type.ts';

type Ila = EncapOf<'ila'>;
type Draft = { -readonly [Key in 'csumMode' | 'identType' | 'hookType']?: Ila[Key] };

/** A word, and the value of the library that it stands for. */
type Name<Value> = readonly [string, Value];

const CSUM_NAMES: readonly Name<NonNullable<Ila['csumMode']>>[] = [
  ['neutral-map', 'neutralMap'],
  ['adj-transport', 'adjustTransport'],
  ['no-action', 'noAction'],
  ['neutral-map-auto', 'neutralMapAuto'],
];

const CSUM_MODES = keywords(() => CSUM_NAMES);

/** Of the types that are shown, those that can be asked for. */
const ASKED_IDENT_NAMES: readonly Name<NonNullable<Ila['identType']>>[] = [
  ['luid', 'luid'],
  ['use-format', 'useFormat'],
];

const IDENT_NAMES: readonly Name<NonNullable<Ila['identType']>>[] = [
  ...ASKED_IDENT_NAMES,
  ['iid', 'iid'],
  ['virt-v4', 'virtV4'],
  ['virt-uni-v6', 'virtUniV6'],
  ['virt-multi-v6', 'virtMultiV6'],
  ['nonlocal-addr', 'nonlocalAddr'],
];

const IDENT_TYPES = keywords(() => ASKED_IDENT_NAMES);

const HOOK_NAMES: readonly Name<NonNullable<Ila['hookType']>>[] = [
  ['input', 'routeInput'],
  ['output', 'routeOutput'],
];

const HOOK_TYPES = keywords(() => HOOK_NAMES);

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'csum-mode',
    (draft, words) => {
      const word = words.value();
      const mode = CSUM_MODES.find(word);
      if (mode === undefined) throw wrongArgument(word, '"csum-mode" value is invalid\n');
      draft.csumMode = mode;
    },
    CSUM_MODES,
  ],
  [
    'ident-type',
    (draft, words) => {
      const word = words.value();
      const type = IDENT_TYPES.find(word);
      if (type === undefined) throw wrongArgument(word, '"ident-type" value is invalid\n');
      draft.identType = type;
    },
    IDENT_TYPES,
  ],
  [
    'hook-type',
    (draft, words) => {
      const word = words.value();
      const type = HOOK_TYPES.find(word);
      if (type === undefined) throw wrongArgument(word, '"hook-type" value is invalid\n');
      draft.hookType = type;
    },
    HOOK_TYPES,
  ],
]);

const GROUPS = 4;

/** One to four groups of 16 bits; those that are missing at the end are zero. */
function parseLocator(word: string): string | undefined {
  const groups = word.split(':').map((group) => parseHex(group));
  if (groups.length > GROUPS || groups.some((group) => group === undefined || group > 0xffff))
    return undefined;
  return Array.from({ length: GROUPS }, (_, at) => (groups[at] ?? 0).toString(16)).join(':');
}

function shown<Value>(value: Value, names: readonly Name<Value>[]): string {
  return names.find(([, known]) => known === value)?.[0] ?? 'unknown';
}

export const ila: EncapWords<'ila'> = {
  takes: ['locator', { words: [WORDS] }],
  parse(words) {
    const word = words.value();
    const locator = parseLocator(word);
    if (locator === undefined) throw programFailure(`Bad locator: ${word}\n`, 1);
    const draft: Draft = {};
    parseKnownWords(words, draft, WORDS);
    return { type: 'ila', locator, ...draft };
  },
  print(document, { locator, csumMode, identType, hookType }) {
    if (locator !== undefined) document.field('locator', locator, ` ${locator} `);
    if (csumMode !== undefined) {
      const mode = shown(csumMode, CSUM_NAMES);
      document.field('csum_mode', mode, ` csum-mode ${mode} `);
    }
    if (identType !== undefined) {
      const type = shown(identType, IDENT_NAMES);
      document.field('ident_type', type, ` ident-type ${type} `);
    }
    if (hookType !== undefined) {
      const type = shown(hookType, HOOK_NAMES);
      document.field('hook_type', type, ` hook-type ${type} `);
    }
  },
};
