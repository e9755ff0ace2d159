/** The files of command lines that both programs must answer alike. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inCheckout } from '@iplink-ts/tools/checkout';
import { needsVm } from 'iplink-ts/twin/lines';
import type { Way } from 'iplink-ts/twin/recorder';

/** A file of lines, and who runs them on our side. */
export interface LineFile {
  /** From the top of the checkout, or as it was named. */
  readonly path: string;
  readonly way: Way;
}

/** By folder: the lines of the package are many, those here start the executable each. */
const FOLDERS: readonly LineFile[] = [
  { path: 'test/corpus', way: 'executable' },
  { path: 'packages/iplink/test/twin', way: 'process' },
];

/** Every file of lines, for any kernel or for the one of the VM. */
export function lineFiles(kernel: 'any' | 'vm'): readonly LineFile[] {
  return FOLDERS.flatMap(({ path: folder, way }) =>
    readdirSync(inCheckout(folder))
      .filter((name) => name.endsWith('.txt') && needsVm(name) === (kernel === 'vm'))
      .sort()
      .map((name) => ({ path: join(folder, name), way: wayOn(kernel, way) })),
  );
}

/** On an emulated processor the executable takes seconds to start. */
function wayOn(kernel: 'any' | 'vm', way: Way): Way {
  return kernel === 'vm' ? 'process' : way;
}
