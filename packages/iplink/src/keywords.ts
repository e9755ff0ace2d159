/**
 * Keyword tables. The order of the entries, and whether each is matched exactly or by prefix, is part of the
 * interface of `ip`: the first entry that accepts a word wins, there is no ambiguity error.
 */
import { duplicateArgument } from './failure.ts';

/**
 * One entry's spellings, separated by blanks. A spelling that ends in `*` accepts every non-empty prefix of
 * itself (`address*` takes `a`, `addr`, ...), any other only itself.
 */
export type Spellings = string;

interface Spelling {
  readonly keyword: string;
  readonly byPrefix: boolean;
}

export interface Keyword<Value> {
  readonly spellings: readonly Spelling[];
  readonly value: Value;
}

export type KeywordTable<Value> = readonly Keyword<Value>[];

/** A table from `[spellings, value]` pairs in the order in which they are tried. */
export function keywords<Value>(entries: readonly (readonly [Spellings, Value])[]): KeywordTable<Value> {
  return entries.map(([spellings, value]) => ({
    spellings: spellings.split(' ').map((spelling) => {
      const byPrefix = spelling.endsWith('*');
      return { keyword: byPrefix ? spelling.slice(0, -1) : spelling, byPrefix };
    }),
    value,
  }));
}

function accepts(spelling: Spelling, word: string): boolean {
  if (spelling.byPrefix) return word !== '' && spelling.keyword.startsWith(word);
  return spelling.keyword === word;
}

/** The value of the first entry that accepts the word. */
export function findKeyword<Value>(table: KeywordTable<Value>, word: string): Value | undefined {
  for (const { spellings, value } of table) {
    for (const spelling of spellings) if (accepts(spelling, word)) return value;
  }
  return undefined;
}

/** Whether the word is a non-empty prefix of the keyword. */
export function isPrefixOf(word: string, keyword: string): boolean {
  return word !== '' && keyword.startsWith(word);
}

/** Refuses the second occurrence of an argument that may be given once. */
export function once<Value>(keyword: string, present: Value | undefined, word: string): void {
  if (present !== undefined) throw duplicateArgument(keyword, word);
}
