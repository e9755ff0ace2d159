import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Files of a case: in memory, and gone with its mount namespace. */
export const SCRATCH = '/run/bench';

/** Names of network namespaces, and what programs keep below /run, become those of this mount namespace. */
export function mountScratch(): void {
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', 'bench', '/run'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`mount: ${error?.message ?? stderr}`);
  mkdirSync('/run/netns');
  mkdirSync(SCRATCH);
}
