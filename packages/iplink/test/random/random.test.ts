import test from 'ava';
import { obstacle } from '../twin/recorder.ts';
import { reasonAgainst } from './banned.ts';
import { Chance } from './chance.ts';
import { compareRandom, type Difference, writeLines } from './compare.ts';
import { missingRows } from './deviations.ts';
import { writtenObjects } from './writer.ts';

const COUNT = Number(process.env['RANDOM_LINES'] ?? 5000);
/** The same lines in every run, so that a failure is one of the change at hand; other seeds are for the search. */
const SEED = Number(process.env['RANDOM_SEED'] ?? 5);

test(`${COUNT} random lines, RANDOM_SEED=${SEED}`, async (t) => {
  t.timeout(600_000);
  const reason = obstacle();
  if (reason !== undefined) {
    t.log(`skipped: ${reason}`);
    t.pass();
    return;
  }
  const differences: Difference[] = [];
  await compareRandom(await writtenObjects(), SEED, COUNT, (difference) => differences.push(difference));
  for (const { line, expected, actual } of differences.slice(0, 10)) t.log(line, { expected, actual });
  t.deepEqual(
    differences.map(({ line }) => line),
    [],
  );
});

test('a seed makes the same lines again', async (t) => {
  const objects = await writtenObjects();
  const lines = writeLines(objects, 200, new Chance(7));
  t.deepEqual(writeLines(objects, 200, new Chance(7)), lines);
  t.notDeepEqual(writeLines(objects, 200, new Chance(8)), lines);
  t.true(new Set(lines).size > 150);
});

test('every known difference has its row in DEVIATIONS.md', (t) => {
  t.deepEqual(missingRows(), []);
});

for (const line of [
  'route add 10.0.0.0/8 encap ip id 1 geneve_opts 0:1:02 dev v0',
  'route add 10.0.0.0/8 enc ip dst 10.0.0.1 dev v0',
  'route add 10.0.0.0/8 vxlan_opts 1',
  'route add 10.0.0.0/8 erspan_opts 2:1:0:0',
  'link set v0 netns 1',
  'link set v0 netns /proc/1/ns/net',
  'link add v0 link-netns ../x type veth',
  '-n /proc/1/ns/net link',
  '--netns 1 link',
  '-all netns delete',
  '-batch -',
  '-b x',
  '-r route',
  'netns exec blue true',
  'net e blue true',
  'netns attach x 1',
  'netns pids blue',
  'netns monitor',
  'netns identify 1',
  'monitor',
  'mo all',
  'link set v0 xdp object x.o',
  'neigh add proxy 10.3.0.0',
  'neighbour repl pr 10.3',
]) {
  test(`never sent: ${line}`, (t) => {
    t.truthy(reasonAgainst(line.split(' ')));
  });
}
