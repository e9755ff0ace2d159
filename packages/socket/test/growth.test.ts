import test from 'ava';
import { runProgram } from './program.ts';

/** Memory that a hundred thousand lost 64-byte records would pass, and that noise does not. */
const ALLOWED_BYTES = 6 << 20;

for (const [kind, rounds] of [
  ['open', 100_000],
  ['open-in-netns', 2000],
  ['transact', 3000],
  ['transact-and-close', 2000],
  ['watch', 10_000],
  ['receive', 200_000],
  ['netns', 300],
] as const) {
  test(`${kind}, ${rounds} times, loses neither descriptors, threads nor memory`, async (t) => {
    const outcome = await runProgram('growth', [kind, String(rounds)], { execArgv: ['--expose-gc'] });
    t.is(outcome.code, 0, outcome.stderr);
    const { descriptors, threads, bytes } = JSON.parse(outcome.stdout);
    t.is(descriptors, 0);
    t.is(threads, 0);
    t.true(bytes < ALLOWED_BYTES, `${bytes} bytes`);
    t.log(`memory grew by ${bytes >> 10} KiB`);
  });
}
