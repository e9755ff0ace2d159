/**
 * Monitors that end in each way there is. In a process of its own, whose descriptors and threads are counted. Prints
 * {@link Left} as JSON.
 */
import { readdirSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { unshareNetns } from '@iplink-ts/socket';
import { Rtnl } from '../../src/index.ts';

/** What the process has more after 20 rounds than after the first. */
export interface Left {
  readonly descriptors: number;
  readonly threads: number;
}

const ROUNDS = 20;

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
await host.links.list();

async function use(): Promise<void> {
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
}

const openDescriptors = (): number => readdirSync('/proc/self/fd').length;

/** Threads of the addon, which names them: those of the runtime come and go. */
function ourThreads(): number {
  const names = readdirSync('/proc/self/task').map((id) => {
    try {
      return readFileSync(`/proc/self/task/${id}/comm`, 'utf8');
    } catch {
      return '';
    }
  });
  return names.filter((name) => name.startsWith('netlink-')).length;
}

// The first brings the thread that watches all monitors.
await use();
const [descriptors, threads] = [openDescriptors(), ourThreads()];
const left = (): Left => ({ descriptors: openDescriptors() - descriptors, threads: ourThreads() - threads });
for (let round = 0; round < ROUNDS; round++) await use();
// A thread closes its socket when it has ended.
const deadline = performance.now() + 10_000;
while ((left().descriptors > 0 || left().threads > 0) && performance.now() < deadline) await pause(20);
if (ourThreads() === 0) throw new Error('none of the threads has the name of the addon');
writeSync(1, JSON.stringify(left()));
