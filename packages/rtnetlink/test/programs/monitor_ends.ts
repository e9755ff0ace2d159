/**
 * Monitors that end in each way there is. In a process of its own, whose descriptors and threads are counted. Prints
 * {@link Left} as JSON.
 */
import { readdirSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { unshareNetns } from '@iplink-ts/socket';
import { Rtnl } from '../../src/index.ts';

/** Descriptors that the process has more after 20 rounds than after the first; threads beyond those that stay. */
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

/** The client's thread, and the one that watches all monitors. */
const STAYING = 2;

/** A thread has its name when it first runs, and closes its socket when it has ended: on a busy machine, later. */
async function settle(isSettled: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!isSettled() && performance.now() < deadline) await pause(20);
}

await use();
await settle(() => ourThreads() === STAYING);
const descriptors = openDescriptors();
for (let round = 0; round < ROUNDS; round++) await use();
await settle(() => ourThreads() === STAYING && openDescriptors() <= descriptors);
const left: Left = { descriptors: openDescriptors() - descriptors, threads: ourThreads() - STAYING };
writeSync(1, JSON.stringify(left));
