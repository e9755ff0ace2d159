import test from 'ava';
import type { NexthopObjectRequest } from '../../src/client/nexthops.ts';
import { plain } from '../golden.ts';
import { everyHost, has, hosts } from '../live.ts';
import { withAddresses } from './device.ts';

for (const [name, open] of everyHost) {
  test(`${name}: nexthop objects`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
    // A blackhole belongs to the loopback interface, which must be up.
    for (const end of ['lo', 'v0', 'v1']) await host.links.set(end, { up: true });
    await host.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });

    await host.nexthops.add({ id: 1, via: '192.0.2.2', dev: 'v0' });
    await host.nexthops.add({ id: 2, via: '192.0.2.3', dev: 'v0' });
    await host.nexthops.add({ id: 3, blackhole: true });
    await host.nexthops.add({
      id: 10,
      group: [
        { id: 1, weight: 1 },
        { id: 2, weight: 4 },
      ],
    });
    const { index } = await host.links.get('v0');
    t.like(await host.nexthops.get(1), { id: 1, family: 2, gateway: '192.0.2.2', oif: index });
    t.deepEqual(
      (await host.nexthops.get(10)).group?.map(({ id, weight }) => [id, weight]),
      [
        [1, 1],
        [2, 4],
      ],
    );
    t.deepEqual(
      (await host.nexthops.list()).map(({ id }) => id),
      [1, 2, 3, 10],
    );
    t.deepEqual(
      (await host.nexthops.list({ groups: true })).map(({ id }) => id),
      [10],
    );
    t.deepEqual(
      (await host.nexthops.list({ dev: 'v0' })).map(({ id }) => id),
      [1, 2],
    );

    await host.routes.add({ dst: '198.51.100.0/24', nhId: 10 });
    t.is((await host.routes.list({ table: 254 })).find(({ dst }) => dst === '198.51.100.0/24')?.nhId, 10);

    await host.nexthops.replace({ id: 2, via: '192.0.2.4', dev: 'v0' });
    t.is((await host.nexthops.get(2)).gateway, '192.0.2.4');
    await host.nexthops.delete(2);
    await t.throwsAsync(async () => host.nexthops.get(2), {
      code: 'ENOENT',
      message: /^get nexthop 2: /,
    });
    await t.throwsAsync(async () => host.nexthops.add({ id: 1, via: '192.0.2.2', dev: 'v0' }), {
      code: 'EEXIST',
    });
    await host.nexthops.delete({ id: 3 });
    await t.throwsAsync(async () => host.nexthops.delete({ id: 3 }), {
      code: 'ENOENT',
      message: /^delete nexthop 3: /,
    });
    await t.throwsAsync(async () => host.nexthops.delete({}), { message: /^delete nexthop: / });
  });
}

const objects: readonly (NexthopObjectRequest & { readonly id: number })[] = [
  { id: 1, via: '192.0.2.2', dev: 'v0', protocol: 99 },
  { id: 2, via: '203.0.113.1', dev: 'v0', onlink: true },
  { id: 3, blackhole: true },
  { id: 4, dev: 'v0' },
  { id: 5, via: '192.0.2.5', dev: 'v0', encap: { type: 'ip', id: 4n, dst: '192.0.2.7' } },
  {
    id: 6,
    via: '2001:db8::9',
    dev: 'v0',
    encap: { type: 'seg6', srh: { mode: 'encap', segments: ['2001:db8:a::1', '2001:db8:b::1'] } },
  },
  { id: 7, via: '192.0.2.5', fdb: true },
  { id: 8, group: [{ id: 7 }], fdb: true },
  { id: 9, group: [{ id: 1, weight: 256 }, { id: 2 }] },
  {
    id: 10,
    group: [{ id: 1, weight: 3 }, { id: 2 }],
    groupType: 'res',
    resGroup: { buckets: 8, idleTimer: 6000, unbalancedTimer: 30000 },
  },
];

