/** Batches of 2,000 lines by both programs, and what is in the kernel afterwards. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { batchLines } from './batch_lines.ts';
import { type Outcome, obstacle, record } from './recorder.ts';

const LINES = 2000;

/** The final state, by the reference on both sides; what the kernel keeps in hashes is sorted. */
const STATE: readonly string[] = [
  '/sbin/ip -d link',
  '/sbin/ip addr',
  '/sbin/ip route show table all',
  '/sbin/ip -6 route show table all',
  '/sbin/ip rule',
  '/sbin/ip neigh show nud permanent',
].map((command) => `${command} | sort`);

/**
 * Both programs' outcomes; once more when they differ. The kernel brings the states of devices up to date in its own
 * time, in which a batch goes on: a difference is one when it comes again.
 */
async function recordBoth(
  commands: readonly string[],
): Promise<readonly [readonly Outcome[], readonly Outcome[]]> {
  const run = async () =>
    [await record('reference', commands), await record('executable', commands)] as const;
  const first = await run();
  return isDeepStrictEqual(...first) ? first : await run();
}

async function compareBatches(
  t: ExecutionContext,
  options: string,
  lines: readonly string[],
  from: 'file' | 'stdin' = 'file',
): Promise<void> {
  t.timeout(300_000);
  const reason = obstacle();
  if (reason !== undefined) {
    t.log(`skipped: ${reason}`);
    t.pass();
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'batch-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'lines');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const call = from === 'file' ? `ip ${options} -batch ${file}` : `cat ${file} | ip ${options} -batch -`;
  const commands = [call, ...STATE];
  const [expected, actual] = await recordBoth(commands);
  for (const [at, outcome] of expected.entries()) {
    const ours = actual[at];
    t.is(ours?.status, outcome.status, outcome.line);
    t.deepEqual(ours?.stderr.split('\n'), outcome.stderr.split('\n'), outcome.line);
    t.deepEqual(ours?.stdout.split('\n'), outcome.stdout.split('\n'), outcome.line);
  }
  t.true((expected[1]?.stdout.length ?? 0) > 1000);
}

const good = batchLines(1, LINES, false);
const mixed = batchLines(2, LINES, true);

/** The batch with a line in its middle that ends the program. */
function endedBy(line: string): readonly string[] {
  return [...mixed.slice(0, LINES / 2), line, ...mixed.slice(LINES / 2)];
}

test.serial('2,000 lines that succeed', (t) => compareBatches(t, '', good));

test.serial('2,000 lines that succeed, from standard input, in JSON', (t) =>
  compareBatches(t, '-j', good, 'stdin'),
);

test.serial('the first of the failing lines ends a batch', (t) => compareBatches(t, '', mixed));

test.serial('-force', (t) => compareBatches(t, '-force', mixed));

test.serial('-force -json', (t) => compareBatches(t, '-force -j', mixed));

test.serial('-force, from standard input', (t) => compareBatches(t, '-force -d', mixed, 'stdin'));

const ENDS = ['link help', 'link set v1 mtu', 'addr show "v1', 'addr add 10.0.0.300/24 dev v1', 'route add'];

for (const line of ENDS) {
  test.serial(`-force, to ${line}`, (t) => compareBatches(t, '-force', endedBy(line)));
}
