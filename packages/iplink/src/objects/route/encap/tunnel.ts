/** What `encap ip` and `encap ip6` have in common: the key, and the flags of the tunnel's header. */
import type { WordAction, Words } from '../../../argv.ts';
import { duplicateOrGarbage, wrongArgument } from '../../../failure.ts';
import type { Entry } from '../../../keywords.ts';
import { parseU64 } from '../../../parse/number.ts';
import type { Document } from '../../../print/document.ts';
import { type EncapOf, single } from './type.ts';

export type TunnelFlags = NonNullable<EncapOf<'ip'>['flags']>;
export type TunnelFlag = 'key' | 'csum' | 'seq';

export interface TunnelDraft {
  id?: bigint;
  readonly flags: TunnelFlag[];
}

export const ID_WORD: Entry<WordAction<TunnelDraft>> = [
  'id',
  (draft, words) => {
    const word = single(words, 'id', draft.id);
    const id = parseU64(word);
    if (id === undefined) throw wrongArgument(word, '"id" value is invalid\n');
    draft.id = id;
  },
  'integer',
];

function flagWord(flag: TunnelFlag): Entry<WordAction<TunnelDraft>> {
  return [
    flag,
    ({ flags }) => {
      if (flags.includes(flag)) throw duplicateOrGarbage(flag, flag);
      flags.push(flag);
    },
  ];
}

export const FLAG_WORDS: readonly Entry<WordAction<TunnelDraft>>[] = [
  flagWord('key'),
  flagWord('csum'),
  flagWord('seq'),
];

/** A number of 8 bits behind a keyword that may be given once. */
export function readOnce(
  words: Words,
  keyword: string,
  present: number | undefined,
  read: (word: string) => number | undefined,
): number {
  const word = single(words, keyword, present);
  const value = read(word);
  if (value === undefined) throw wrongArgument(word, `"${keyword}" value is invalid\n`);
  return value;
}

/** Prints the flags that have words. */
export function printFlags(document: Document, flags: TunnelFlags): void {
  for (const flag of ['key', 'csum', 'seq'] as const)
    if (flags.includes(flag)) document.field(flag, true, `${flag} `);
}
