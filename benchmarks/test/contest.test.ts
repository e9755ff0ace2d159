import test from 'ava';
import type { Case, Peer, Sample, Target } from '../src/case.ts';
import { Contest } from '../src/contest.ts';

/** A peer whose samples are those of a function of how many it has given. */
function peer(name: string, sample: (turn: number) => Sample, log: string[] = []): Peer {
  let turn = 0;
  const run = async (times: number): Promise<Sample> => {
    log.push(`${name} x${times}`);
    return sample(turn++);
  };
  return { name, warmUp: 0, start: () => ({ run, stop: () => log.push(`${name} stops`) }) };
}

const took = (milliseconds: number, items = 1): Sample => ({ items, values: { time: milliseconds * 1e6 } });

function caseOf(peers: readonly [Peer, ...Peer[]], more: Partial<Case> = {}): Case {
  const targets: readonly Target[] = [];
  return { name: 'case', does: () => 'nothing', size: 1, prepare: () => undefined, peers, targets, ...more };
}

const run = (of: Case, pairs: number) => new Contest(of, 1, () => undefined).run(pairs);

test('ratios are of pairs: what slows both at a time leaves them as they are', async (t) => {
  const slowed = (milliseconds: number) => (turn: number) => took(milliseconds * (turn % 3 === 0 ? 10 : 1));
  const { standings } = await run(caseOf([peer('ours', slowed(60)), peer('other', slowed(240))]), 9);
  t.deepEqual(standings[1]?.ratios.time, { median: 0.25, quartiles: [0.25, 0.25], count: 9 });
  t.is(standings[0]?.values.time?.count, 9);
  t.deepEqual(standings[0]?.ratios, {});
});

test('each pair begins with the other one', async (t) => {
  const log: string[] = [];
  const peers: [Peer, Peer] = [peer('a', () => took(60), log), peer('b', () => took(60), log)];
  await run(caseOf(peers), 3);
  t.deepEqual(log, ['a x1', 'b x1', 'a x1', 'b x1', 'b x1', 'a x1', 'a x1', 'b x1', 'a stops', 'b stops']);
});

test('a sample takes about 50 ms, but for a job that must be undone after each run', async (t) => {
  const log: string[] = [];
  const peers = (): [Peer, Peer] => [peer('a', () => took(5), log), peer('b', () => took(200), log)];
  await run(caseOf(peers()), 1);
  t.deepEqual(log.splice(0), ['a x1', 'b x1', 'a x10', 'b x1', 'a stops', 'b stops']);
  let resets = 0;
  await run(caseOf(peers(), { reset: () => resets++ }), 1);
  t.deepEqual(log, ['a x1', 'b x1', 'a x1', 'b x1', 'a stops', 'b stops']);
  t.is(resets, 4);
  log.length = 0;
  await run(caseOf(peers(), { runs: 3 }), 1);
  t.deepEqual(log, ['a x1', 'b x1', 'a x3', 'b x3', 'a stops', 'b stops']);
});

test('a peer that is not there is left out with its reason', async (t) => {
  const absent: Peer = { ...peer('absent', () => took(1)), lacks: () => 'not installed' };
  const { standings, leftOut } = await run(caseOf([peer('ours', () => took(60)), absent]), 2);
  t.deepEqual(leftOut, [{ peer: 'absent', reason: 'not installed' }]);
  t.deepEqual(
    standings.map(({ peer: name }) => name),
    ['ours'],
  );
});

test('peers that bring different numbers of things are not compared', async (t) => {
  const log: string[] = [];
  const peers: [Peer, Peer] = [peer('a', () => took(60, 3), log), peer('b', () => took(60, 2), log)];
  await t.throwsAsync(run(caseOf(peers), 1), { message: 'case: the peers do not do the same: a 3, b 2' });
  t.deepEqual(log.slice(-2), ['a stops', 'b stops']);
});

test('the cost is that of one thing', async (t) => {
  const of = caseOf([peer('ours', () => took(60, 30))]);
  t.deepEqual(await new Contest(of, 30, () => undefined).cost(4), {
    size: 30,
    each: { median: 2e6, quartiles: [2e6, 2e6], count: 4 },
  });
});
