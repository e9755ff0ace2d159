/** The own command lines of `iplink-ts`, for completion. */
import { type KeywordTable, keywords } from '../keywords.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export const OWN_LINES: KeywordTable<undefined> = keywords(() => [
  ['completion', undefined, SHELLS],
  ['version', undefined],
  ['bridge', undefined],
  ['--help', undefined],
]);
