import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { type Outcome, obstacle, record } from '../../twin/recorder.ts';
import { damaged } from './recordings/damaged.ts';
import { recordings } from './recordings/index.ts';
import { maskTimes } from './times.ts';

/** In front of the object and behind it. */
const LINES = [
  ...['', '-d', '-s', '-s -s -o', '-br', '-d -o', '-N -d', '-c -d', '-j'].map((options) => [options, '']),
  ...['-4', '-6', '-t', '-ts', '-c -br'].map((options) => [options, 'all']),
  ['', 'dev lo all-nsid'],
  ['-d', 'label dev lo'],
] as const;

const withoutTimes = (outcome: Outcome): Outcome => ({ ...outcome, stdout: maskTimes(outcome.stdout) });

test('recordings are shown as ip shows them', async (t) => {
  t.timeout(300_000);
  const reason = obstacle();
  if (reason !== undefined) {
    t.log(`skipped: ${reason}`);
    t.pass();
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'monitor-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  for (const [name, bytes] of Object.entries({ ...recordings, ...damaged }))
    writeFileSync(join(folder, name), bytes);
  const ofObjects = LINES.flatMap(([options, words]) =>
    Object.keys(recordings).map((name) => `ip ${options} monitor ${words} file ${join(folder, name)}`),
  );
  const ofDamaged = Object.keys(damaged).map((name) => `ip monitor label file ${join(folder, name)}`);
  const lines = [...ofObjects, ...ofDamaged];
  const [expected, actual] = await Promise.all([record('reference', lines), record('process', lines)]);
  t.is(actual.length, lines.length);
  for (const [at, outcome] of expected.entries()) {
    const ours = actual[at];
    t.deepEqual(ours && withoutTimes(ours), withoutTimes(outcome));
  }
});
