import test from 'ava';
import { HERE } from '../src/place.ts';
import { runSuite, sum, summary, type Tally } from '../src/suite.ts';

/** Runs a suite that prints these lines and exits with this status. */
async function tally(lines: readonly string[], status = 0): Promise<Tally & { readonly printed: string }> {
  const printed: string[] = [];
  const script = `process.stdout.write(${JSON.stringify(`${lines.join('\n')}\n`)}); process.exitCode = ${status}`;
  const counted = await runSuite({ place: HERE, argv: [process.execPath, '-e', script] }, (line) =>
    printed.push(line),
  );
  return { ...counted, printed: printed.join('\n') };
}

test('counts what passed and names what failed, with what the test says about it', async (t) => {
  const { passed, failed, skipped, printed } = await tally(
    [
      'TAP version 13',
      'ok 1 - one',
      'not ok 2 - two',
      '  ---',
      '    message: one is not two',
      '  ...',
      '1..2',
    ],
    1,
  );
  t.is(passed, 1);
  t.deepEqual(failed, ['two']);
  t.deepEqual(skipped, []);
  t.regex(printed, /✔ one\n {2}✘ two\n.*one is not two/);
});

test('a test that logs `skipped: REASON` is skipped, not passed', async (t) => {
  const { passed, failed, skipped } = await tally([
    'TAP version 13',
    'ok 1 - one',
    'ok 2 - two',
    '#   skipped: the kernel has no ipvlan',
    '1..2',
  ]);
  t.is(passed, 1);
  t.deepEqual(failed, []);
  t.deepEqual(skipped, [{ title: 'two', reason: 'the kernel has no ipvlan' }]);
});

test('a failed test stays failed whatever it logs', async (t) => {
  const { failed } = await tally(['TAP version 13', 'not ok 1 - one', '#   skipped: no', '1..1'], 1);
  t.deepEqual(failed, ['one']);
});

test('lines end with a carriage return where a terminal is in between', async (t) => {
  const { passed, skipped } = await tally([
    'TAP version 13\r',
    'ok 1 - one\r',
    'ok 2 - two # SKIP no NIC\r',
    '1..2\r',
  ]);
  t.is(passed, 1);
  t.deepEqual(skipped, [{ title: 'two', reason: 'no NIC' }]);
});

test('a suite that dies in the middle is a failure, although no test of it failed', async (t) => {
  const { passed, failed } = await tally(['TAP version 13', 'ok 1 - one'], 3);
  t.is(passed, 1);
  t.deepEqual(failed, ["the run on this machine's kernel ended with status 3 after 1 tests"]);
});

test('a suite that ends well without having run all it planned is a failure', async (t) => {
  const { failed } = await tally(['TAP version 13', '1..2', 'ok 1 - one']);
  t.deepEqual(failed, ["the run on this machine's kernel ended with status 0 after 1 tests"]);
});

test('a suite that cannot start is a failure', async (t) => {
  const { failed } = await runSuite({ place: HERE, argv: ['/nowhere/at/all'] }, () => {});
  t.deepEqual(failed, [
    "the run on this machine's kernel ended with spawn /nowhere/at/all ENOENT after 0 tests",
  ]);
});

test('the last line of the summary counts over all suites', (t) => {
  const one: Tally = { passed: 2, failed: [], skipped: [] };
  const two: Tally = { passed: 3, failed: ['four'], skipped: [{ title: 'five', reason: 'no ipvlan' }] };
  t.is(summary(sum([one, one])), '4 passed, 0 failed');
  t.is(summary(sum([one, two])), 'skipped: five: no ipvlan\nfailed: four\n5 passed, 1 failed, 1 skipped');
});
