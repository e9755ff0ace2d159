import test from 'ava';
import { asyncHost, type Host, syncHost } from '../live.ts';

/** Devices of which a request of all that is reported is refused, each for reasons of its own. */
async function populate(host: Host): Promise<readonly string[]> {
  await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  await host.links.add({ ifname: 'br0', kind: 'bridge' });
  await host.links.add({ ifname: 'p0', kind: 'veth', master: 'br0', data: { peer: { ifname: 'p1' } } });
  await host.links.add({ ifname: 'mv0', link: 'v0', kind: 'macvlan', data: { mode: 'bridge' } });
  await host.links.add({ ifname: 'vx0', kind: 'vxlan', data: { id: 1, group: '192.0.2.9', gbp: true } });
  await host.links.add({ ifname: 'ifb9', kind: 'ifb' });
  return ['lo', 'v0', 'br0', 'p0', 'mv0', 'vx0', 'ifb9'];
}

test('a link is set to what get() gave: nothing is changed', async (t) => {
  const host = syncHost(t);
  for (const device of await populate(host)) {
    const report = host.links.get(device);
    t.notThrows(() => host.links.set(device, report), device);
    // Spreading copies what a report holds.
    t.notThrows(() => host.links.set(device, { ...report }), device);
    const { mtu, flags, address, data } = host.links.get(device);
    t.deepEqual({ mtu, flags, address }, { mtu: report.mtu, flags: report.flags, address: report.address });
    t.deepEqual(data, report.data, device);
  }
});

test('a link is set back to what get() gave before it was changed', async (t) => {
  const host = await asyncHost(t);
  await populate(host);
  const [veth, bridge, port] = await Promise.all(['v0', 'br0', 'p0'].map((name) => host.links.get(name)));
  if (veth === undefined || bridge === undefined || port === undefined) return t.fail();
  await host.links.set('v0', { up: true, mtu: 1400, ifalias: 'changed', flags: ['allmulti'] });
  await host.links.set('v0', {
    afSpec: { inet: { conf: { forwarding: 1 } }, inet6: { addrGenMode: 'none' } },
  });
  await host.links.set('br0', { kind: 'bridge', data: { forwardDelay: 400, mcastIgmpVersion: 3 } });
  await host.links.set('p0', { slaveKind: 'bridge', slaveData: { cost: 77, mode: 1 } });
  await host.links.set('p0', { master: 0 });
  await host.links.set('v0', veth);
  await host.links.set('br0', bridge);
  await host.links.set('p0', { master: 'br0' });
  await host.links.set('p0', port);
  const after = await host.links.get('v0');
  t.is(after.mtu, 1500);
  t.deepEqual(after.flags, veth.flags);
  t.is(after.afSpec?.inet?.conf?.forwarding, veth.afSpec?.inet?.conf?.forwarding);
  t.is(after.afSpec?.inet6?.addrGenMode, 'eui64');
  t.deepEqual((await host.links.get('br0')).data, bridge.data);
  t.deepEqual((await host.links.get('p0')).slaveData, port.slaveData);
});

test('of a report with changes, the changes are made, and refused where they are', async (t) => {
  const host = syncHost(t);
  await populate(host);
  const report = host.links.get('v1');
  host.links.set('v1', { ...report, ifname: 'renamed', master: 'br0', mtu: 1300 });
  const { ifname, mtu, master } = host.links.get('renamed');
  t.deepEqual([ifname, mtu, master], ['renamed', 1300, host.links.get('br0').index]);
  t.throws(() => host.links.set('renamed', { ...host.links.get('renamed'), protoDown: 1 }), {
    code: 'EOPNOTSUPP',
    message: /Protodown not supported/,
  });
  const vxlan = host.links.get('vx0');
  if (vxlan.kind !== 'vxlan') return t.fail();
  t.throws(() => host.links.set('vx0', { ...vxlan, data: { ...vxlan.data, proxy: 1 } }), {
    code: 'EOPNOTSUPP',
  });
  t.throws(() => host.links.set('gone', report), { code: 'ENODEV', message: /^set link gone/ });
});
