import { inCheckout } from '@iplink-ts/tools/checkout';
import type { Peer } from '../case.ts';
import { type Command, commandPeer } from './command.ts';

/** Our command as npm installs it: run by Node.js. */
export function underNode({ words }: Pick<Command, 'words'>): Peer {
  const program = process.execPath;
  return commandPeer('iplink-ts under Node.js', {
    program,
    words: [inCheckout('packages/iplink/dist/npm/iplink-ts.js'), ...words],
  });
}
