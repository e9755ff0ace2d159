/**
 * A consumer of a monitor that stalls while 100,000 events happen. In a process of its own, because what is measured is
 * the process's: on Bun even the heap. Prints a {@link Stall} as JSON.
 */
import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { unshareNetns } from '@iplink-ts/socket';
import { operations, Rtnl, RtnlSync } from '../../src/index.ts';
import { brief } from '../client/monitor/collect.ts';
import { collectGarbage } from '../garbage.ts';

/** What came of it. */
export interface Stall {
  /** Bytes that the process held more, garbage not counted, while the events waited. */
  readonly growth: number;
  readonly changes: number;
  /** The events that the consumer was given in the end, as text. */
  readonly told: readonly string[];
}

const CHANGES = 100_000;
const BATCH = 500;

function held(): number {
  collectGarbage();
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  return arrayBuffers + heapUsed;
}

using netns = unshareNetns();
await using host = await Rtnl.open({ netns });
using kernel = RtnlSync.open({ netns });
kernel.links.set('lo', { up: true });
const events = host.monitor(['address'], {
  queue: Number(process.argv[2]),
  receiveBuffer: 64 * 1024,
  families: [2],
});
const first = events.next();
kernel.addresses.add({ dev: 'lo', address: '192.0.2.0/32' });
await first;
const before = held();
// One address, changed again and again: each change is an event.
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
const told: string[] = [];
for await (const event of events) {
  told.push(brief(event));
  if (told.at(-1)?.startsWith('resync end')) break;
}
const stall: Stall = { growth, changes: CHANGES, told };
writeSync(1, JSON.stringify(stall));
