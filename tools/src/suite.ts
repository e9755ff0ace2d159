import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import { Parser } from 'tap-parser';
import type { Argv, Place } from './place.ts';

/** How a run of tests went. */
export interface Tally {
  readonly passed: number;
  /** The titles of the tests that failed. */
  readonly failed: readonly string[];
  readonly skipped: readonly Skip[];
}

export interface Skip {
  readonly title: string;
  readonly reason: string;
}

/** A program that writes TAP to its standard output, and where it runs. */
export interface Suite {
  readonly place: Place;
  readonly argv: Argv;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a test logs to be counted as skipped: CONTRIBUTING.md, "A test that cannot run here". */
const SKIP_COMMENT = /^#\s*skipped: (?<reason>.*)/;

/**
 * Runs a suite, prints a line for each test as it ends, and counts.
 * A suite that ends badly without naming a failed test counts as one failure of its own.
 */
export async function runSuite(
  { place, argv, environment = {} }: Suite,
  print: (line: string) => void = console.log,
): Promise<Tally> {
  print(`\nTests on ${place.name}`);
  const tests: { title: string; ok: boolean; reason?: string }[] = [];
  const parser = new Parser();
  parser.on('assert', ({ name: fullName, ok, skip, todo, diag }) => {
    // ava begins a title with the path of the compiled file.
    const title = fullName.replace(/(^|› )dist › test › /, '$1');
    const reason = typeof skip === 'string' ? skip : skip || todo ? 'marked so in its file' : undefined;
    tests.push({ title, ok, ...(reason === undefined ? {} : { reason }) });
    const failed = !ok && reason === undefined;
    print(`  ${failed ? '✘' : reason === undefined ? '✔' : '-'} ${title}`);
    if (failed && diag) print(inspect(diag, { depth: 8, breakLength: 100 }).replaceAll(/^/gm, '      '));
  });
  parser.on('comment', (comment) => {
    const reason = SKIP_COMMENT.exec(comment)?.groups?.['reason']?.trim();
    const test = tests.at(-1);
    if (reason === undefined || test === undefined || !test.ok) return;
    test.reason = reason;
    print(`    skipped: ${reason}`);
  });
  parser.on('extra', (line) => print(line.trimEnd()));
  const complete = new Promise<boolean>((resolve) => parser.on('complete', ({ ok }) => resolve(ok)));

  // Decoded as a whole, for a chunk may end within a character.
  const output = new PassThrough({ encoding: 'utf8' });
  output.on('data', (text: string) => parser.write(text));
  output.on('end', () => parser.end());
  const from = performance.now();
  const ending = await place.run(argv, output, environment);
  output.end();
  const wellFormed = await complete;
  print(`Tests on ${place.name} took ${((performance.now() - from) / 1000).toFixed(0)} s`);

  const failed = tests.filter(({ ok, reason }) => !ok && reason === undefined).map(({ title }) => title);
  if (failed.length === 0 && (!wellFormed || ending !== 'status 0')) {
    failed.push(`the run on ${place.name} ended with ${ending} after ${tests.length} tests`);
  }
  return {
    passed: tests.filter(({ ok, reason }) => ok && reason === undefined).length,
    failed,
    skipped: tests.flatMap(({ title, reason }) => (reason === undefined ? [] : [{ title, reason }])),
  };
}

/** All tallies as one. */
export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** What was skipped and why, what failed, and as the last line the counts. */
export function summary({ passed, failed, skipped }: Tally): string {
  const counts = [`${passed} passed`, `${failed.length} failed`];
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
  return [
    ...skipped.map(({ title, reason }) => `skipped: ${title}: ${reason}`),
    ...failed.map((title) => `failed: ${title}`),
    counts.join(', '),
  ].join('\n');
}
