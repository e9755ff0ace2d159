/** Kinds `ipvlan` and `ipvtap`. */
import type { Link, LinkData } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../argv.ts';
import { commandFailure } from '../failure.ts';
import { keywords } from '../keywords.ts';
import type { Document } from '../print/document.ts';
import type { Syntax } from '../syntax.ts';
import { kindHelp, type LinkKind, unknownKindWord } from './kind.ts';

type IpvlanData = LinkData['ipvlan'];
type Mode = 'l2' | 'l3' | 'l3s';

interface Draft {
  mode?: Mode;
  flag?: 'bridge' | 'private' | 'vepa';
}

const MODES: readonly string[] = ['l2', 'l3', 'l3s'] satisfies readonly Mode[];

function isMode(word: string): word is Mode {
  return MODES.includes(word);
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'mode*',
    (draft, words) => {
      const word = words.value();
      if (!isMode(word))
        throw commandFailure('Error: argument of "mode" must be either "l2", "l3" or "l3s"\n');
      draft.mode = word;
    },
    MODES,
  ],
]);

/** One of these may be given. */
const FLAGS = keywords<'bridge' | 'private' | 'vepa'>(() => [
  ['private*', 'private'],
  ['vepa*', 'vepa'],
  ['bridge*', 'bridge'],
]);

function parse(kind: 'ipvlan' | 'ipvtap', help: string, words: Words): IpvlanData {
  const draft: Draft = {};
  parseWords(words, draft, WORDS, (_draft, _words, word) => {
    const flag = draft.flag === undefined ? FLAGS.find(word) : undefined;
    if (flag !== undefined) draft.flag = flag;
    else throw asksForHelp(word) ? kindHelp(help) : unknownKindWord(kind, 'option', word, help);
  });
  // Any word sends the flags too, so that `mode l3` alone puts the parent back to bridge.
  const flags = draft.flag === 'private' || draft.flag === 'vepa' ? [draft.flag] : [];
  return { flags, ...(draft.mode && { mode: draft.mode }) };
}

function print(link: Link, document: Document): void {
  if (link.kind !== 'ipvlan' && link.kind !== 'ipvtap') return;
  const { mode, flags } = link.data ?? {};
  if (mode !== undefined) {
    const name = typeof mode === 'string' ? mode : 'unknown';
    document.field('mode', name, ` mode ${name} `);
  }
  if (flags === undefined) return;
  if (flags.includes('private')) document.field('private', true, 'private ');
  else if (flags.includes('vepa')) document.field('vepa', true, 'vepa ');
  else document.field('bridge', true, 'bridge ');
}

const SYNTAX: Syntax = { words: [WORDS, FLAGS] };

const help = (kind: string): string => `Usage: ... ${kind} [ mode MODE ] [ FLAGS ]

MODE: l3 | l3s | l2
FLAGS: bridge | private | vepa
(first values are the defaults if nothing is specified).
`;

export const ipvlan: LinkKind = {
  help: help('ipvlan'),
  bare: { kind: 'ipvlan' },
  parse: (words) => ({ kind: 'ipvlan', data: parse('ipvlan', ipvlan.help, words) }),
  syntax: SYNTAX,
  print,
};

export const ipvtap: LinkKind = {
  help: help('ipvtap'),
  bare: { kind: 'ipvtap' },
  parse: (words) => ({ kind: 'ipvtap', data: parse('ipvtap', ipvtap.help, words) }),
  syntax: SYNTAX,
  print,
};
