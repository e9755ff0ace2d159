/**
 * Keyword tables. The order of the entries, and whether each is matched exactly or by prefix, is part of the
 * interface of `ip`: the first entry that accepts a word wins, there is no ambiguity error.
 */
import { duplicateArgument } from './failure.ts';
import type { Argument } from './syntax.ts';

/**
 * One entry's spellings, separated by blanks. A spelling that ends in `*` accepts every non-empty prefix of
 * itself (`address*` takes `a`, `addr`, ...), any other only itself.
 */
export type Spellings = string;

/** An entry: its spellings, what it means, and what is written behind it, in that order. */
export type Entry<Value> = readonly [spellings: Spellings, value: Value, ...takes: readonly Argument[]];

export interface Keyword<Value> {
  readonly keyword: string;
  readonly byPrefix: boolean;
  readonly value: Value;
  readonly takes: readonly Argument[];
}

const NONE: readonly never[] = [];

/** An ordered table; its spellings are taken apart when it is first searched, which most tables never are. */
export class KeywordTable<Value> {
  readonly #entries: readonly Entry<Value>[];
  #keywords: readonly Keyword<Value>[] | undefined;
  /** By the letter that they begin with, which a word must have too. */
  #byLetter: ReadonlyMap<string, readonly Keyword<Value>[]> | undefined;

  constructor(entries: readonly Entry<Value>[]) {
    this.#entries = entries;
  }

  /** Every spelling on its own, in the order in which they are tried. */
  get keywords(): readonly Keyword<Value>[] {
    this.#keywords ??= this.#entries.flatMap(([spellings, value, ...takes]) =>
      spellings.split(' ').map((spelling) => {
        const byPrefix = spelling.endsWith('*');
        return { keyword: byPrefix ? spelling.slice(0, -1) : spelling, byPrefix, value, takes };
      }),
    );
    return this.#keywords;
  }

  /** The first entry that accepts the word. */
  entry(word: string): Keyword<Value> | undefined {
    this.#byLetter ??= byLetter(this.keywords);
    for (const entry of this.#byLetter.get(word.charAt(0)) ?? NONE)
      if (entry.byPrefix ? isPrefixOf(word, entry.keyword) : entry.keyword === word) return entry;
    return undefined;
  }

  /** The value of the first entry that accepts the word. */
  find(word: string): Value | undefined {
    return this.entry(word)?.value;
  }
}

function byLetter<Value>(keywords: readonly Keyword<Value>[]): ReadonlyMap<string, Keyword<Value>[]> {
  const groups = new Map<string, Keyword<Value>[]>();
  for (const keyword of keywords) {
    const letter = keyword.keyword.charAt(0);
    const group = groups.get(letter);
    if (group === undefined) groups.set(letter, [keyword]);
    else group.push(keyword);
  }
  return groups;
}

/** A table from entries in the order in which they are tried. */
export function keywords<Value>(entries: readonly Entry<Value>[]): KeywordTable<Value> {
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
