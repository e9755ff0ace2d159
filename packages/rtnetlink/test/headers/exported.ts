import * as codec from '../../src/codec.ts';
import type { Words } from '../../src/schema/names.ts';

/** The tables of words that codec.ts exports, which some message must use. */
export const exportedWords: ReadonlyMap<string, Words> = new Map(
  Object.entries(codec).flatMap(([name, value]): [string, Words][] =>
    typeof value === 'object' && Object.values(value).every((word) => typeof word === 'number')
      ? // Every value was just seen to be a number.
        [[name, value as Words]]
      : [],
  ),
);

/** The constants that codec.ts exports. */
export const exportedNumbers: ReadonlyMap<string, number> = new Map(
  Object.entries(codec).flatMap(([name, value]): [string, number][] =>
    typeof value === 'number' ? [[name, value]] : [],
  ),
);
