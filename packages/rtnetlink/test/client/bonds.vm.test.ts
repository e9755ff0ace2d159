import test from 'ava';
import { slaveDataOf } from '../../src/link/linkinfo.ts';
import { syncHost, type Trial, tryKindOrSkip } from '../live.ts';

const modes = [
  'balanceRr',
  'activeBackup',
  'balanceXor',
  'broadcast',
  '802.3ad',
  'balanceTlb',
  'balanceAlb',
] as const;

const trials: readonly Trial[] = [
  ...modes.map((mode): Trial => ({ create: { ifname: 'bo0', kind: 'bond', data: { mode } } })),
  {
    create: {
      ifname: 'bo1',
      kind: 'bond',
      data: {
        mode: '802.3ad',
        miimon: 100,
        updelay: 200,
        downdelay: 300,
        adLacpRate: 'fast',
        adSelect: 'bandwidth',
        xmitHashPolicy: 'layer3+4',
        minLinks: 1,
        adActorSysPrio: 100,
        adUserPortKey: 7,
        adActorSystem: '02:00:00:00:00:01',
        adLacpActive: 0,
      },
    },
    change: { kind: 'bond', data: { xmitHashPolicy: 'vlan+srcmac', miimon: 200 } },
  },
  {
    create: {
      ifname: 'bo2',
      kind: 'bond',
      data: {
        mode: 'activeBackup',
        arpInterval: 100,
        arpIpTarget: ['192.0.2.1', '192.0.2.2'],
        nsIp6Target: ['2001:db8::1'],
        arpValidate: 'filterBackup',
        arpAllTargets: 'all',
        primaryReselect: 'better',
        failOverMac: 'active',
        numPeerNotif: 3,
        missedMax: 4,
      },
    },
    change: { kind: 'bond', data: { arpInterval: 200 } },
  },
  {
    create: {
      ifname: 'bo3',
      kind: 'bond',
      data: { mode: 'balanceRr', packetsPerSlave: 4, allSlavesActive: 1, resendIgmp: 2, lpInterval: 5 },
    },
  },
];

for (const trial of trials)
  test(`bond ${JSON.stringify(trial.create.data)}`, async (t) => {
    await tryKindOrSkip(t, syncHost(t), trial);
  });

test('a port of a bond', (t) => {
  const host = syncHost(t);
  host.links.add({ ifname: 'bo0', kind: 'bond', data: { mode: 'activeBackup', miimon: 100 }, up: true });
  host.links.add({ ifname: 'p0', kind: 'dummy' });
  host.links.add({ ifname: 'p1', kind: 'dummy' });
  for (const port of ['p0', 'p1']) host.links.set(port, { master: 'bo0' });
  host.links.set('p1', { slaveKind: 'bond', slaveData: { queueId: 3, prio: 5 } });
  const port = host.links.get('p1');
  t.is(port.slaveKind, 'bond');
  const data = slaveDataOf(port, 'bond');
  t.like(data, { queueId: 3, prio: 5, linkFailureCount: 0 });
  t.is(data?.permHwaddr, port.permAddress ?? data?.permHwaddr);
  t.true(port.flags.includes('slave'));
  host.links.set('bo0', { kind: 'bond', data: { activeSlave: port.index } });
  const bond = host.links.get('bo0');
  t.is(bond.kind === 'bond' ? bond.data?.activeSlave : undefined, port.index);
  t.is(slaveDataOf(host.links.get('p1'), 'bond')?.state, 'active');
  t.throws(() => host.links.set('p1', { slaveKind: 'bond', slaveData: { cost: 4 } }), {
    message: /slaveData: a port of bond has no cost$/,
  });
  host.links.delete('bo0');
  // It had ports, and an active one among them.
  host.links.add(bond);
  t.is(host.links.get('bo0').kind, 'bond');
});

test('a port of a bond in 802.3ad', async (t) => {
  const host = syncHost(t);
  host.links.add({ ifname: 'bo0', kind: 'bond', data: { mode: '802.3ad', miimon: 100 }, up: true });
  host.links.add({
    ifname: 'p0',
    kind: 'veth',
    data: { peer: { ifname: 'p1' } },
  });
  host.links.set('p1', { up: true });
  host.links.set('p0', { master: 'bo0' });
  // The kernel's state machines choose an aggregator within some 100 ms.
  let port = slaveDataOf(host.links.get('p0'), 'bond');
  for (let tries = 0; tries < 100 && port?.adActorOperPortState === undefined; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    port = slaveDataOf(host.links.get('p0'), 'bond');
  }
  t.true(port?.adActorOperPortState?.includes('lacpActivity'), JSON.stringify(port));
  t.true(Array.isArray(port?.adPartnerOperPortState));
  const bond = host.links.get('bo0');
  t.is(bond.kind === 'bond' ? bond.data?.adInfo?.partnerMac : undefined, '00:00:00:00:00:00');
  host.links.delete('bo0');
  host.links.add(bond);
});

test('a port of a vrf', (t) => {
  const host = syncHost(t);
  host.links.add({ ifname: 'vrf0', kind: 'vrf', data: { table: 100 }, up: true });
  host.links.add({ ifname: 'p0', kind: 'dummy', master: 'vrf0' });
  const port = host.links.get('p0');
  t.deepEqual({ ...slaveDataOf(port, 'vrf') }, { table: 100 });
  t.is(slaveDataOf(port, 'bridge'), undefined);
});
