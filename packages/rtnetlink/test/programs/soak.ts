/**
 * soak [OPERATIONS]: mixed operations (default 200,000) of a blocking and an asynchronous client at once, in a
 * namespace of their own; prints as JSON what the process holds after each fifth, and how many operations of which
 * kind there were.
 */
import { readdirSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { unshareNetns } from '@iplink-ts/socket';
import { operations } from '../../src/client/objects.ts';
import { Rtnl, RtnlSync } from '../../src/client/rtnl.ts';
import type { Host } from '../live.ts';
import { Random } from '../random.ts';

/** What the process holds. */
export interface Holdings {
  readonly descriptors: number;
  readonly threads: number;
  /** Of JavaScript, in bytes, after a collection. */
  readonly heap: number;
  /** Buffers outside the heap, in bytes. */
  readonly external: number;
  readonly resident: number;
}

/** What the program prints. */
export interface Soak {
  readonly seconds: number;
  /** At the start, and after each fifth. */
  readonly holdings: readonly Holdings[];
  /** Operations by kind; `refused` is those that the kernel refused, as it should. */
  readonly operations: Readonly<Record<string, number>>;
}

const PARTS = 5;
/** Operations of the asynchronous client in flight, while the blocking one does as many. */
const AT_ONCE = 24;

const wanted = Number(process.argv[2] ?? 200_000);
const random = new Random(20_261_128);
const counts: Record<string, number> = {};
let total = 0;

function count(kind: string, operations: number): void {
  counts[kind] = (counts[kind] ?? 0) + operations;
  total += operations;
}

using netns = unshareNetns();
const options = { netns: { fd: netns.fd } };
using blocking = RtnlSync.open(options);
await using asynchronous = await Rtnl.open(options);

blocking.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
for (const dev of ['lo', 'v0', 'v1']) blocking.links.set(dev, { up: true });
blocking.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });
const { index: v0 } = blocking.links.get('v0');

/** An address that no operation in flight has. */
let slots = 0;
function slot(): string {
  slots = (slots + 1) % 65_536;
  return `${slots >> 8}.${slots & 255}`;
}

type Kind = (host: Host) => Promise<void>;

/** Each leaves everything as it was. */
const kinds: readonly (readonly [name: string, weight: number, run: Kind])[] = [
  [
    'route',
    6,
    async (host) => {
      const route = { dst: `10.${slot()}.1/32`, via: '192.0.2.2', dev: v0 };
      await host.routes.add(route);
      await host.routes.delete(route);
      count('route', 2);
    },
  ],
  [
    'neighbour',
    5,
    async (host) => {
      const neighbour = { dev: v0, dst: `172.16.${slot()}`, lladdr: '02:00:00:00:00:07' };
      await host.neighbours.add(neighbour);
      await host.neighbours.delete(neighbour);
      count('neighbour', 2);
    },
  ],
  [
    'address',
    2,
    async (host) => {
      const address = { dev: v0, address: `100.64.${slot()}/32` };
      await host.addresses.add(address);
      await host.addresses.delete(address);
      count('address', 2);
    },
  ],
  [
    'get',
    6,
    async (host) => {
      await host.links.get('v0');
      await host.links.get(v0);
      count('get', 2);
    },
  ],
  [
    'refused',
    4,
    async (host) => {
      const refused = await (async () => host.links.get('none'))().then(
        () => false,
        () => true,
      );
      if (!refused) throw new Error('there is no such link');
      count('refused', 1);
    },
  ],
  [
    'list',
    2,
    async (host) => {
      await host.addresses.list({ dev: 'v0' });
      // The index of v0 is one more request.
      count('list', 2);
    },
  ],
  [
    'stream',
    1,
    async (host) => {
      // Left early: the rest is drained.
      for await (const _link of host.links.stream()) break;
      count('stream', 1);
    },
  ],
  [
    'set',
    3,
    async (host) => {
      await host.links.set(v0, { ifalias: `alias ${slot()}` });
      count('set', 1);
    },
  ],
];

const weighted = kinds.flatMap(([, weight, run]) => Array.from({ length: weight }, () => run));

/** Clients and monitors that come and go, a call that is cut off by closing and one by its signal. */
async function comeAndGo(): Promise<void> {
  using one = RtnlSync.open(options);
  one.links.get('lo');
  const other = await Rtnl.open(options);
  const cut = other.links.list();
  other.close();
  await cut.catch(() => undefined);
  const events = asynchronous.monitor(['link']);
  await events.return();
  count('open and close', 3);
  const abort = new AbortController();
  const aborted = asynchronous.with({ signal: abort.signal }).links.list();
  abort.abort();
  await aborted.catch(() => undefined);
  count('aborted', 1);
  const twenty = () => Array.from({ length: 20 }, () => operations.links.get(v0));
  blocking.batch(twenty());
  await asynchronous.batch(twenty());
  count('batch', 40);
}

async function holdings(): Promise<Holdings> {
  // Threads of closed sockets end, and are joined, in the turns of the event loop after.
  await pause(20);
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    threads: readdirSync('/proc/self/task').length,
    heap: heapUsed,
    external,
    resident: rss,
  };
}

const from = performance.now();
const seen = [await holdings()];
for (let part = 1; part <= PARTS; part++) {
  while (total < (part * wanted) / PARTS) {
    const inFlight = Array.from({ length: AT_ONCE }, () => random.pick(weighted)(asynchronous));
    for (let times = 0; times < AT_ONCE; times++) await random.pick(weighted)(blocking);
    await Promise.all(inFlight);
    if (random.below(10) === 0) await comeAndGo();
  }
  seen.push(await holdings());
}
const result: Soak = {
  seconds: (performance.now() - from) / 1000,
  holdings: seen,
  operations: counts,
};
writeSync(1, `${JSON.stringify(result)}\n`);
