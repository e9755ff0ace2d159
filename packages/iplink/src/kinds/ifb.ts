/** Kind `ifb`: no words, nothing to print. */
import type { LinkKind } from './kind.ts';

export const ifb: LinkKind = {
  help: 'Usage: ... ifb\n',
  bare: { kind: 'ifb' },
  parse: () => ({ kind: 'ifb', data: {} }),
};
