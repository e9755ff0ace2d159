import test from 'ava';
import { everyHost, syncHost, type Trial, tryKind, tryKindOrSkip } from '../live.ts';

/** The kinds that need the kernel of the VM where the running one does not have them. */
const trials: readonly Trial[] = [
  { create: { ifname: 'd1', kind: 'dummy', mtu: 1400, numTxQueues: 2 } },
  {
    create: { ifname: 'iv0', link: 'd0', kind: 'ipvlan', data: { mode: 'l2', flags: ['vepa'] } },
    change: { kind: 'ipvlan', data: { mode: 'l3s', flags: ['private'] } },
  },
  { create: { ifname: 'it0', link: 'd0', kind: 'ipvtap', data: { mode: 'l3', flags: [] } } },
  {
    create: {
      ifname: 'vl0',
      link: 'd0',
      kind: 'vlan',
      data: {
        id: 5,
        protocol: 0x88a8,
        flags: { flags: ['gvrp'], mask: ['reorderHdr', 'gvrp'] },
        egressQos: { mapping: [{ from: 1, to: 2 }] },
        ingressQos: { mapping: [{ from: 5, to: 6 }] },
      },
    },
    shown: {
      id: 5,
      protocol: 0x88a8,
      flags: { flags: ['gvrp'] },
      egressQos: { mapping: [{ from: 1, to: 2 }] },
    },
    change: { kind: 'vlan', data: { egressQos: { mapping: [{ from: 3, to: 4 }] } } },
  },
  {
    create: {
      ifname: 'br0',
      kind: 'bridge',
      address: '02:00:00:00:00:0b',
      data: { vlanFiltering: 1, vlanProtocol: 0x88a8, vlanDefaultPvid: 3 },
    },
    change: {
      kind: 'bridge',
      data: { mcastRouter: 'perm', multiBoolopt: { optval: ['noLlLearn'], optmask: ['noLlLearn'] } },
    },
    shownChanged: { mcastRouter: 'perm', multiBoolopt: { optval: ['noLlLearn'] } },
  },
];

/** Kinds that only some kernels have. */
const rarer: readonly Trial[] = [
  { create: { ifname: 'vrf0', kind: 'vrf', data: { table: 1000 } } },
  { create: { ifname: 'nl0', kind: 'nlmon' } },
  { create: { ifname: 'vs0', kind: 'vsockmon' } },
  { create: { ifname: 'te0', kind: 'team', address: '02:00:00:00:00:07' } },
  { create: { ifname: 'wg0', kind: 'wireguard', mtu: 1380 } },
  { create: { ifname: 'vc0', kind: 'vcan' } },
  { create: { ifname: 'vx0', kind: 'vxcan', data: { peer: { ifname: 'vx1' } } }, shown: {} },
  {
    create: {
      ifname: 'nk0',
      kind: 'netkit',
      data: { mode: 'l2', policy: 'drop', peerInfo: { ifname: 'nk1' } },
    },
    shown: { mode: 'l2', policy: 'drop' },
  },
  { create: { ifname: 'hsr0', kind: 'hsr', data: { protocol: 'prp' } } },
  { create: { ifname: 'bat0', kind: 'batadv', data: { algoName: 'BATMAN_IV' } }, shown: {} },
  {
    create: {
      ifname: 'ms0',
      link: 'd0',
      kind: 'macsec',
      data: {
        port: 11,
        cipherSuite: 'gcmAes256',
        icvLen: 16,
        encrypt: 1,
        replayProtect: 1,
        window: 32,
        validation: 'strict',
        encodingSa: 2,
      },
    },
    shown: { cipherSuite: 'gcmAes256', encrypt: 1, replayProtect: 1, window: 32, validation: 'strict' },
    change: { kind: 'macsec', data: { encrypt: 0 } },
  },
  {
    create: {
      ifname: 'mv0',
      link: 'd0',
      kind: 'macvlan',
      data: { mode: 'source', macaddrData: ['02:00:00:00:00:02'] },
    },
    shown: { mode: 'source', macaddrCount: 1 },
  },
  {
    create: {
      ifname: 'vn0',
      kind: 'vxlan',
      data: { port: 4799, collectMetadata: 1, vnifilter: 1, learning: 0 },
    },
  },
];

for (const trial of rarer)
  test(`${trial.create.kind} ${trial.create.ifname}`, async (t) => {
    const host = syncHost(t);
    host.links.add({ ifname: 'd0', kind: 'dummy', address: '02:00:00:00:00:0d' });
    host.links.add({ ifname: 'd1', kind: 'dummy' });
    const slaves = { slave1: host.links.get('d0').index, slave2: host.links.get('d1').index };
    const { create } = trial;
    await tryKindOrSkip(
      t,
      host,
      create.kind === 'hsr'
        ? { ...trial, create: { ...create, data: { ...create.data, ...slaves } } }
        : trial,
    );
  });

for (const [name, open] of everyHost)
  for (const trial of trials)
    test(`${name}: ${trial.create.kind} ${trial.create.ifname}`, async (t) => {
      const host = await open(t);
      await host.links.add({ ifname: 'd0', kind: 'dummy' });
      // A changed map of priorities is added to, so the vlan is changed and not compared.
      await tryKind(t, host, trial.create.kind === 'vlan' ? { ...trial, change: {} } : trial);
      if (trial.create.kind === 'vlan') await host.links.set('vl0', trial.change ?? {});
    });

for (const [name, open] of everyHost)
  test(`${name}: one ipvlan changes the mode of all`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'd0', kind: 'dummy' });
    for (const ifname of ['iv0', 'iv1'])
      await host.links.add({ ifname, link: 'd0', kind: 'ipvlan', data: { mode: 'l2' } });
    await host.links.set('iv0', { kind: 'ipvlan', data: { mode: 'l3' } });
    const other = await host.links.get('iv1');
    t.is(other.kind === 'ipvlan' ? other.data?.mode : undefined, 'l3');
  });
