/** Kind `dummy`: no words, nothing to print. */
import type { LinkKind } from './kind.ts';

export const dummy: LinkKind = {
  help: 'Usage: ... dummy\n',
  bare: { kind: 'dummy' },
  parse: () => ({ kind: 'dummy', data: {} }),
};
