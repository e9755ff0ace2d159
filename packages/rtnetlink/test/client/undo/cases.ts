import type { Host } from '../../live.ts';
import type { Case } from './failing.ts';

/** What is there before: a pair that is up, with addresses, routes, neighbours, rules and nexthop objects. */
export async function furnish(host: Host): Promise<void> {
  await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  await host.links.add({ ifname: 'br0', kind: 'bridge' });
  await host.links.add({ ifname: 'v2', kind: 'veth', data: { peer: { ifname: 'v3' } } });
  await host.links.set('v2', { master: 'br0', mtu: 1400, ifalias: 'the port' });
  await host.links.addAltnames('v0', ['an-alternative-name']);
  for (const dev of ['lo', 'v0', 'v1', 'v2', 'v3', 'br0']) await host.links.set(dev, { up: true });
  for (const address of ['192.0.2.1/24', '192.0.2.2/24', '198.51.100.1/24', '192.0.2.3/24'])
    await host.addresses.add({ dev: 'v0', address });
  await host.addresses.add({ dev: 'br0', address: '203.0.113.1/24' });
  await host.addresses.add({ dev: 'v0', address: '2001:db8::1/64', flags: ['nodad'] });
  const { index } = await host.links.get('v0');
  await host.nexthops.add({ id: 1, via: '192.0.2.7', dev: 'v0' });
  await host.nexthops.add({ id: 2, via: '192.0.2.8', dev: 'v0' });
  await host.nexthops.add({
    id: 10,
    group: [
      { id: 1, weight: 1 },
      { id: 2, weight: 3 },
    ],
  });
  await host.routes.add({ dst: '10.0.0.0/8', nhId: 10 });
  await host.routes.add({ dst: 'default', via: '192.0.2.254', dev: 'v0', metrics: { mtu: 1300 } });
  await host.routes.append({ dst: '10.1.0.0/16', via: '192.0.2.9', dev: 'v0' });
  await host.routes.append({ dst: '10.1.0.0/16', via: '192.0.2.10', dev: 'v0' });
  await host.routes.add({ dst: '10.2.0.0/16', dev: 'br0', prefsrc: '192.0.2.2' });
  await host.routes.add({ dst: '10.3.0.0/16', type: 'blackhole' });
  await host.routes.add({
    dst: '2001:db8:1::/48',
    multipath: [
      { via: '2001:db8::2', oif: index },
      { via: '2001:db8::3', oif: index },
    ],
  });
  await host.neighbours.add({ dev: 'v0', dst: '192.0.2.7', lladdr: '02:00:00:00:00:07' });
  await host.neighbours.add({ dev: 'v0', dst: '2001:db8::7', lladdr: '02:00:00:00:00:07' });
  await host.neighbours.add({ dev: 'v0', dst: '192.0.2.99', flags: ['proxy'] });
  await host.rules.add({ src: '10.0.0.0/8', table: 100, priority: 500 });
  await host.rules.add({ src: '10.1.0.0/8', table: 101, priority: 500 });
}

