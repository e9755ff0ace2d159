/** Runs the same lines by both programs, each in fresh network and mount namespaces, and compares. */
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { linesOf } from './lines.ts';
import { obstacle, record } from './recorder.ts';

/** The lines stay beside their sources. */
const LINES = fileURLToPath(new URL('../../../test/twin/', import.meta.url));

/** Exit status, standard output and standard error of every line in the file are the same. */
export async function compareTwins(t: ExecutionContext, file: string): Promise<void> {
  // Software emulation on a busy machine takes its time.
  t.timeout(600_000);
  const reason = obstacle();
  if (reason !== undefined) {
    t.log(`skipped: ${reason}`);
    t.pass();
    return;
  }
  const lines = linesOf(LINES + file);
  const [expected, actual] = await Promise.all([record('reference', lines), record('process', lines)]);
  t.true(expected.length > 0);
  t.is(actual.length, expected.length);
  for (const [at, outcome] of expected.entries()) t.deepEqual(actual[at], outcome);
}
