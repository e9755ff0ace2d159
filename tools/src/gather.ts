import { rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { inCheckout } from './checkout.ts';

/** Folders of many small test files that only compute. A process for each costs a second, its tests next to nothing. */
const GATHERED: readonly string[] = ['link', 'link/kinds', 'route', 'route/encap'].map(
  (folder) => `packages/rtnetlink/dist/test/${folder}`,
);

/** Files to run, of which some were made for one run. */
export interface Gathered extends Disposable {
  readonly files: readonly string[];
}

/**
 * Puts one file in the place of all those of a folder that are to run in one process. ava names its tests after it,
 * so their titles must differ over all of the folder: otherwise ava refuses the file.
 */
export function gather(files: readonly string[]): Gathered {
  const made = GATHERED.flatMap((folder) => {
    const own = files.filter((file) => dirname(file) === folder);
    if (own.length < 2) return [];
    const path = `${folder}/all.test.js`;
    writeFileSync(inCheckout(path), own.map((file) => `import './${basename(file)}';\n`).join(''));
    return [{ path, own }];
  });
  return {
    files: [
      ...files.filter((file) => !made.some(({ own }) => own.includes(file))),
      ...made.map(({ path }) => path),
    ],
    [Symbol.dispose]: () => {
      for (const { path } of made) rmSync(inCheckout(path));
    },
  };
}
