import test from 'ava';
import { everyHost } from '../live.ts';

for (const [name, open] of everyHost)
  test(`${name}: neighbour tables`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
    const { index } = await host.links.get('v0');

    const [arp, ...more] = await host.neighbourTables.list({ name: 'arp_cache' });
    t.is(arp?.family, 2);
    t.true((arp?.thresh3 ?? 0) >= (arp?.thresh2 ?? 1));
    t.is(arp?.config?.keyLen, 4);
    t.is(typeof arp?.stats?.lookups, 'bigint');
    t.is(arp?.parms?.ifindex, undefined);
    t.true(more.every((table) => table.config === undefined && table.parms?.ifindex !== undefined));
    t.deepEqual(
      (await host.neighbourTables.list({ dev: 'v0' })).map(({ family, parms }) => [family, parms?.ifindex]),
      [
        [2, index],
        [10, index],
      ],
    );
    const parmsOf = async (family: number) =>
      (await host.neighbourTables.list({ family, dev: 'v0' }))[0]?.parms;
    const before = await parmsOf(2);

    await host.neighbourTables.set('arp_cache', {
      dev: 'v0',
      parms: { baseReachableTime: 20_000n, retransTime: 500n, ucastProbes: 5, queueLenbytes: 100_000 },
    });
    t.like(await parmsOf(2), {
      ifindex: index,
      baseReachableTime: 20_000n,
      retransTime: 500n,
      ucastProbes: 5,
      mcastProbes: before?.mcastProbes ?? 0,
    });
    t.is((await parmsOf(10))?.baseReachableTime, 30_000n);
    // What is listed sets it back. Packets are what the kernel works out of bytes, and rounds.
    await host.neighbourTables.set('arp_cache', { parms: { ...before, queueLen: undefined } });
    const { reachableTime: _random, ...fixed } = before ?? {};
    t.like(await parmsOf(2), fixed);

    await t.throwsAsync(async () => host.neighbourTables.set('no_cache', { thresh1: 100 }), {
      code: 'ENOENT',
      message: /^set neighbour table no_cache: /,
    });
    // Thresholds belong to the first namespace, which no test touches.
    await t.throwsAsync(async () => host.neighbourTables.set('arp_cache', { thresh1: 100 }), {
      code: 'ENOENT',
    });
  });
