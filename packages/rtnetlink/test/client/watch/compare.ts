import type { ExecutionContext } from 'ava';
import type { RtnlSync } from '../../../src/client/rtnl.ts';
import type { Cache } from '../../../src/client/watch/index.ts';
import { keptLink } from '../../../src/client/watch/links.ts';
import type { Route } from '../../../src/route/route.ts';

/** Text that is equal for equal values: fields that are undefined do not count, nor does the order of the others. */
function text(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) => {
    if (typeof inner === 'bigint') return String(inner);
    if (inner instanceof Uint8Array) return [...inner];
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** To IPv6 the order of paths says nothing: each is a route of its own. */
const withoutOrder = (route: Route): Route =>
  route.family === 10 && route.multipath !== undefined
    ? { ...route, multipath: route.multipath.toSorted((a, b) => (text(a) < text(b) ? -1 : 1)) }
    : route;

/** Routes of one prefix, tos and priority in their order, by these. */
function byGroup(routes: readonly Route[]): string[] {
  const groups = new Map<string, string[]>();
  for (const route of routes) {
    if (route.family !== 2 && route.family !== 10) continue;
    const { family, table, dst, src, tos, priority } = route;
    const key = text([family, table, dst, src, tos, priority]);
    groups.set(key, [...(groups.get(key) ?? []), text(withoutOrder({ ...route, cacheinfo: undefined }))]);
  }
  return [...groups.values()].map((group) => group.join('\n  then '));
}

interface Lists {
  readonly links: readonly string[];
  readonly addresses: readonly string[];
  readonly routes: readonly string[];
  readonly neighbours: readonly string[];
  readonly rules: readonly string[];
  readonly nexthops: readonly string[];
}

function listsOf(cache: Cache): Lists {
  return {
    links: [...cache.links.values()].map(text),
    addresses: cache.addresses.map((address) => text({ ...address, cacheinfo: undefined })),
    routes: byGroup(cache.routes),
    neighbours: cache.neighbours.map(text),
    rules: [cache.rules.map(text).join('\n')],
    nexthops: [...cache.nexthops.values()].map(text),
  };
}

function listsOfKernel(kernel: RtnlSync): Lists {
  return {
    links: kernel.links.list({ extMask: 8 }).map((link) => text(keptLink(link))),
    addresses: kernel.addresses.list().map((address) => text({ ...address, cacheinfo: undefined })),
    routes: byGroup(kernel.routes.list()),
    neighbours: kernel.neighbours
      .list()
      .filter(({ state }) => state.some((word) => word !== 'noarp'))
      .map((entry) => text({ ...entry, cacheinfo: undefined, probes: undefined })),
    rules: [kernel.rules.list().map(text).join('\n')],
    nexthops: kernel.nexthops.list().map(text),
  };
}

/** What a cache has and a fresh listing has not, and the other way round. */
export function differences(cache: Cache, kernel: RtnlSync): string[] {
  const [kept, listed] = [listsOf(cache), listsOfKernel(kernel)];
  const found: string[] = [];
  for (const name of ['links', 'addresses', 'routes', 'neighbours', 'rules', 'nexthops'] as const) {
    const [a, b] = [kept[name].toSorted(), listed[name].toSorted()];
    for (const line of a) if (!b.includes(line)) found.push(`${name}, cache: ${line}`);
    for (const line of b) if (!a.includes(line)) found.push(`${name}, kernel: ${line}`);
    if (a.length !== b.length) found.push(`${name}: ${a.length} in the cache, ${b.length} in the kernel`);
  }
  return found;
}

/** Milliseconds. The kernel tells of a carrier up to a second after it has changed (net/core/link_watch.c). */
const PATIENCE = 8_000;

/**
 * Waits until the cache has what a fresh listing shows. Once it has read all events it must, but for what the kernel
 * tells with delay: each further change is a reason to look again.
 */
export async function settled(
  t: ExecutionContext,
  cache: Cache,
  kernel: RtnlSync,
  when: string,
): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  for (;;) {
    await cache.sync();
    const found = differences(cache, kernel);
    if (found.length === 0 || performance.now() > deadline) {
      t.deepEqual(found, [], when);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
