import test, { type ExecutionContext } from 'ava';
import type { ObjectEvent } from '../../../src/client/monitor/index.ts';
import type { Rtnl, RtnlSync } from '../../../src/client/rtnl.ts';
import type { Cache } from '../../../src/client/watch/index.ts';
import { asyncHost, ownNetns, syncHost } from '../../live.ts';
import { settled } from './compare.ts';

interface Lab {
  readonly host: Rtnl;
  readonly kernel: RtnlSync;
  readonly cache: Cache;
  routesTo(dst: string): number;
}

/** Two ends of a wire that are up, v0 with an address, and a cache of it all. */
async function lab(t: ExecutionContext): Promise<Lab> {
  const netns = ownNetns(t);
  const host = await asyncHost(t, netns);
  const kernel = syncHost(t, netns);
  kernel.links.set('lo', { up: true });
  kernel.links.add({ ifname: 'v0', kind: 'veth', up: true, data: { peer: { ifname: 'v1' } } });
  kernel.links.set('v1', { up: true });
  kernel.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });
  const cache = await host.watch();
  t.teardown(() => cache.close());
  const routesTo = (dst: string): number => cache.routes.filter((route) => route.dst === dst).length;
  return { host, kernel, cache, routesTo };
}

const DST = '198.51.100.0/24';

type Silent = readonly [
  title: string,
  prepare: (kernel: RtnlSync) => void,
  act: (kernel: RtnlSync) => void,
  isToldByLaterKernels?: true,
];

/** What makes the route to `DST` go, although the kernel does not say that it goes. */
const silent: readonly Silent[] = [
  [
    'the link goes down',
    (kernel) => kernel.routes.add({ dst: DST, via: '192.0.2.2' }),
    (kernel) => kernel.links.set('v0', { up: false }),
  ],
  [
    'the link is deleted',
    (kernel) => kernel.routes.add({ dst: DST, via: '192.0.2.2' }),
    (kernel) => kernel.links.delete('v0'),
  ],
  [
    'the last address of the link is deleted',
    (kernel) => kernel.routes.add({ dst: DST, via: '192.0.2.2' }),
    (kernel) => kernel.addresses.delete({ dev: 'v0', address: '192.0.2.1/24' }),
  ],
  [
    'the preferred source address is deleted, which is that of another link',
    (kernel) => {
      kernel.addresses.add({ dev: 'lo', address: '203.0.113.1/32' });
      kernel.routes.add({ dst: DST, via: '192.0.2.2', prefsrc: '203.0.113.1' });
    },
    (kernel) => kernel.addresses.delete({ dev: 'lo', address: '203.0.113.1/32' }),
    // Linux 6.18 does, 6.1 does not.
    true,
  ],
  [
    'the nexthop object is deleted',
    (kernel) => {
      kernel.nexthops.add({ id: 9, via: '192.0.2.2', dev: 'v0' });
      kernel.routes.add({ dst: DST, nhId: 9 });
    },
    (kernel) => kernel.nexthops.delete(9),
  ],
  [
    'the link of the nexthop object goes down',
    (kernel) => {
      kernel.nexthops.add({ id: 9, via: '192.0.2.2', dev: 'v0' });
      kernel.routes.add({ dst: DST, nhId: 9 });
    },
    (kernel) => kernel.links.set('v0', { up: false }),
  ],
];

for (const [title, prepare, act, isToldByLaterKernels] of silent)
  test(`an IPv4 route goes without a message: ${title}`, async (t) => {
    const { host, kernel, cache, routesTo } = await lab(t);
    prepare(kernel);
    await cache.sync();
    t.is(routesTo(DST), 1);
    const events = host.monitor(['route', 'rule'], { families: [2] });
    const changes = cache.changes();
    act(kernel);
    await cache.sync();
    t.is(routesTo(DST), 0);
    await settled(t, cache, kernel, title);
    // The kernel said nothing of this route, and the cache does.
    kernel.rules.add({ priority: 7, table: 254 });
    const told: ObjectEvent[] = [];
    for await (const event of events) {
      if (event.subject === 'rule') break;
      if (event.subject === 'route' && event.route.dst === DST) told.push(event);
    }
    if (isToldByLaterKernels === undefined) t.deepEqual(told, []);
    for await (const change of changes)
      if (change.subject === 'route' && change.before?.dst === DST) {
        t.is(change.action, 'removed');
        break;
      }
  });

test('a path of a multipath route dies with its link, and comes back', async (t) => {
  const { kernel, cache } = await lab(t);
  kernel.links.add({ ifname: 'w0', kind: 'veth', up: true, data: { peer: { ifname: 'w1' } } });
  kernel.links.set('w1', { up: true });
  kernel.routes.add({
    dst: DST,
    multipath: [
      { via: '192.0.2.2', dev: 'v0' },
      { via: '192.0.2.3', dev: 'w0', onlink: true },
    ],
  });
  const isDead = (): boolean | undefined =>
    cache.routes.find((route) => route.dst === DST)?.multipath?.[1]?.flags.includes('dead');
  await cache.sync();
  t.false(isDead());
  kernel.links.set('w0', { up: false });
  await cache.sync();
  t.true(isDead());
  kernel.links.set('w0', { up: true });
  await cache.sync();
  t.false(isDead());
  await settled(t, cache, kernel, 'at the end');
});

test('a bridge tells of its ports: the link is not theirs to replace or to remove', async (t) => {
  const { kernel, cache } = await lab(t);
  kernel.links.add({ ifname: 'br0', kind: 'bridge', up: true });
  kernel.links.set('v1', { master: 'br0' });
  await cache.sync();
  t.is(cache.link('v1')?.family, 0);
  t.is(cache.link('v1')?.kind, 'veth');
  t.is(cache.link('v1')?.slaveKind, 'bridge');
  await settled(t, cache, kernel, 'a port');
  kernel.links.set('v1', { master: 0 });
  await cache.sync();
  t.is(cache.link('v1')?.kind, 'veth');
  t.is(cache.link('v1')?.slaveKind, undefined);
  await settled(t, cache, kernel, 'a port no longer');
});

test('a link goes to another namespace: its peer learns of it', async (t) => {
  const { kernel, cache } = await lab(t);
  const elsewhere = ownNetns(t);
  kernel.links.set('v1', { netns: { fd: elsewhere.fd } });
  await cache.sync();
  t.is(cache.link('v1'), undefined);
  t.true(cache.link('v0')?.linkNetnsid !== undefined);
  await settled(t, cache, kernel, 'gone');
});

test('what the kernel does not tell at all is there after a refresh', async (t) => {
  const { kernel, cache } = await lab(t);
  kernel.links.add({ ifname: 'ifb7', kind: 'ifb' });
  await cache.sync();
  kernel.links.addAltnames('ifb7', ['a-link-that-is-down']);
  await cache.sync();
  t.is(cache.link('a-link-that-is-down'), undefined, 'where the kernel tells it, the documentation is wrong');
  await cache.refresh();
  t.is(cache.link('a-link-that-is-down')?.ifname, 'ifb7');
});
