import test from 'ava';
import { everyHost } from '../live.ts';

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
  });
}
