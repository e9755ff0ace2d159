import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { STANDALONE } from '@iplink-ts/tools/bundle';
import { inCheckout } from '@iplink-ts/tools/checkout';
import type { Peer } from '../case.ts';
import { commandPeer } from './command.ts';

/**
 * An executable like ours that does nothing: less than the start of its runtime none can take.
 *
 * @param does how many things it counts as having done
 */
export function emptyProgram(does: number): Peer {
  const program = inCheckout('benchmarks/dist/native/empty');
  const start: Peer['start'] = (of) => {
    if (!existsSync(program)) build(program);
    return commandPeer('empty', { program, words: [], does }).start(of);
  };
  return { name: 'empty executable', warmUp: 0, start };
}

function build(output: string): void {
  mkdirSync(dirname(output), { recursive: true });
  const { status, stderr, error } = spawnSync(
    inCheckout('node_modules/.bin/bun'),
    ['build', ...STANDALONE, inCheckout('benchmarks/native/empty.js'), '--outfile', output],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`bun build: ${error?.message ?? stderr}`);
}
