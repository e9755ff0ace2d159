/** The words that the last word of a command line may become. */
import { Words } from '../argv.ts';
import { Failure } from '../failure.ts';
import { isRefusal } from '../kernel.ts';
import { isAbsent } from '../objects/index.ts';
import { COLOUR_OPTIONS } from '../option_words.ts';
import { isOwnName } from '../own/words.ts';
import { type Io, Session } from '../session.ts';
import { type Grammar, grammarOf } from './grammar.ts';
import { OWN_LINES } from './own.ts';
import { FILES, valuesOf } from './values.ts';
import { type Offer, spellings, walk } from './walk.ts';

/**
 * @param name the command that is completed
 * @param line the words behind it; the last one, which may be empty, is to be completed
 */
export async function complete(name: string, line: readonly string[], io: Io): Promise<readonly string[]> {
  const partial = line.at(-1) ?? '';
  const before = line.slice(0, -1);
  const own = isOwnName(name) ? ownOffers(before) : [];
  const [grammar, skipped] = await grammarOf(name, before);
  const words = before.slice(skipped);
  const offers = await offersOf(grammar, words, partial);
  return offer([...offers, ...own], partial, () => openSession(grammar, words, io));
}

/** What stands in front of everything else, or behind a word of that. */
function ownOffers(words: readonly string[]): readonly Offer[] {
  const [first] = words;
  if (first !== undefined && OWN_LINES.entry(first)?.keyword !== first) return [];
  return walk([OWN_LINES], words);
}

async function offersOf(
  grammar: Grammar,
  words: readonly string[],
  partial: string,
): Promise<readonly Offer[]> {
  const behind = behindOptions(grammar, words);
  if (behind.kind === 'argument') return [behind.takes];
  const [name, ...rest] = words.slice(behind.at);
  if (name !== undefined) return objectOffers(grammar, name, rest);
  const isOption = partial.startsWith('-') && !words.includes('--');
  return [isOption ? optionsLike(grammar, partial) : objectNames(grammar)];
}

/** Where the options end; or the cursor is at the argument of one. */
type Behind =
  | { readonly kind: 'object'; readonly at: number }
  | { readonly kind: 'argument'; readonly takes: Offer };

function behindOptions(grammar: Grammar, words: readonly string[]): Behind {
  let at = 0;
  for (let word = words[at]; word?.startsWith('-'); word = words[at]) {
    at++;
    if (word === '--') break;
    const [takes] = optionTakes(grammar, word.startsWith('--') ? word.slice(1) : word);
    if (takes === undefined) continue;
    if (at >= words.length) return { kind: 'argument', takes };
    at++;
  }
  return { kind: 'object', at };
}

function optionTakes({ optionTables }: Grammar, option: string): readonly Offer[] {
  for (const table of optionTables) {
    const entry = table.entry(option);
    if (entry !== undefined) return walk(entry.takes, []);
  }
  return [];
}

async function objectOffers(
  { objects }: Grammar,
  name: string,
  words: readonly string[],
): Promise<readonly Offer[]> {
  try {
    const object = await objects.find(name)?.();
    return object === undefined ? [] : walk([object.syntax ?? object.commands], words);
  } catch (error) {
    // `help` fails when it is called, with the usage.
    if (error instanceof Failure) return [];
    throw error;
  }
}

function optionsLike({ optionTables, ownOptions }: Grammar, partial: string): readonly string[] {
  const doubled = partial.startsWith('--');
  const dash = doubled ? '-' : '';
  const names = optionTables.flatMap((table) => table.keywords.map(({ keyword }) => dash + keyword));
  const others = COLOUR_OPTIONS.map((option) => dash + option);
  return [...names, ...others, ...(doubled ? ownOptions : [])];
}

function objectNames({ objects }: Grammar): readonly string[] {
  return objects.keywords.flatMap(({ keyword, value }) => (isAbsent(value) ? [] : [keyword]));
}

function offer(
  offers: readonly Offer[],
  partial: string,
  open: () => Session | undefined,
): readonly string[] {
  const session = open();
  try {
    const found = offers.flatMap((one) => {
      if (typeof one === 'string') return quietly(() => valuesOf(one, session));
      return 'keywords' in one ? spellings(one, partial) : one;
    });
    return [...new Set(found)].filter((word) => word === FILES || word.startsWith(partial));
  } finally {
    session?.close();
  }
}

/** In the namespace that `-netns` names, where it can be entered. */
function openSession({ parseOptions }: Grammar, words: readonly string[], io: Io): Session | undefined {
  const [parsed] = quietly(() => [parseOptions(new Words(words))]);
  return parsed?.kind === 'run' ? new Session(parsed.options, io) : undefined;
}

/** What cannot be listed is not offered. */
function quietly<T>(list: () => readonly T[]): readonly T[] {
  try {
    return list();
  } catch (error) {
    if (error instanceof Failure || isRefusal(error)) return [];
    throw error;
  }
}
