import test from 'ava';
import { everyHost } from '../live.ts';

for (const [name, open] of everyHost) {
  test(`${name}: VNIs of a VXLAN device`, async (t) => {
    const host = await open(t);
    await host.links.add({
      ifname: 'vx0',
      kind: 'vxlan',
      data: { collectMetadata: 1, vnifilter: 1, port: 4789 },
    });
    const { index: ifindex } = await host.links.get('vx0');
    await host.vnis.add('vx0', [
      { start: 5, end: 7 },
      { start: 9, group: '192.0.2.1' },
    ]);
    t.deepEqual(await host.vnis.list(), [
      { start: 5, end: 7, ifindex },
      { start: 9, group: '192.0.2.1', ifindex },
    ]);
    const counted = await host.vnis.list({ dev: 'vx0', stats: true });
    t.deepEqual(
      counted.map(({ start }) => start),
      [5, 6, 7, 9],
    );
    t.is(counted[0]?.stats?.rxPkts, 0n);
    await host.vnis.delete('vx0', [{ start: 6 }]);
    t.deepEqual(
      (await host.vnis.list()).map(({ start, end }) => [start, end]),
      [
        [5, undefined],
        [7, undefined],
        [9, undefined],
      ],
    );
    await t.throwsAsync(async () => host.vnis.add('lo', [{ start: 5 }]), { message: /^add vnis of lo: / });
  });
}
