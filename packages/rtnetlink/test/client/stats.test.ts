import test from 'ava';
import { everyHost } from '../live.ts';

for (const [name, open] of everyHost) {
  test(`${name}: statistics of links`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'br0', kind: 'bridge', data: { mcastStatsEnabled: 1 } });
    await host.links.add({ ifname: 'p0', kind: 'veth', data: { peer: { ifname: 'p1' } } });
    await host.links.set('p0', { master: 'br0' });
    const { index } = await host.links.get('p0');

    const listed = await host.stats.list();
    t.is(listed.length, (await host.links.list()).length);
    t.true(listed.every(({ link64 }) => typeof link64?.rxBytes === 'bigint'));
    t.deepEqual(listed[0]?.filterMask, ['link64']);
    t.like(await host.stats.get('p0'), { ifindex: index, link64: { rxErrors: 0n } });

    const bridge = await host.stats.get('br0', { filterMask: ['linkXstats'] });
    t.is(bridge.link64, undefined);
    t.like(bridge.linkXstats?.bridge?.mcast, { igmpV2queries: { rx: 0n, tx: 0n }, igmpParseErrors: 0n });
    const port = await host.stats.get('p0', { filterMask: ['link64', 'linkXstatsSlave'] });
    t.like(port.linkXstatsSlave?.bridge?.stp, { rxBpdu: 0n, txBpdu: 0n });
    t.truthy(port.link64);
    const xstats = await host.stats.list({ filterMask: ['linkXstats', 'linkXstatsSlave'] });
    t.true(xstats.some(({ linkXstatsSlave }) => linkXstatsSlave?.bridge !== undefined));

    await t.throwsAsync(async () => host.stats.get(9999), {
      code: 'ENODEV',
      message: /^get stats of 9999: /,
    });
    await t.throwsAsync(async () => host.stats.list({ filterMask: [] }), { code: 'EINVAL' });
  });

  test(`${name}: statistics of what devices route`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
    const offloaded = async () =>
      (await host.stats.get('v0', { filterMask: ['linkOffloadXstats'] })).linkOffloadXstats;
    t.like(await offloaded(), { hwSInfo: { l3Stats: { request: 0, used: 0 } } });
    await host.stats.set('v0', { l3Stats: true });
    t.like(await offloaded(), { hwSInfo: { l3Stats: { request: 1, used: 0 } }, l3Stats: { rxPackets: 0n } });
    const info = await host.stats.get('v0', {
      filterMask: ['linkOffloadXstats'],
      getFilters: { linkOffloadXstats: ['hwSInfo'] },
    });
    t.deepEqual({ ...info.linkOffloadXstats }, { hwSInfo: { l3Stats: { request: 1, used: 0 } } });
    await host.stats.set('v0', { l3Stats: false });
    t.like(await offloaded(), { hwSInfo: { l3Stats: { request: 0 } } });
  });
}
