import { spawnSync } from 'node:child_process';
import { inCheckout } from '@iplink-ts/tools/checkout';
import test from 'ava';
import { caseNamed, cases } from '../src/cases/index.ts';

function bench(...args: readonly string[]) {
  const main = inCheckout('benchmarks/dist/src/main.js');
  return spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
}

test('a case that there is not is answered with those there are', (t) => {
  const { status, stderr } = bench('no-such-case');
  t.is(status, 1);
  t.true(stderr.includes('no case no-such-case; there are:'), stderr);
  for (const { name } of cases) t.true(stderr.includes(`  ${name}: `));
});

test('pairs are counted in whole numbers, and there are enough of them in RESULTS.md', (t) => {
  for (const pairs of ['0', '1.5']) {
    const { status, stderr } = bench('--pairs', pairs);
    t.is(status, 1);
    t.true(stderr.includes('--pairs takes a positive whole number, not '), stderr);
  }
  t.true(bench('--pairs', '3').stderr.includes('RESULTS.md takes at least 10 pairs, not 3'));
  t.true(
    bench('--pairs', '3', '--write', 'list-links').stderr.includes('RESULTS.md takes at least 10 pairs'),
  );
});

test('every target names a peer of its case, and names are unique', (t) => {
  t.is(new Set(cases.map(({ name }) => name)).size, cases.length);
  for (const { name, peers, targets } of cases) {
    const [, ...others] = peers.map((peer) => peer.name);
    t.is(new Set(peers.map((peer) => peer.name)).size, peers.length, name);
    for (const { peer } of targets) t.true(peer === undefined || others.includes(peer), `${name}: ${peer}`);
    t.is(caseNamed(name).name, name);
  }
});

test('a case runs in namespaces of its own, and its peers do the same', (t) => {
  const { status, stdout, stderr } = bench('--pairs', '1', 'cli-start');
  t.is(status, 0, stderr);
  t.regex(
    stdout,
    /\| cli-start \| time \| [\d.]+ ms \| ip \| [\d.]+ ms \| [\d.]+ \([\d.]+–[\d.]+\) \| ≤ 4 \|/,
  );
});
