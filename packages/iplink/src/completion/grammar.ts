/** What completion knows of a program: its options and its objects. */
import type { Words } from '../argv.ts';
import { OPTION_TABLES, OWN_OPTIONS, parseOptions } from '../ip_options.ts';
import type { KeywordTable } from '../keywords.ts';
import { type LoadObject, OBJECTS } from '../objects/index.ts';
import type { ParsedOptions } from '../options.ts';
import { isOwnName } from '../own/words.ts';

export interface Grammar {
  readonly optionTables: readonly KeywordTable<unknown>[];
  /** Options with two dashes alone. */
  readonly ownOptions: readonly string[];
  readonly objects: KeywordTable<LoadObject>;
  readonly parseOptions: (words: Words) => ParsedOptions;
}

const IP: Grammar = { optionTables: OPTION_TABLES, ownOptions: OWN_OPTIONS, objects: OBJECTS, parseOptions };

/**
 * The grammar of a line, and how many words in front chose it.
 * @param name the command that is completed
 * @param words those in front of the cursor
 */
export async function grammarOf(
  name: string,
  words: readonly string[],
): Promise<readonly [grammar: Grammar, skipped: number]> {
  const isWord = isOwnName(name) && words[0] === 'bridge';
  if (name !== 'bridge' && !isWord) return [IP, 0];
  const [{ bridge }, { OPTION_TABLES: optionTables }] = await Promise.all([
    import('../bridge/index.ts'),
    import('../bridge/options.ts'),
  ]);
  const { objects, parseOptions } = bridge;
  return [{ optionTables, ownOptions: [], objects, parseOptions }, isWord ? 1 : 0];
}
