import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { caseNamed } from './cases/index.ts';
import type { Measurement } from './peer.ts';

/**
 * Measures the peers of one case, in the network namespace that this process is in, and prints a table:
 *
 *     node rounds.js CASE ROUNDS
 *
 * The peers take turns, so that what slows the machine for a while slows them all.
 */
const { name, does, prepare, peers } = caseNamed(process.argv[2]);
const rounds = Number(process.argv[3]);

prepare();
const measured = new Map<string, Measurement[]>(peers.map((peer) => [peer.name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [peer, measurements] of measured) measurements.push(measure(peer));
}

const results = [...measured].map(([peer, measurements]) => ({
  peer,
  microseconds: median(measurements.map(({ microseconds }) => microseconds)),
  items: new Set(measurements.map(({ items }) => items)),
}));
const [ours] = results;
console.log(`\n${name}: ${does} (median of ${rounds})`);
for (const { peer, microseconds } of results) {
  const ratio = ours === undefined ? Number.NaN : microseconds / ours.microseconds;
  console.log(`  ${peer.padEnd(30)} ${microseconds.toFixed(0).padStart(9)} µs  x${ratio.toFixed(2)}`);
}
const counts = new Set(results.flatMap(({ items }) => [...items]));
if (counts.size > 1) {
  console.log('  not comparable: the peers brought different numbers of items');
  for (const { peer, items } of results) console.log(`    ${peer}: ${[...items].join(', ')}`);
  process.exitCode = 1;
}

function measure(peer: string): Measurement {
  const program = fileURLToPath(new URL('peer.js', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [program, name, peer], { encoding: 'utf8' }));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = low] =
    sorted.length % 2 === 1 ? sorted.slice(middle, middle + 1) : sorted.slice(middle - 1, middle + 1);
  return (low + high) / 2;
}
