// @ts-check
/** Removes what a build made; with `--all`, the dependencies and the downloads in .cache too. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';

const root = join(import.meta.dirname, '..');
const packages = readdirSync(join(root, 'packages')).map((name) => join('packages', name));
const made = ['dist', 'build', 'coverage'];
const brought = ['node_modules', '.cache'];

// pnpm hands its own `--` on, npm does not.
const args = process.argv.slice(2).filter((argument) => argument !== '--');
if (args.some((argument) => argument !== '--all')) {
  console.error(`usage: node tools/clean.mjs [--all], not "${args.join(' ')}"`);
  process.exit(2);
}
for (const folder of ['.', 'tools', 'test', 'benchmarks', ...packages]) {
  for (const name of args.includes('--all') ? [...made, ...brought] : made) {
    const path = join(root, folder, name);
    if (!existsSync(path)) continue;
    rmSync(path, { recursive: true });
    console.log(`removed ${relative(root, path)}`);
  }
}
