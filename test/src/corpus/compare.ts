/** Compares what both programs give for files of lines. */
import { isAbsolute } from 'node:path';
import { inCheckout } from '@iplink-ts/tools/checkout';
import { linesOf } from 'iplink-ts/twin/lines';
import { type Outcome, record } from 'iplink-ts/twin/recorder';
import type { LineFile } from './catalogue.ts';
import { describeDifference, isSame } from './difference.ts';
import type { Records } from './records.ts';

export interface Count {
  readonly lines: number;
  readonly differing: number;
}

export function linesIn({ path }: LineFile): readonly string[] {
  return linesOf(isAbsolute(path) ? path : inCheckout(path));
}

/** Compares both sides line by line, and prints where they differ. */
export function compareOutcomes(
  path: string,
  expected: readonly Outcome[],
  actual: readonly Outcome[],
  print: (line: string) => void,
): Count {
  let differing = 0;
  for (const [at, outcome] of expected.entries()) {
    const ours = actual[at];
    if (ours === undefined) throw new Error(`${path}: ${expected.length} lines against ${actual.length}`);
    if (isSame(outcome, ours)) continue;
    differing++;
    print(`${path}, line ${at + 1}`);
    for (const line of describeDifference(outcome, ours)) print(line);
    print('');
  }
  return { lines: expected.length, differing };
}

/**
 * Runs a file of lines by both programs, or by ours alone when the reference's outcomes are known.
 * @throws Error when the known outcomes are of other lines
 */
export async function compareFile(
  file: LineFile,
  known: Records | undefined,
  print: (line: string) => void,
): Promise<Count> {
  const lines = linesIn(file);
  const expected = known === undefined ? record('reference', lines) : known.get(file.path);
  if (expected === undefined) throw new Error(`there is no record of ${file.path}`);
  const [before, after] = await Promise.all([expected, record(file.way, lines)]);
  if (before.length !== after.length) throw new Error(`the record of ${file.path} is of other lines`);
  return compareOutcomes(file.path, before, after, print);
}
