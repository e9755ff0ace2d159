import test from 'ava';
import { runProgram } from './program.ts';

/** In a fifth of the rounds: a lost record of 64 bytes each would be more. */
const ALLOWED_BYTES = 256 << 10;

for (const [kind, rounds] of [
  ['open', 100_000],
  ['open-in-netns', 20_000],
  ['transact', 20_000],
  ['transact-and-close', 10_000],
  ['watch', 50_000],
  ['receive', 200_000],
  ['netns', 500],
] as const) {
  test(`${kind}, ${rounds} times, loses neither descriptors, threads nor memory`, async (t) => {
    const outcome = await runProgram('growth', [kind, String(rounds), String(ALLOWED_BYTES)], {
      execArgv: ['--expose-gc'],
    });
    t.is(outcome.code, 0, outcome.stderr);
    const { descriptors, threads, bytes } = JSON.parse(outcome.stdout);
    t.is(descriptors, 0);
    t.is(threads, 0);
    t.true(bytes < ALLOWED_BYTES, `${bytes} bytes`);
    t.log(`at least ${bytes >> 10} KiB in each fifth`);
  });
}

test('what does leak is seen', async (t) => {
  const args = ['leak', '100000', String(ALLOWED_BYTES)];
  const outcome = await runProgram('growth', args, { execArgv: ['--expose-gc'] });
  t.is(outcome.code, 0, outcome.stderr);
  const { bytes } = JSON.parse(outcome.stdout);
  t.true(bytes >= ALLOWED_BYTES, `${bytes} bytes`);
});