for (const [name, open] of hosts) {
  test(`${name}: what is listed of a nexthop object makes it again`, async (t) => {
    const host = await open(t);
    await withAddresses(host);
    for (const { dev: _dev, via, onlink, ...rest } of objects) {
      await host.nexthops.add({ dev: _dev, via, onlink, ...rest });
      const made = await host.nexthops.get(rest.id);
      const group = rest.group?.map((member) => ({ weight: 1, ...member }));
      const shown = { ...rest, ...(group && { group }), ...(via && { gateway: via }) };
      t.true(has(made, shown), `${rest.id}: ${JSON.stringify(plain(made), bigints)}`);
      t.is(made.flags.includes('onlink'), onlink === true);
      t.is(made.unknown, undefined);
    }
    const before = await host.nexthops.list();
    for (const { id = 0 } of [...before].reverse()) await host.nexthops.delete(id);
    t.deepEqual(await host.nexthops.list(), []);
    for (const object of before) await host.nexthops.add(object);
    t.deepEqual(plain(await host.nexthops.list()), plain(before));
    t.deepEqual(
      (await host.nexthops.list({ fdb: true })).map(({ id }) => id),
      [7, 8],
    );
  });

  test(`${name}: buckets of resilient groups`, async (t) => {
    const host = await open(t);
    await withAddresses(host);
    for (const object of objects) if ([1, 2, 10].includes(object.id)) await host.nexthops.add(object);
    const buckets = await host.nexthopBuckets.list({ id: 10 });
    t.deepEqual(
      buckets.map(({ id, resBucket }) => [id, resBucket?.index]),
      Array.from({ length: 8 }, (_, index) => [10, index]),
    );
    const leadTo = (nhId: number): number =>
      buckets.filter(({ resBucket }) => resBucket?.nhId === nhId).length;
    t.deepEqual([leadTo(1), leadTo(2)], [6, 2]);
    t.is((await host.nexthopBuckets.list({ nhId: 2 })).length, 2);
    t.is((await host.nexthopBuckets.list({ dev: 'v0' })).length, 8);
    t.is((await host.nexthopBuckets.list({ dev: 'v1' })).length, 0);
    const one = await host.nexthopBuckets.get(10, 3);
    t.like(one, { id: 10 });
    t.like(one.resBucket, { index: 3, nhId: buckets[3]?.resBucket?.nhId });
    t.is(typeof one.resBucket?.idleTime, 'bigint');
    await t.throwsAsync(async () => host.nexthopBuckets.get(10, 99), {
      code: 'ENOENT',
      message: /^get nexthop bucket 10 99: /,
    });
    const streamed: unknown[] = [];
    for await (const { resBucket } of host.nexthopBuckets.stream({ id: 10 })) streamed.push(resBucket?.index);
    t.is(streamed.length, 8);
  });

  test(`${name}: large weights of groups`, async (t) => {
    const host = await open(t);
    await withAddresses(host);
    await host.nexthops.add({ id: 1, via: '192.0.2.2', dev: 'v0' });
    await t.throwsAsync(async () => host.nexthops.add({ id: 9, group: [{ id: 1, weight: 65_537 }] }), {
      message: /weight: expected 1 to 65536, got 65537$/,
    });
    try {
      await host.nexthops.add({ id: 9, group: [{ id: 1, weight: 1000 }] });
    } catch (error) {
      if (!has(error, { code: 'EINVAL' })) throw error;
      t.log('skipped: the kernel has weights up to 256 (before Linux 6.13)');
      t.pass();
      return;
    }
    t.deepEqual(plain((await host.nexthops.get(9)).group), [{ id: 1, weight: 1000 }]);
  });

  test(`${name}: counters of groups`, async (t) => {
    const host = await open(t);
    await withAddresses(host);
    await host.nexthops.add({ id: 1, via: '192.0.2.2', dev: 'v0' });
    await host.nexthops.add({ id: 9, group: [{ id: 1 }] });
    try {
      const { groupStats } = await host.nexthops.get(9, { stats: 'software' });
      t.deepEqual(plain(groupStats), { entry: [{ id: 1, packets: 0n }] });
    } catch (error) {
      if (!has(error, { code: 'EINVAL', path: 'opFlags' })) throw error;
      t.log('skipped: the kernel has no counters of nexthop groups (before Linux 6.9)');
      t.pass();
      return;
    }
    const [listed] = await host.nexthops.list({ groups: true, stats: 'hardware' });
    t.deepEqual(plain(listed?.groupStats), { entry: [{ id: 1, packets: 0n, packetsHw: 0n }] });
  });
}

const bigints = (_name: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;
