import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { operations } from '../../../src/client/objects.ts';
import { collectGarbage } from '../../garbage.ts';
import { asyncHost, ownNetns, syncHost } from '../../live.ts';
import { brief } from './collect.ts';

/** Bytes that are in use, garbage not counted. */
function held(): number {
  collectGarbage();
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return arrayBuffers + heapUsed;
}

test.serial(
  '100,000 events and a consumer that stalls: memory stays bounded, and the state is told',
  async (t) => {
    const netns = ownNetns(t);
    const host = await asyncHost(t, netns);
    const kernel = syncHost(t, netns);
    kernel.links.set('lo', { up: true });
    const QUEUE = 500;
    const events = host.monitor(['address'], { queue: QUEUE, receiveBuffer: 64 * 1024, families: [2] });
    const first = events.next();
    kernel.addresses.add({ dev: 'lo', address: '192.0.2.0/32' });
    await first;
    const before = held();
    // One address, changed again and again: each change is an event.
    const CHANGES = 100_000;
    const BATCH = 500;
    for (let change = 0; change < CHANGES; change += BATCH) {
      kernel.batch(
        Array.from({ length: BATCH }, (_, one) =>
          operations.addresses.replace({
            index: 1,
            address: '192.0.2.0/32',
            rtPriority: 1 + ((change + one) % 1000),
          }),
        ),
      );
      // Lets the monitor read what it wants to.
      await pause(0);
    }
    kernel.addresses.add({ dev: 'lo', address: '192.0.2.99/32' });
    const growth = held() - before;
    t.log(`heap grew by ${(growth / 2 ** 20).toFixed(1)} MiB`);
    t.true(growth < 8 * 2 ** 20);
    let seen = 0;
    const told: string[] = [];
    for await (const event of events) {
      seen++;
      told.push(brief(event));
      if (told.at(-1)?.startsWith('resync end')) break;
    }
    t.log(`${CHANGES} changes, ${seen} events`);
    t.true(seen > QUEUE && seen < QUEUE + 1000, `${seen}`);
    t.true(told.includes('listed new address 192.0.2.99/32'));
  },
);

test.serial('no descriptor and no thread is left behind', async (t) => {
  const host = await asyncHost(t);
  await host.links.list();
  const count = (path: string): number => readdirSync(path).length;
  const netns = ownNetns(t);
  const use = async (): Promise<void> => {
    await host.monitor(['link']).return();
    await host.monitor(['link'], { netns: { fd: netns.fd } }).return();
    for await (const _ of host.monitor(['link', 'route'], { initial: true })) break;
    const aborted = new AbortController();
    for await (const _ of host.monitor(['link'], { initial: true, signal: aborted.signal })) aborted.abort();
    const waiting = host.monitor(['link']);
    const next = waiting.next();
    await pause(0);
    await waiting.return();
    await next;
  };
  // The first brings the thread that watches all monitors.
  await use();
  const [descriptors, threads] = [count('/proc/self/fd'), count('/proc/self/task')];
  for (let round = 0; round < 20; round++) await use();
  // A thread closes its socket when it has ended.
  const deadline = performance.now() + 10_000;
  const isMore = (): boolean => count('/proc/self/fd') > descriptors || count('/proc/self/task') > threads;
  while (isMore() && performance.now() < deadline) await pause(20);
  t.true(count('/proc/self/fd') <= descriptors, `${count('/proc/self/fd')} after ${descriptors}`);
  t.true(count('/proc/self/task') <= threads, `${count('/proc/self/task')} after ${threads}`);
});
