import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inCheckout } from '@iplink-ts/tools/checkout';
import type { Cost, Outcome } from './contest.ts';
import type { Machine } from './machine.ts';

/** One case as it was run last. */
export interface Result {
  readonly date: string;
  /** Of the checkout, `+` behind it where that had changes. */
  readonly commit: string;
  /** Processes that ran or waited to, on average over the minute before the case and the last of it. */
  readonly load: readonly [before: number, after: number];
  readonly machine: Machine;
  readonly outcome: Outcome;
  readonly costs: readonly Cost[];
}

/** By the name of the case. */
export type Results = Readonly<Record<string, Result>>;

const FILE = inCheckout('benchmarks/results.json');

/** What was kept of earlier runs. */
export function keptResults(): Results {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
}

export function keepResults(results: Results): void {
  writeFileSync(FILE, `${JSON.stringify(results, null, 1)}\n`);
}

/** The commit that is checked out, with `+` behind it where files differ from it. */
export function commit(): string {
  const git = (...words: readonly string[]): string =>
    spawnSync('git', words, { cwd: inCheckout(), encoding: 'utf8' }).stdout?.trim() ?? '';
  const changed = git(
    'status',
    '--porcelain',
    '--',
    ':!benchmarks/RESULTS.md',
    ':!benchmarks/results.json',
    ':!README.md',
  );
  return `${git('rev-parse', '--short=10', 'HEAD')}${changed === '' ? '' : '+'}`;
}
