/** What the executable is, by the name it was called by. */
import type { Words } from './argv.ts';
import type { Failure } from './failure.ts';
import type { KeywordTable } from './keywords.ts';
import type { LoadObject } from './objects/index.ts';
import type { ParsedOptions } from './options.ts';

export interface Program {
  readonly parseOptions: (words: Words) => ParsedOptions;
  readonly objects: KeywordTable<LoadObject>;
  readonly usage: () => Failure;
  readonly unknownObject: (word: string) => Failure;
}
