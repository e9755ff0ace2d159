import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { inCheckout } from '@iplink-ts/tools/checkout';
import { demandRoot } from '@iplink-ts/tools/machine';
import { runCommand, UserError } from '@iplink-ts/tools/user-error';
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { type Case, PAIRS } from './case.ts';
import { caseNamed, cases, listed } from './cases/index.ts';
import type { Cost, Outcome } from './contest.ts';
import { machine } from './machine.ts';
import { quotation, quotedIn, ratioTable, report } from './report.ts';
import { commit, keepResults, keptResults, type Result, type Results } from './results.ts';

const REPORT = inCheckout('benchmarks/RESULTS.md');
/** Written by hand: why a target does not hold. */
const REMARKS = inCheckout('benchmarks/REMARKS.md');
const README = inCheckout('README.md');
const ISOLATED = fileURLToPath(new URL('isolated.js', import.meta.url));
const COST_SAMPLES = 10;

/** `pnpm bench`: each case in namespaces of its own. */
await runCommand(async () => {
  const {
    _: words,
    pairs,
    write,
  } = yargs(hideBin(process.argv))
    .scriptName('npm run bench --')
    .usage(
      `$0 [--pairs N] [--write] [CASE...]\n\nRuns all cases and writes RESULTS.md, or some and prints the table:\n${listed()}`,
    )
    .option('pairs', {
      type: 'number',
      describe: `pairs of samples, in place of those of the case (${PAIRS})`,
    })
    .option('write', { type: 'boolean', describe: 'some cases: write their rows of RESULTS.md anew' })
    .check((options) => {
      if (options.pairs === undefined || (Number.isInteger(options.pairs) && options.pairs > 0)) return true;
      throw new Error(`--pairs takes a positive whole number, not ${options.pairs}`);
    })
    .strictOptions()
    .version(false)
    .parseSync();
  const chosen = words.length === 0 ? cases : words.map((word) => caseNamed(String(word)));
  if (pairs !== undefined && pairs < PAIRS && (write ?? words.length === 0))
    throw new UserError(`RESULTS.md takes at least ${PAIRS} pairs, not ${pairs}`);

  demandRoot('npm run bench');
  const results: Record<string, Result> = {};
  const failed: string[] = [];
  for (const of of chosen) {
    const result = run(of, pairs ?? of.pairs ?? PAIRS);
    if (result === undefined) failed.push(of.name);
    else results[of.name] = result;
    // Kept as it comes: a run takes long, and may be stopped.
    if (result !== undefined && (write ?? words.length === 0)) keep({ [of.name]: result });
  }
  console.log(`\n${ratioTable(chosen, results)}`);
  for (const name of failed) console.error(`failed: ${name}`);
  return failed.length === 0 ? 0 : 1;
});

function keep(results: Results): void {
  const all = { ...keptResults(), ...results };
  keepResults(all);
  const remarks = existsSync(REMARKS) ? readFileSync(REMARKS, 'utf8') : '';
  writeFileSync(REPORT, report(cases, all, remarks));
  writeFileSync(README, quotedIn(readFileSync(README, 'utf8'), quotation(cases, all)));
}

/** @returns undefined when it failed, which has been told of */
function run(of: Case, pairs: number): Result | undefined {
  const [before = 0] = loadavg();
  const outcome: Outcome | undefined = isolated(of, 'contest', of.size, pairs);
  if (outcome === undefined) return undefined;
  for (const { peer, reason } of outcome.leftOut) console.error(`${of.name}: without ${peer}: ${reason}`);
  const costs: Cost[] = [];
  for (const size of of.sizes ?? []) {
    const cost: Cost | undefined = isolated(of, 'cost', size, COST_SAMPLES);
    if (cost === undefined) return undefined;
    costs.push(cost);
  }
  const [after = 0] = loadavg();
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return { date, commit: commit(), load: [before, after], machine: machine(), outcome, costs };
}

function isolated<T>({ name }: Case, what: 'contest' | 'cost', size: number, count: number): T | undefined {
  const node = [process.execPath, ISOLATED, name, what, String(size), String(count)];
  const { status, output, error } = spawnSync(
    'unshare',
    ['--net', '--mount', '--propagation', 'private', ...node],
    { stdio: ['ignore', 'inherit', 'inherit', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  if (error !== undefined) throw error;
  return status === 0 ? JSON.parse(output[3] ?? '') : undefined;
}
