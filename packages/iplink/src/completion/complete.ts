/** The words that the last word of a command line may become. */
import { Words } from '../argv.ts';
import { Failure } from '../failure.ts';
import { isRefusal } from '../kernel.ts';
import { isAbsent, OBJECTS } from '../objects/index.ts';
import { COLOUR_OPTIONS, OPTION_TABLES, OWN_OPTIONS, parseOptions } from '../options.ts';
import { type Io, Session } from '../session.ts';
import type { Argument } from '../syntax.ts';
import { FILES, valuesOf } from './values.ts';
import { type Offer, spellings, walk } from './walk.ts';

/** @param line the words behind the program's name; the last one, which may be empty, is to be completed */
export async function complete(line: readonly string[], io: Io): Promise<readonly string[]> {
  const words = line.slice(0, -1);
  const partial = line.at(-1) ?? '';
  const behind = behindOptions(words);
  if (behind.kind === 'argument') return offer([behind.takes], partial, words, io);
  const [name, ...rest] = words.slice(behind.at);
  if (name !== undefined) return offer(await objectOffers(name, rest), partial, words, io);
  return partial.startsWith('-') && !words.includes('--') ? optionsLike(partial) : objectsLike(partial);
}

/** Where the options end; or the cursor is at the argument of one. */
type Behind =
  | { readonly kind: 'object'; readonly at: number }
  | { readonly kind: 'argument'; readonly takes: Offer };

function behindOptions(words: readonly string[]): Behind {
  let at = 0;
  for (let word = words[at]; word?.startsWith('-'); word = words[at]) {
    at++;
    if (word === '--') break;
    const [takes] = optionTakes(word.startsWith('--') ? word.slice(1) : word);
    if (takes === undefined) continue;
    if (at >= words.length) return { kind: 'argument', takes };
    at++;
  }
  return { kind: 'object', at };
}

function optionTakes(option: string): readonly Offer[] {
  for (const table of OPTION_TABLES) {
    const entry = table.entry(option);
    if (entry !== undefined) return walk(entry.takes, []);
  }
  return [];
}

async function objectOffers(name: string, words: readonly string[]): Promise<readonly Offer[]> {
  const load = OBJECTS.find(name);
  if (load === undefined) return [];
  const { commands } = await load();
  const takes: readonly Argument[] = [commands];
  return walk(takes, words);
}

function optionsLike(partial: string): readonly string[] {
  const doubled = partial.startsWith('--');
  const dash = doubled ? '-' : '';
  const names = OPTION_TABLES.flatMap((table) => table.keywords.map(({ keyword }) => dash + keyword));
  const others = COLOUR_OPTIONS.map((option) => dash + option);
  return [...names, ...others, ...(doubled ? OWN_OPTIONS : [])].filter((option) =>
    option.startsWith(partial),
  );
}

function objectsLike(partial: string): readonly string[] {
  return OBJECTS.keywords.flatMap(({ keyword, value }) =>
    keyword.startsWith(partial) && !isAbsent(value) ? [keyword] : [],
  );
}

function offer(
  offers: readonly Offer[],
  partial: string,
  words: readonly string[],
  io: Io,
): readonly string[] {
  const session = openSession(words, io);
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
function openSession(words: readonly string[], io: Io): Session | undefined {
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
