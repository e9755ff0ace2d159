import test from 'ava';
import { slaveDataOf } from '../../src/link/linkinfo.ts';
import { everyHost, type Trial, tryKind } from '../live.ts';

/** The kinds that the kernels of the development machines have; kinds.vm.test.ts has the others. */
const trials: readonly Trial[] = [
  {
    create: {
      ifname: 'br0',
      kind: 'bridge',
      address: '02:00:00:00:00:0b',
      data: {
        forwardDelay: 400,
        ageingTime: 1000,
        priority: 4096,
        mcastSnooping: 0,
        groupAddr: '01:80:c2:00:00:0c',
      },
    },
    change: { kind: 'bridge', data: { helloTime: 300, mcastQueryIntvl: 10_000n } },
    // These two need CONFIG_BRIDGE_VLAN_FILTERING, which not every kernel has.
    without: ['vlanFiltering', 'multiBoolopt'],
  },
  {
    create: { ifname: 'v0', kind: 'veth', mtu: 1400, data: { peer: { ifname: 'v1', mtu: 1300 } } },
    shown: {},
  },
  {
    create: { ifname: 'mv0', link: 'parent', kind: 'macvlan', data: { mode: 'bridge' } },
    change: { kind: 'macvlan', data: { mode: 'private', bcQueueLen: 500 } },
  },
  {
    create: {
      ifname: 'mv1',
      link: 'parent',
      kind: 'macvlan',
      data: { mode: 'source', macaddrMode: 'set', macaddrData: ['02:00:00:00:00:02', '02:00:00:00:00:01'] },
    },
    shown: { mode: 'source', macaddrCount: 2 },
  },
  { create: { ifname: 'mt0', link: 'parent', kind: 'macvtap', data: { mode: 'vepa' } } },
  {
    create: {
      ifname: 'vx0',
      kind: 'vxlan',
      data: {
        id: 42,
        local: '192.0.2.1',
        group: '192.0.2.2',
        port: 4789,
        ttl: 5,
        portRange: { low: 32768, high: 61000 },
        learning: 0,
        gbp: true,
      },
    },
    change: { kind: 'vxlan', data: { ageing: 60 } },
  },
  {
    create: {
      ifname: 'vx6',
      kind: 'vxlan',
      data: {
        id: 43,
        local6: '2001:db8::1',
        group6: '2001:db8::2',
        port: 4790,
        df: 'set',
        udpZeroCsum6Rx: 1,
      },
    },
  },
  {
    create: { ifname: 'vx1', kind: 'vxlan', data: { id: 44, port: 4791, ttlInherit: true } },
  },
  { create: { ifname: 'ifb9', kind: 'ifb', mtu: 1400 } },
];

for (const [name, open] of everyHost)
  for (const trial of trials)
    test(`${name}: ${trial.create.kind} ${trial.create.ifname}`, async (t) => {
      const host = await open(t);
      await host.links.add({ ifname: 'parent', kind: 'veth', data: { peer: { ifname: 'parent-peer' } } });
      await tryKind(t, host, trial);
    });

for (const [name, open] of everyHost)
  test(`${name}: a port of a bridge`, async (t) => {
    const host = await open(t);
    await host.links.add({ ifname: 'br0', kind: 'bridge', up: true });
    await host.links.add({ ifname: 'p0', kind: 'veth', up: true, data: { peer: { ifname: 'p1' } } });
    await host.links.set('p0', { master: 'br0' });
    const data = { cost: 50, priority: 5, isolated: 1, groupFwdMask: 8, mode: 1, flush: true } as const;
    await host.links.set('p0', { slaveKind: 'bridge', slaveData: data });
    const port = await host.links.get('p0');
    const bridge = await host.links.get('br0');
    t.is(port.master, bridge.index);
    t.is(port.slaveKind, 'bridge');
    const { cost, priority, isolated, groupFwdMask, mode } = slaveDataOf(port, 'bridge') ?? {};
    t.is(slaveDataOf(port, 'bond'), undefined);
    t.deepEqual({ cost, priority, isolated, groupFwdMask, mode, flush: true }, data);
    t.deepEqual(
      (await host.links.list({ master: 'br0' })).map(({ ifname }) => ifname),
      ['p0'],
    );
    const [ofBridge] = (await host.links.list({ family: 7 })).filter(({ ifname }) => ifname === 'p0');
    t.is(ofBridge?.protinfo?.cost, 50);
    await host.links.set('p0', { master: 0 });
    t.is((await host.links.get('p0')).master, undefined);
  });
