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

interface Keyword<Value> {
  readonly keyword: string;
  readonly byPrefix: boolean;
  readonly value: Value;
}

/** An ordered table; its spellings are taken apart when it is first searched, which most tables never are. */
export class KeywordTable<Value> {
  readonly #entries: readonly (readonly [Spellings, Value])[];
  #keywords: readonly Keyword<Value>[] | undefined;

  constructor(entries: readonly (readonly [Spellings, Value])[]) {
    this.#entries = entries;
  }

  /** The value of the first entry that accepts the word. */
  find(word: string): Value | undefined {
    this.#keywords ??= this.#entries.flatMap(([spellings, value]) =>
      spellings.split(' ').map((spelling) => {
        const byPrefix = spelling.endsWith('*');
        return { keyword: byPrefix ? spelling.slice(0, -1) : spelling, byPrefix, value };
      }),
    );
    for (const { keyword, byPrefix, value } of this.#keywords) {
      if (byPrefix ? isPrefixOf(word, keyword) : keyword === word) return value;
    }
    return undefined;
  }
}

/** A table from `[spellings, value]` pairs in the order in which they are tried. */
export function keywords<Value>(entries: readonly (readonly [Spellings, Value])[]): KeywordTable<Value> {
  return new KeywordTable(entries);
}

/** Whether the word is a non-empty prefix of the keyword. */
export function isPrefixOf(word: string, keyword: string): boolean {
  return word !== '' && keyword.startsWith(word);
}

/** Refuses the second occurrence of an argument that may be given once. */
export function once<Value>(keyword: string, present: Value | undefined, word: string): void {
  if (present !== undefined) throw duplicateArgument(keyword, word);
}
