import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import type { Holdings, Soak } from './programs/soak.ts';

/** `pnpm soak` does ten times as many. */
const OPERATIONS = Number(process.env['SOAK_OPERATIONS'] ?? 200_000);

/** In the last two of five parts, in bytes: a lost request is 200 or more, and there are 80,000 in them. */
const HEAP = 2 << 20;

const program = fileURLToPath(new URL('programs/soak.js', import.meta.url));

test(`${OPERATIONS} operations of both clients at once: descriptors, threads and heap stay as they are`, async (t) => {
  t.timeout(1_200_000);
  // Coverage of a child grows with what it runs.
  const { NODE_V8_COVERAGE: _, ...env } = process.env;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', program, String(OPERATIONS)],
    { env },
  );
  const { seconds, holdings, operations }: Soak = JSON.parse(stdout);
  const rows = holdings.map(
    ({ descriptors, threads, heap, external, resident }, part) =>
      `${part}/5: ${descriptors} descriptors, ${threads} threads, heap ${kib(heap)}, external ${kib(external)}, resident ${kib(resident)}`,
  );
  t.log([`${seconds.toFixed(1)} s; ${JSON.stringify(operations)}`, ...rows].join('\n'));

  const done = Object.values(operations).reduce((sum, each) => sum + each, 0);
  t.true(done >= OPERATIONS);
  const [, first] = holdings;
  const last = holdings.at(-1);
  const middle = holdings.at(-3);
  if (first === undefined || middle === undefined || last === undefined) return t.fail();
  // The first part opens what stays: the threads of libuv, the clients' workers.
  t.is(last.descriptors, first.descriptors);
  t.is(last.threads, first.threads);
  const grown = (of: (held: Holdings) => number): number => of(last) - of(middle);
  t.true(grown(({ heap }) => heap) < HEAP, `heap grew by ${grown(({ heap }) => heap)} bytes`);
  // Receive buffers come and go with clients; a lost one of 256 KiB for each of them would be hundreds of MiB.
  t.true(grown(({ external }) => external) < 8 << 20);
  t.true(grown(({ resident }) => resident) < 32 << 20);
});

function kib(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`;
}
