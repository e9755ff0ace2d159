import { Worker } from 'node:worker_threads';
import test from 'ava';
import { bytesOf } from '../golden.ts';
import { ownNetns, syncHost } from '../live.ts';
import { cases } from './cases.ts';
import { judge, writeOrRefuse } from './judge.ts';
import type { Share, Verdict } from './rounds.ts';
import { seedMessages } from './seeds.ts';

const ROUNDS = 1_000_000;
const WORKERS = 2;
/** `HOSTILE_SEED=7 pnpm exec ava ...` damages otherwise. */
const SEED = Number(process.env['HOSTILE_SEED'] ?? 2026);

function inWorker(share: Share): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: share });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

test('a million damaged messages are read without harm', async (t) => {
  t.timeout(110_000, 'a decoder hangs');
  const netns = ownNetns(t);
  const seeds = seedMessages(netns, syncHost(t, netns), ownNetns(t));
  const began = performance.now();
  const share = ROUNDS / WORKERS;
  const verdicts = await Promise.all(
    Array.from({ length: WORKERS }, (_, index) =>
      inWorker({ seeds, seed: SEED * 10_000_019, from: index * share, to: (index + 1) * share }),
    ),
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  t.deepEqual(
    verdicts.flatMap(({ failures }) => failures),
    [],
    `seed ${SEED}; put the bytes into cases.ts`,
  );
  const values = verdicts.reduce((sum, verdict) => sum + verdict.values, 0);
  t.log(`${ROUNDS} messages made of ${seeds.length}, seed ${SEED}: ${values} values in ${seconds} s`);
  t.true(values > 10 * ROUNDS);
});

for (const { story, hex } of cases)
  test(`fixed case: ${story}`, (t) => {
    const bytes = bytesOf(hex);
    t.true(judge(bytes) >= 0);
    writeOrRefuse(bytes);
  });
