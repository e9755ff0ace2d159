import test from 'ava';
import { type Host, hosts } from '../live.ts';

/** A bridge that filters VLANs, and a port with a VLAN tunnel; their VLAN 1 is the kernel's. */
async function withBridge(host: Host): Promise<{ readonly port: number; readonly bridge: number }> {
  await host.links.add({
    ifname: 'br0',
    kind: 'bridge',
    data: {
      vlanFiltering: 1,
      vlanStatsEnabled: 1,
      multiBoolopt: { optval: ['mcastVlanSnooping'], optmask: ['mcastVlanSnooping'] },
    },
    up: true,
  });
  await host.links.add({ ifname: 'd0', kind: 'dummy', master: 'br0', up: true });
  await host.links.set('d0', { slaveKind: 'bridge', slaveData: { vlanTunnel: 1 } });
  return { port: (await host.links.get('d0')).index, bridge: (await host.links.get('br0')).index };
}

for (const [name, open] of hosts) {
  test(`${name}: VLANs of a bridge and its port`, async (t) => {
    const host = await open(t);
    const { port, bridge } = await withBridge(host);
    await host.vlans.add({ dev: 'd0', vid: 5, flags: ['pvid', 'untagged'] });
    await host.vlans.add({ dev: 'd0', vid: 10, vidEnd: 20 });
    await host.vlans.add({ dev: 'd0', vid: 30, vidEnd: 33, tunnelId: 3000 });
    await host.vlans.add({ dev: 'd0', vid: 34, tunnelId: 9 });
    await host.vlans.add({ dev: 'br0', vid: 5, self: true });
    const listed = await host.vlans.list({ ranges: true });
    t.deepEqual(listed, [
      { index: bridge, vid: 1, flags: ['pvid', 'untagged'], self: true },
      { index: bridge, vid: 5, flags: [], self: true },
      { index: port, vid: 1, flags: ['untagged'] },
      { index: port, vid: 5, flags: ['pvid', 'untagged'] },
      { index: port, vid: 10, vidEnd: 20, flags: [] },
      { index: port, vid: 30, vidEnd: 33, flags: [], tunnelId: 3000 },
      { index: port, vid: 34, flags: [], tunnelId: 9 },
    ]);
    const each = await host.vlans.list({ dev: 'd0' });
    t.deepEqual(
      each.map(({ vid, tunnelId }) => `${vid}:${tunnelId ?? ''}`),
      '1: 5: 10: 11: 12: 13: 14: 15: 16: 17: 18: 19: 20: 30:3000 31:3001 32:3002 33:3003 34:9'.split(' '),
    );

    // What is listed can be deleted and added.
    for (const vlan of listed) await host.vlans.delete(vlan);
    t.deepEqual(await host.vlans.list(), []);
    for (const vlan of listed) await host.vlans.add(vlan);
    t.deepEqual(await host.vlans.list({ ranges: true }), listed);
    await host.vlans.delete({ dev: 'd0', vid: 12, vidEnd: 14 });
    t.deepEqual(
      (await host.vlans.list({ dev: 'd0', ranges: true }))
        .slice(2, 4)
        .map(({ vid, vidEnd }) => [vid, vidEnd]),
      [
        [10, 11],
        [15, 20],
      ],
    );
    await t.throwsAsync(async () => host.vlans.add({ dev: 'd0', vid: 4095 }), {
      code: 'EINVAL',
      message: /^add vlan 4095 of d0: /,
    });
    await t.throwsAsync(async () => host.vlans.add({ dev: 'br0', vid: 7 }), { code: 'EOPNOTSUPP' });
  });

  test(`${name}: options of VLANs`, async (t) => {
    const host = await open(t);
    const { port, bridge } = await withBridge(host);
    await host.vlans.add({ dev: 'd0', vid: 10, vidEnd: 20, tunnelId: 3000 });
    await host.vlans.add({ dev: 'br0', vid: 10, self: true });
    t.like((await host.vlans.listOptions({ dev: 'd0' }))[1], {
      index: port,
      vid: 10,
      vidEnd: 20,
      state: 'forwarding',
      tunnelInfo: { id: 3000 },
      mcastRouter: 'tempQuery',
    });
    await host.vlans.setOptions({ dev: 'd0', vid: 12, vidEnd: 14, state: 'blocking' });
    await host.vlans.setOptions({ dev: 'd0', vid: 20, tunnelInfo: { id: 3010, cmd: 17 } });
    await host.vlans.setOptions({ dev: 'd0', vid: 20, mcastRouter: 'perm', tunnelInfo: { id: 7, cmd: 19 } });
    const changed = await host.vlans.listOptions({ dev: 'd0' });
    t.deepEqual(
      changed.map(({ vid, vidEnd, state, tunnelInfo }) => [vid, vidEnd, state, tunnelInfo?.id]),
      [
        [1, undefined, 'forwarding', undefined],
        [10, 11, 'forwarding', 3000],
        [12, 14, 'blocking', 3002],
        [15, 19, 'forwarding', 3005],
        [20, undefined, 'forwarding', 7],
      ],
    );
    // What is listed can be set.
    for (const options of changed) await host.vlans.setOptions(options);
    t.deepEqual(await host.vlans.listOptions({ dev: 'd0' }), changed);
    await host.vlans.setOptions({ dev: 'd0', vid: 20, tunnelInfo: { id: 7, cmd: 17 } });
    t.is((await host.vlans.listOptions({ dev: 'd0' })).at(-1)?.tunnelInfo, undefined);
    const counted = await host.vlans.listOptions({ stats: true });
    t.true(counted.every(({ stats, vidEnd }) => typeof stats?.rxBytes === 'bigint' && vidEnd === undefined));
    t.true(counted.some(({ index }) => index === bridge));
    const xstats = await host.stats.get('br0', { filterMask: ['linkXstats'] });
    t.true((xstats.linkXstats?.bridge?.vlan ?? []).some(({ vid }) => vid === 15));
    await t.throwsAsync(async () => host.vlans.setOptions({ dev: 'd0', vid: 77, state: 'blocking' }), {
      code: 'ENOENT',
      message: /^set options of vlan 77 of d0: /,
    });
  });

  test(`${name}: options of VLANs in all of the bridge`, async (t) => {
    const host = await open(t);
    const { bridge } = await withBridge(host);
    await host.vlans.add({ dev: 'br0', vid: 10, vidEnd: 12, self: true });
    await host.vlans.setGlobalOptions({
      dev: 'br0',
      vid: 11,
      mcastQuerier: 1,
      mcastQueryIntvl: 6000n,
      mcastIgmpVersion: 3,
    });
    const listed = await host.vlans.listGlobalOptions({ dev: 'br0' });
    t.deepEqual(
      listed.map(({ index, vid, mcastQuerier, mcastQueryIntvl }) => [
        index,
        vid,
        mcastQuerier,
        mcastQueryIntvl,
      ]),
      [
        [bridge, 1, 0, 12_500n],
        [bridge, 10, 0, 12_500n],
        [bridge, 11, 1, 6_000n],
        [bridge, 12, 0, 12_500n],
      ],
    );
    // What is listed can be set.
    for (const options of listed) await host.vlans.setGlobalOptions(options);
    t.is((await host.vlans.listGlobalOptions({ dev: 'br0' })).length, listed.length);
    await t.throwsAsync(async () => host.vlans.setGlobalOptions({ dev: 'br0', vid: 99, mcastQuerier: 1 }), {
      code: 'ENOENT',
    });
  });

  test(`${name}: states of a port in spanning trees`, async (t) => {
    const host = await open(t);
    await host.links.add({
      ifname: 'br0',
      kind: 'bridge',
      data: { vlanFiltering: 1, multiBoolopt: { optval: ['mstEnable'], optmask: ['mstEnable'] } },
      up: true,
    });
    await host.links.add({ ifname: 'd0', kind: 'dummy', master: 'br0', up: true });
    await host.vlans.add({ dev: 'br0', vid: 10, self: true });
    await host.vlans.add({ dev: 'd0', vid: 10 });
    await host.vlans.setGlobalOptions({ dev: 'br0', vid: 10, msti: 5 });
    await host.vlans.setMstState({ dev: 'd0', msti: 5, state: 'learning' });
    const listed = await host.vlans.listMstStates({ dev: 'd0' });
    t.deepEqual(
      listed.map(({ msti, state }) => [msti, state]),
      [
        [0, 'forwarding'],
        [5, 'learning'],
      ],
    );
    // What is listed can be set, but for tree 0, which is the state of the port itself.
    await host.vlans.setMstState({ dev: 'd0', msti: 5, state: 'blocking' });
    for (const state of listed.filter(({ msti }) => msti !== 0)) await host.vlans.setMstState(state);
    await t.throwsAsync(async () => host.vlans.setMstState({ dev: 'd0', msti: 0, state: 'blocking' }), {
      code: 'ERANGE',
    });
    t.deepEqual(await host.vlans.listMstStates(), listed);
  });

  test(`${name}: FDB and MDB by VLAN`, async (t) => {
    const host = await open(t);
    const { port } = await withBridge(host);
    await host.vlans.add({ dev: 'd0', vid: 5 });
    await host.fdb.add({ dev: 'd0', lladdr: '02:00:00:00:00:0a', vlan: 5, state: ['noarp'] });
    const entry = { index: port, lladdr: '02:00:00:00:00:0a', vlan: 5 };
    t.like(await host.fdb.get({ master: 'br0', lladdr: '02:00:00:00:00:0a', vlan: 5 }), entry);
    const inVlan = await host.fdb.list({ master: 'br0', vlan: 5 });
    t.true(inVlan.length > 0 && inVlan.every(({ vlan }) => vlan === 5));
    await host.fdb.flush({ dev: 'br0', vlan: 5 });
    t.deepEqual(await host.fdb.list({ master: 'br0', vlan: 5 }), []);

    await host.mdb.add({ dev: 'br0', port: 'd0', address: '239.1.1.1', vid: 5 });
    const [member] = await host.mdb.list({ vid: 5 });
    t.like(member, { port, address: '239.1.1.1', vid: 5, state: 'permanent' });
    if (member === undefined) return;
    await host.mdb.delete(member);
    await host.mdb.add(member);
    t.is((await host.mdb.list({ vid: 5 })).length, 1);
    // Linux 6.1 says EINVAL, as later kernels do.
    await t.throwsAsync(async () => host.mdb.delete({ ...member, address: '239.1.1.2' }), { code: 'EINVAL' });
  });

  test(`${name}: statistics of a bond`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'bo0', kind: 'bond', data: { mode: '802.3ad' } });
    await host.links.add({ ifname: 'd0', kind: 'dummy', master: 'bo0' });
    const bond = await host.stats.get('bo0', { filterMask: ['linkXstats'] });
    t.like(bond.linkXstats?.bond?.['3ad'], { lacpduRx: 0n, markerUnknownRx: 0n });
    const port = await host.stats.get('d0', { filterMask: ['linkXstatsSlave'] });
    t.like(port.linkXstatsSlave?.bond?.['3ad'], { lacpduIllegalRx: 0n });
  });
}