/** Transactions on what {@link furnish} made, each of which is undone. */
export const cases: readonly Case[] = [
  [
    'links.add',
    function* (tx) {
      yield tx.links.add({ ifname: 'i0', kind: 'ifb', up: true });
    },
  ],
  [
    'links.add of a name that the kernel chooses',
    function* (tx) {
      yield tx.links.add({ kind: 'ifb' });
    },
  ],
  [
    'links.add that fails',
    function* (tx) {
      yield tx.links.add({ ifname: 'i1', kind: 'ifb' });
      yield tx.links.add({ ifname: 'v0', kind: 'ifb' });
    },
  ],
  [
    'links.delete of a pair',
    function* (tx) {
      yield tx.links.delete('v1');
    },
  ],
  [
    'links.delete of a bridge',
    function* (tx) {
      yield tx.links.delete('br0');
    },
  ],
  [
    'links.delete of a port',
    function* (tx) {
      yield tx.links.delete('v2');
    },
  ],
  [
    'links.set down',
    function* (tx) {
      yield tx.links.set('v0', { up: false });
    },
  ],
  [
    'links.set of a name',
    function* (tx) {
      yield tx.links.set('v0', { up: false });
      yield tx.links.set('v0', { ifname: 'other', up: true });
    },
  ],
  [
    'links.set of settings',
    function* (tx) {
      yield tx.links.set('v0', { mtu: 1280, ifalias: 'x', txqlen: 5, group: 3 });
      yield tx.links.set('v0', { address: '02:00:00:00:00:55' });
      yield tx.links.set('v0', { mtu: 600 });
      yield tx.links.set('br0', { kind: 'bridge', data: { forwardDelay: 400, stpState: 1 } });
      yield tx.links.set('v2', { slaveKind: 'bridge', slaveData: { cost: 77, learning: 0 } });
      yield tx.links.set('v0', { flags: ['promisc'], change: 0x100 });
      yield tx.links.set('v0', { afSpec: { inet: { conf: { forwarding: 1 } } } });
    },
  ],
  [
    'links.set of a master',
    function* (tx) {
      yield tx.links.set('v2', { master: 0 });
      yield tx.links.set('v0', { master: 'br0' });
    },
  ],
  [
    'altnames',
    function* (tx) {
      yield tx.links.addAltnames('v1', ['one-more', 'another']);
      yield tx.links.deleteAltnames('v0', ['an-alternative-name']);
    },
  ],
  [
    'addresses',
    function* (tx) {
      yield tx.addresses.add({ dev: 'v1', address: '10.9.0.1/16' });
      yield tx.addresses.delete({ dev: 'v0', address: '192.0.2.1/24' });
      yield tx.addresses.add({ dev: 'v0', address: '2001:db8:9::1/64' });
      yield tx.addresses.delete({ dev: 'v0', address: '2001:db8::1/64' });
    },
  ],
  [
    'addresses.delete of all',
    function* (tx) {
      for (const address of ['198.51.100.1/24', '192.0.2.1/24'])
        yield tx.addresses.delete({ dev: 'v0', address });
    },
  ],
  [
    'addresses.replace',
    function* (tx) {
      const cacheinfo = { prefered: 100, valid: 200, cstamp: 0, tstamp: 0 };
      yield tx.addresses.replace({ dev: 'v0', address: '2001:db8::1/64', cacheinfo });
      yield tx.addresses.replace({ dev: 'v0', address: '198.51.100.1/24', cacheinfo });
      yield tx.addresses.change({ dev: 'v0', address: '192.0.2.2/24', cacheinfo });
      yield tx.addresses.replace({ dev: 'v0', address: '192.0.2.77/24' });
    },
  ],
  [
    'routes',
    function* (tx) {
      yield tx.routes.add({ dst: '10.7.0.0/16', via: '192.0.2.11', dev: 'v0' });
      yield tx.routes.add({ dst: '10.8.0.0/16', type: 'unreachable', table: 777 });
      yield tx.routes.replace({ dst: '10.1.0.0/16', via: '192.0.2.11', dev: 'v0' });
      yield tx.routes.append({ dst: '10.3.0.0/16', type: 'prohibit' });
      yield tx.routes.prepend({ dst: '10.3.0.0/16', type: 'throw' });
      yield tx.routes.change({ dst: '10.3.0.0/16', type: 'unreachable' });
      yield tx.routes.delete({ dst: 'default' });
      yield tx.routes.delete({ dst: '10.1.0.0/16' });
      yield tx.routes.delete({ dst: '192.0.2.0/24', dev: 'v0' });
      yield tx.routes.append({ dst: '2001:db8:1::/48', via: '2001:db8::4', dev: 'v0' });
      yield tx.routes.delete({ dst: '2001:db8:1::/48' });
      yield tx.routes.add({ dst: '2001:db8:2::1/48', via: '2001:db8::4', dev: 'v0', priority: 5 });
    },
  ],
  [
    'neighbours',
    function* (tx) {
      yield tx.neighbours.add({ dev: 'v0', dst: '192.0.2.20', lladdr: '02:00:00:00:00:20' });
      yield tx.neighbours.replace({ dev: 'v0', dst: '192.0.2.7', lladdr: '02:00:00:00:00:08' });
      yield tx.neighbours.delete({ dev: 'v0', dst: '2001:db8::7' });
      yield tx.neighbours.delete({ dev: 'v0', dst: '192.0.2.99', flags: ['proxy'] });
      yield tx.neighbours.add({ dev: 'v0', dst: '192.0.2.98', flags: ['proxy'] });
      yield tx.neighbours.add({ dev: 'v1', family: 7, lladdr: '02:00:00:00:00:20', flags: ['self'] });
    },
  ],
  [
    'rules',
    function* (tx) {
      yield tx.rules.delete({ priority: 500, src: '10.0.0.0/8' });
      yield tx.rules.add({ dst: '2001:db8::/32', action: 'prohibit', priority: 501 });
      yield tx.rules.add({ fwmark: 5, table: 50 });
    },
  ],
  [
    'nexthops',
    function* (tx) {
      yield tx.nexthops.add({ id: 3, via: '192.0.2.9', dev: 'v0' });
      yield tx.nexthops.add({ blackhole: true });
      yield tx.nexthops.replace({ id: 2, via: '192.0.2.10', dev: 'v0' });
      yield tx.nexthops.delete(1);
      yield tx.nexthops.delete(10);
    },
  ],
];
