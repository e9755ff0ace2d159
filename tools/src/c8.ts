import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { inCheckout } from './checkout.ts';
import type { Tally } from './suite.ts';
import { packageFolders } from './test-files.ts';

const RAW = '.cache/coverage';

/** The environment in which Node.js writes down what ran, in every process and worker that inherits it. */
export function collectingCoverage(): Readonly<Record<string, string>> {
  rmSync(inCheckout(RAW), { recursive: true, force: true });
  return { NODE_V8_COVERAGE: inCheckout(RAW) };
}

/** The parts of a package that have a floor each: `.c8rc.json`, or `.c8rc.codec.json` for its codec. */
function partsOf(folder: string): readonly string[] {
  return readdirSync(inCheckout(folder))
    .filter((name) => /^\.c8rc(\.\w+)?\.json$/.test(name))
    .sort();
}

/** Prints the coverage of each part of these packages; below the floor in its file counts as a failure. */
export function reportCoverage(folders: readonly string[] = packageFolders()): Tally {
  const failed: string[] = [];
  for (const folder of folders)
    for (const part of partsOf(folder)) {
      const name = [folder, part.split('.').slice(2, -1).join('.')].filter((word) => word !== '').join(': ');
      console.log(`\nCoverage of ${name}`);
      const { status } = spawnSync(
        process.execPath,
        ['node_modules/c8/bin/c8.js', 'report', '--config', `${folder}/${part}`, '--temp-directory', RAW],
        { cwd: inCheckout(), stdio: ['ignore', 'inherit', 'inherit'] },
      );
      if (status !== 0) failed.push(`coverage of ${name}: below the floor in ${part}`);
    }
  return { passed: 0, failed, skipped: [] };
}
