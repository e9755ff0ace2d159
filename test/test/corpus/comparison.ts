/** Compares a file of test/corpus as `pnpm corpus` does. */
import type { ExecutionContext } from 'ava';
import { obstacle } from 'iplink-ts/twin/recorder';
import { lineFiles } from '../../src/corpus/catalogue.ts';
import { compareFile } from '../../src/corpus/compare.ts';

/** Every line of the file is answered alike. */
export async function compareCorpus(
  t: ExecutionContext,
  kernel: 'any' | 'vm',
  path: string,
  lines: number,
): Promise<void> {
  // Software emulation on a busy machine takes its time.
  t.timeout(600_000);
  const reason = obstacle();
  if (reason !== undefined) {
    t.log(`skipped: ${reason}`);
    t.pass();
    return;
  }
  const file = lineFiles(kernel).find((candidate) => candidate.path === path);
  if (file === undefined) throw new Error(`${path} is not among the files for this kernel`);
  const shown: string[] = [];
  const { lines: compared } = await compareFile(file, undefined, (line) => shown.push(line));
  t.deepEqual(shown, []);
  t.is(compared, lines);
}
