import { spawnSync } from 'node:child_process';
import { inCheckout } from '@iplink-ts/tools/checkout';
import test from 'ava';
import { cases } from '../src/cases/index.ts';

function bench(...args: readonly string[]) {
  const main = inCheckout('benchmarks/dist/src/main.js');
  return spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
}

for (const { name, peers } of cases) {
  test(`${name}: every peer brings the same, and is measured against ours`, (t) => {
    const { status, stdout, stderr } = bench('--rounds', '1', `^${name}$`);
    t.is(stderr, '');
    t.is(status, 0, stdout);
    const measured = stdout.split('\n').filter((line) => / µs {2}x[0-9.]+$/.test(line));
    t.deepEqual(
      measured.map((line) => line.slice(2, 32).trim()),
      peers.map((peer) => peer.name),
    );
    t.true(measured[0]?.endsWith('x1.00'));
  });
}

test('a pattern that matches nothing names the cases there are', (t) => {
  const { status, stderr } = bench('no such case');
  t.is(status, 1);
  for (const { name } of cases) t.true(stderr.includes(`  ${name}: `));
});

test('rounds are counted in whole numbers', (t) => {
  for (const rounds of ['0', '1.5', 'x']) t.is(bench('--rounds', rounds).status, 1, rounds);
});
