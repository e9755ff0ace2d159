/** The rows of DEVIATIONS.md that random lines meet, each with how such a line is told. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isPrefixOf } from '../../src/keywords.ts';
import { OBJECTS } from '../../src/objects/index.ts';
import type { Outcome } from '../twin/recorder.ts';

export interface Deviation {
  /** Text of the row. */
  readonly row: string;
  readonly meets: (words: readonly string[], ours: Outcome) => boolean;
}

/** Words behind `link-netns` that are a folder, not a namespace. */
const FOLDERS = ['', '.', '..'];

/** The words that stand for an address without bytes. */
const WORDS_FOR_NONE = ['any', 'all', 'default'];

/** The object that a line is about, by the name in its table. */
export function objectOf(words: readonly string[]): string | undefined {
  return words
    .filter((word) => !word.startsWith('-'))
    .map((word) => OBJECTS.entry(word)?.keyword)
    .find((keyword) => keyword !== undefined);
}

export const DEVIATIONS: readonly Deviation[] = [
  {
    row: 'These say so: `... is not part of iplink-ts`',
    meets: (_words, { stderr }) => stderr.includes(' is not part of iplink-ts.'),
  },
  {
    row: '`link-netns` with the name of a folder',
    meets: (words) =>
      words.some((word, at) => isPrefixOf(word, 'link-netns') && FOLDERS.includes(words[at + 1] ?? '-')),
  },
  {
    row: '`brd any`, `local all`, `peer any`, `via any` and the like are refused here',
    meets: (words, { stderr }) => {
      const object = objectOf(words);
      const at = words.findIndex((word) => WORDS_FOR_NONE.includes(word));
      if (at < 0) return false;
      if (object === 'address') return / (?:are no addresses|is no broadcast address)\.$/m.test(stderr);
      return object === 'route' && ['via', 'src', 'as', 'to', 'nexthop'].includes(words[at - 1] ?? '');
    },
  },
];

const LIST = fileURLToPath(new URL('../../../DEVIATIONS.md', import.meta.url));

/** The row that says why both programs need not answer these words alike. */
export function deviationOf(words: readonly string[], ours: Outcome): Deviation | undefined {
  return DEVIATIONS.find(({ meets }) => meets(words, ours));
}

/** Rows that the list lacks. */
export function missingRows(): readonly string[] {
  const list = readFileSync(LIST, 'utf8');
  return DEVIATIONS.map(({ row }) => row).filter((row) => !list.includes(row));
}
