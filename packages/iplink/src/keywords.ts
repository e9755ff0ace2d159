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

const ASTERISK = '*'.charCodeAt(0);

/** An ordered table. It is made when it is first searched, which most tables never are. */
export class KeywordTable<Value> {
  readonly #make: () => readonly Entry<Value>[];
  #entries: readonly Entry<Value>[] | undefined;
  #keywords: readonly Keyword<Value>[] | undefined;
  /** What words were found to mean: the lines of a batch have the same ones. */
  #found: Map<string, Entry<Value>> | undefined;
  /** By the letters that words can begin with, once a word was looked for in vain. */
  #byLetter: ReadonlyMap<string, readonly Entry<Value>[]> | undefined;

  constructor(make: () => readonly Entry<Value>[]) {
    this.#make = make;
  }

  /** Every spelling on its own, in the order in which they are tried. */
  get keywords(): readonly Keyword<Value>[] {
    this.#keywords ??= this.#all().flatMap(keywordsOf);
    return this.#keywords;
  }

  /** The first keyword that accepts the word. */
  entry(word: string): Keyword<Value> | undefined {
    return this.keywords.find(({ keyword, byPrefix }) =>
      byPrefix ? isPrefixOf(word, keyword) : keyword === word,
    );
  }

  /** The value of the first entry that accepts the word. */
  find(word: string): Value | undefined {
    const found = this.#found?.get(word) ?? this.#search(word);
    return found?.[1];
  }

  #search(word: string): Entry<Value> | undefined {
    const candidates = this.#byLetter === undefined ? this.#all() : this.#byLetter.get(word.charAt(0));
    if (candidates === undefined) return undefined;
    for (const entry of candidates) {
      if (!accepts(entry[0], word)) continue;
      this.#found ??= new Map();
      this.#found.set(word, entry);
      return entry;
    }
    this.#byLetter ??= byLetter(this.#all());
    return undefined;
  }

  #all(): readonly Entry<Value>[] {
    this.#entries ??= this.#make();
    return this.#entries;
  }
}

function keywordsOf<Value>([spellings, value, ...takes]: Entry<Value>): readonly Keyword<Value>[] {
  return spellings.split(' ').map((spelling) => {
    const byPrefix = spelling.endsWith('*');
    return { keyword: byPrefix ? spelling.slice(0, -1) : spelling, byPrefix, value, takes };
  });
}

function byLetter<Value>(entries: readonly Entry<Value>[]): ReadonlyMap<string, readonly Entry<Value>[]> {
  const groups = new Map<string, Entry<Value>[]>();
  for (const entry of entries)
    for (const letter of new Set(entry[0].split(' ').map((spelling) => spelling.charAt(0))))
      groups.set(letter, [...(groups.get(letter) ?? []), entry]);
  return groups;
}

/** Whether one of the spellings accepts the word. */
function accepts(spellings: Spellings, word: string): boolean {
  for (let start = 0; start < spellings.length; ) {
    const blank = spellings.indexOf(' ', start);
    const end = blank < 0 ? spellings.length : blank;
    const byPrefix = spellings.charCodeAt(end - 1) === ASTERISK;
    const size = byPrefix ? end - 1 - start : end - start;
    if (
      (byPrefix ? word.length > 0 && word.length <= size : word.length === size) &&
      spellings.startsWith(word, start)
    )
      return true;
    start = end + 1;
  }
  return false;
}

/**
 * A table.
 * @param entries gives them in the order in which they are tried; to make those of all tables takes a start longer than
 * to find the words of its command
 */
export function keywords<Value>(entries: () => readonly Entry<Value>[]): KeywordTable<Value> {
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
