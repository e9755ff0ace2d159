import { rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { inCheckout } from './checkout.ts';
import { isForVm, type TestFiles } from './test-files.ts';

/**
 * Folders whose test files run in one process. A process costs a second, eight on the processor of the lab VM; the
 * tests of a small file next to nothing.
 */
export const GATHERED: readonly string[] = [
  'packages/cni/dist/test/json',
  'packages/cni/dist/test/result',
  'packages/cni/dist/test/runtime',
  'packages/cni/dist/test/static-macvlan',
  'packages/iplink/dist/test/parse',
  'packages/iplink/dist/test/print',
  'packages/rtnetlink/dist/test/link',
  'packages/rtnetlink/dist/test/link/kinds',
  'packages/rtnetlink/dist/test/pcap',
  'packages/rtnetlink/dist/test/route',
  'packages/rtnetlink/dist/test/route/encap',
  'packages/rtnetlink/dist/test/schema',
];

export const GATHERED_VM: readonly string[] = [
  'packages/cni/dist/test/plugins',
  'packages/rtnetlink/dist/test/client',
];

/** Files to run, of which some were made for one run. */
export interface Gathered extends Disposable {
  readonly files: readonly string[];
}

/**
 * Puts one file in the place of all those of a folder that are to run in one process. ava names its tests after it,
 * so their titles must differ over all of the folder: otherwise ava refuses the file.
 */
export function gather(files: TestFiles['here' | 'vm'], folders: readonly string[]): Gathered {
  const made = folders.flatMap((folder) => {
    const own = files.filter((file) => dirname(file) === folder);
    if (own.length < 2) return [];
    const path = `${folder}/all${own.every(isForVm) ? '.vm' : ''}.test.js`;
    writeFileSync(inCheckout(path), own.map((file) => `import './${basename(file)}';\n`).join(''));
    return [{ path, own }];
  });
  const gathered = new Set(made.flatMap(({ own }) => own));
  return {
    // First, for what runs last should be short.
    files: [...made.map(({ path }) => path), ...files.filter((file) => !gathered.has(file))],
    [Symbol.dispose]: () => {
      for (const { path } of made) rmSync(inCheckout(path));
    },
  };
}
