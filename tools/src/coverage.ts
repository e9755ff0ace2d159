import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { inCheckout } from './checkout.ts';
import type { Tally } from './suite.ts';
import { packageFolders } from './test-files.ts';

const RAW = '.cache/coverage';

/** The environment in which Node.js writes down what ran, in every process and worker that inherits it. */
export function collectingCoverage(): Readonly<Record<string, string>> {
  rmSync(inCheckout(RAW), { recursive: true, force: true });
  return { NODE_V8_COVERAGE: inCheckout(RAW) };
}

/** Prints each package's coverage; below the floor in its .c8rc.json counts as a failure. */
export function reportCoverage(): Tally {
  const failed: string[] = [];
  for (const folder of packageFolders()) {
    console.log(`\nCoverage of ${folder}`);
    const { status } = spawnSync(
      process.execPath,
      ['node_modules/c8/bin/c8.js', 'report', '--config', `${folder}/.c8rc.json`, '--temp-directory', RAW],
      { cwd: inCheckout(), stdio: ['ignore', 'inherit', 'inherit'] },
    );
    if (status !== 0) failed.push(`coverage of ${folder}: below the floor in its .c8rc.json`);
  }
  return { passed: 0, failed, skipped: [] };
}
