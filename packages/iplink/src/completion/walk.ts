/** Follows the words of a command line through the keyword tables, to what may be written next. */
import { isPrefixOf, type Keyword, type KeywordTable } from '../keywords.ts';
import { findKind } from '../kinds/index.ts';
import type { Argument, Sort, Syntax } from '../syntax.ts';

/** What may stand under the cursor: keywords of tables, words, or a word of a sort. */
export type Offer = Sort | readonly string[] | KeywordTable<unknown>;

/** Where a walk ended: at the cursor, with what may stand there, or in front of the word at `next`. */
type Place = { readonly offers: readonly Offer[] } | { readonly next: number };

const WORDLESS: Syntax = { words: [] };

function isSyntax(argument: Argument): argument is Syntax {
  return typeof argument === 'object' && 'words' in argument;
}

function isTable(argument: Argument): argument is KeywordTable<unknown> {
  return typeof argument === 'object' && 'keywords' in argument;
}

/**
 * What may follow the words, when they begin where `takes` begins.
 * @param words all words in front of the cursor, each complete
 * @returns nothing where the words are not understood, or the line is full
 */
export function walk(takes: readonly Argument[], words: readonly string[]): readonly Offer[] {
  const place = through(takes, words, 0);
  return 'offers' in place ? place.offers : [];
}

function through(takes: readonly Argument[], words: readonly string[], from: number): Place {
  let next = from;
  for (const argument of takes) {
    const place = step(argument, words, next);
    if ('offers' in place) return place;
    next = place.next;
  }
  return { next };
}

function step(argument: Argument, words: readonly string[], at: number): Place {
  if (isSyntax(argument)) return repeat(argument, words, at);
  const word = words[at];
  if (word === undefined) return { offers: [argument] };
  if (isTable(argument)) {
    const entry = argument.entry(word);
    return entry === undefined ? { offers: [] } : through(entry.takes, words, at + 1);
  }
  if (argument === 'kind') return repeat(findKind(word)?.syntax ?? WORDLESS, words, at + 1);
  return { next: at + 1 };
}

/** Keywords and bare words up to the cursor: nothing else can follow them. */
function repeat(syntax: Syntax, words: readonly string[], from: number): Place {
  const { words: tables, bare = [] } = syntax;
  let at = from;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    const entry = findEntry(tables, word);
    const place = entry === undefined ? through(bare, words, at) : through(entry.takes, words, at + 1);
    if ('offers' in place) return place;
    if (place.next === at) return { offers: [] };
    at = place.next;
  }
  const [first] = bare;
  const offers = first === undefined ? [] : step(first, words, at);
  return { offers: [...tables, ...('offers' in offers ? offers.offers : [])] };
}

function findEntry(tables: readonly KeywordTable<unknown>[], word: string): Keyword<unknown> | undefined {
  for (const table of tables) {
    const entry = table.entry(word);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/**
 * The keywords of a table that a word may become: one spelling of each entry for an empty word, all that begin
 * with any other.
 */
export function spellings(table: KeywordTable<unknown>, word: string): readonly string[] {
  if (word !== '')
    return table.keywords.flatMap(({ keyword }) => (isPrefixOf(word, keyword) ? [keyword] : []));
  const firsts = new Map<unknown, string>();
  for (const { keyword, takes } of table.keywords) if (!firsts.has(takes)) firsts.set(takes, keyword);
  return [...firsts.values()];
}
