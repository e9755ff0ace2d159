import { existsSync, readdirSync } from 'node:fs';
import { filesBelow, inCheckout } from './checkout.ts';

/** Compiled test files by where they run, relative to the checkout. */
export interface TestFiles {
  /** On any machine's own kernel, in network namespaces that the tests make. */
  readonly here: readonly string[];
  /** Where the kernel has what the lab VM's has: `*.vm.test.ts`. */
  readonly vm: readonly string[];
}

/** The folders of the published packages, relative to the checkout. */
export function packageFolders(): readonly string[] {
  return readdirSync(inCheckout('packages'))
    .sort()
    .map((name) => `packages/${name}`);
}

/** What takes long and is not part of a plain `npm test`, which has to end within 25 minutes: `*.long.test.ts`. */
export const isLong = (file: string): boolean => /\.long(\.vm)?\.test\.js$/.test(file);

export const isForVm = (file: string): boolean => file.endsWith('.vm.test.js');

/**
 * The project's test files, or those whose path contains one of `patterns`.
 * The sources are listed, not the outputs: what was compiled from a deleted test stays in dist.
 */
export function testFiles(patterns: readonly string[]): TestFiles {
  const files = [...packageFolders(), 'tools', 'test', 'benchmarks']
    .flatMap(compiledTests)
    .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)));
  return { here: files.filter((file) => !isForVm(file)), vm: files.filter(isForVm) };
}

function compiledTests(folder: string): readonly string[] {
  if (!existsSync(inCheckout(folder, 'test'))) return [];
  return filesBelow(`${folder}/test`)
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `${folder}/dist/${file.slice(folder.length + 1).replace(/\.ts$/, '.js')}`);
}
