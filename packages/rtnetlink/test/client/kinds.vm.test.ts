import test from 'ava';
import { everyHost, type Trial, tryKind } from '../live.ts';

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
  },
];

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
