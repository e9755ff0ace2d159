import type { Host } from '../../live.ts';
import type { Case } from './failing.ts';

/** A bridge with two ports and a VXLAN device, members and entries of every sort, and a label. */
export async function furnish(host: Host): Promise<void> {
  await host.links.add({ ifname: 'br0', kind: 'bridge', address: '02:00:00:00:00:ff', up: true });
  await host.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
  await host.links.add({ ifname: 'v2', kind: 'veth', data: { peer: { ifname: 'v3' } } });
  await host.links.add({ ifname: 'vx0', kind: 'vxlan', data: { id: 42, port: 4789, local: '127.0.0.1' } });
  for (const dev of ['v0', 'v2']) await host.links.set(dev, { master: 'br0' });
  for (const dev of ['lo', 'v0', 'v1', 'v2', 'v3', 'vx0']) await host.links.set(dev, { up: true });
  await host.fdb.add({ dev: 'v0', lladdr: '02:00:00:00:00:0a' });
  await host.fdb.add({ dev: 'v0', lladdr: '02:00:00:00:00:0b', state: ['noarp'] });
  await host.fdb.add({
    dev: 'v0',
    lladdr: '02:00:00:00:00:0c',
    state: ['noarp'],
    flags: ['sticky'],
  });
  await host.fdb.add({
    dev: 'v2',
    lladdr: '02:00:00:00:00:0d',
    state: ['reachable'],
    flags: ['extLearned'],
  });
  await host.fdb.add({ dev: 'br0', lladdr: '02:00:00:00:00:0e', flags: ['self'] });
  await host.fdb.add({ dev: 'v1', lladdr: '02:00:00:00:00:0f', flags: ['self'] });
  const tunnel = { dev: 'vx0', flags: ['self'], lladdr: '00:00:00:00:00:00' } as const;
  await host.fdb.append({ ...tunnel, dst: '192.0.2.1' });
  await host.fdb.append({ ...tunnel, dst: '192.0.2.2', port: 4790 });
  await host.fdb.add({ ...tunnel, lladdr: '02:00:00:00:00:aa', dst: '192.0.2.1' });
  await host.mdb.add({ dev: 'br0', port: 'v0', address: '239.1.1.1' });
  await host.mdb.add({ dev: 'br0', port: 'v2', address: '239.1.1.1' });
  await host.mdb.add({ dev: 'br0', port: 'v0', address: '239.1.1.2', source: '192.0.2.1' });
  await host.mdb.add({ dev: 'br0', port: 'v2', address: 'ff05::1' });
  await host.mdb.add({ dev: 'br0', port: 'v0', address: '01:00:00:00:00:05' });
  await host.addressLabels.add({ address: '2001:db8::/32', label: 99 });
}

/** Transactions on what {@link furnish} made, each of which is undone. */
export const cases: readonly Case[] = [
  [
    'fdb of a bridge',
    function* (tx) {
      yield tx.fdb.add({ dev: 'v0', lladdr: '02:00:00:00:01:0A' });
      yield tx.fdb.replace({ dev: 'v2', lladdr: '02:00:00:00:00:0b', state: ['noarp'] });
      yield tx.fdb.replace({ dev: 'v0', lladdr: '02:00:00:00:00:0a', state: ['noarp'] });
      yield tx.fdb.delete({ dev: 'v0', lladdr: '02:00:00:00:00:0c' });
      yield tx.fdb.delete({ dev: 'v2', lladdr: '02:00:00:00:00:0d' });
      yield tx.fdb.delete({ dev: 'br0', lladdr: '02:00:00:00:00:0e', flags: ['self'] });
      yield tx.fdb.add({ dev: 'br0', lladdr: '02:00:00:00:01:0e', flags: ['self'] });
    },
  ],
  [
    'fdb of devices',
    function* (tx) {
      const tunnel = { dev: 'vx0', flags: ['self'], lladdr: '00:00:00:00:00:00' } as const;
      yield tx.fdb.append({ ...tunnel, dst: '192.0.2.3' });
      yield tx.fdb.delete({ ...tunnel, dst: '192.0.2.2', port: 4790 });
      yield tx.fdb.replace({ ...tunnel, lladdr: '02:00:00:00:00:aa', dst: '192.0.2.5', vni: 7 });
      yield tx.fdb.add({ ...tunnel, lladdr: '02:00:00:00:00:bb', dst: '192.0.2.1' });
      yield tx.fdb.delete({ dev: 'v1', lladdr: '02:00:00:00:00:0f', flags: ['self'] });
      yield tx.fdb.add({ dev: 'v1', lladdr: '02:00:00:00:01:0f', flags: ['self'] });
    },
  ],
  [
    'fdb.flush',
    function* (tx) {
      yield tx.fdb.flush({ dev: 'br0' });
    },
  ],
  [
    'mdb',
    function* (tx) {
      yield tx.mdb.add({ dev: 'br0', port: 'v0', address: '239.1.1.9' });
      yield tx.mdb.add({ dev: 'br0', port: 'v2', address: '239.1.1.2', source: '192.0.2.1' });
      yield tx.mdb.delete({ dev: 'br0', port: 'v0', address: '239.1.1.1' });
      yield tx.mdb.delete({ dev: 'br0', port: 'v0', address: '239.1.1.2', source: '192.0.2.1' });
      yield tx.mdb.delete({ dev: 'br0', port: 'v2', address: 'ff05:0::1' });
      yield tx.mdb.delete({ dev: 'br0', port: 'v0', address: '01:00:00:00:00:05' });
    },
  ],
  [
    'links.delete of a bridge with entries',
    function* (tx) {
      yield tx.links.delete('br0');
    },
  ],
  [
    'links.delete of a port with entries',
    function* (tx) {
      yield tx.links.delete('v0');
    },
  ],
  [
    'links.delete of a VXLAN device',
    function* (tx) {
      yield tx.links.delete('vx0');
    },
  ],
  [
    'links.set of the master of ports',
    function* (tx) {
      yield tx.links.set('v0', { master: 0 });
      yield tx.links.set('vx0', { master: 'br0' });
      yield tx.links.set('v2', { up: false });
      yield tx.links.set('v2', { master: 0 });
    },
  ],
  [
    'links.set down of a bridge and its ports',
    function* (tx) {
      for (const dev of ['v0', 'br0', 'vx0']) yield tx.links.set(dev, { up: false });
    },
  ],
  [
    'addressLabels',
    function* (tx) {
      yield tx.addressLabels.add({ address: '2001:db8:1::/48', label: 5 });
      yield tx.addressLabels.replace({ address: '2001:db8:1::/48', label: 6 });
      yield tx.addressLabels.replace({ address: '2001:0db8::/32', label: 7 });
      yield tx.addressLabels.add({ address: '2001:db8:1::/48', label: 5, dev: 'br0' });
      yield tx.addressLabels.delete({ address: '2002::/16' });
      yield tx.addressLabels.delete({ address: '::/0' });
    },
  ],
  [
    'neighbourTables.set',
    function* (tx) {
      const parms = { baseReachableTime: 20_000n, retransTime: 500n, ucastProbes: 5, queueLen: 3 };
      yield tx.neighbourTables.set('arp_cache', { dev: 'v0', parms });
      yield tx.neighbourTables.set('arp_cache', { dev: 'v0', parms: { ucastProbes: 7 } });
      yield tx.neighbourTables.set('ndisc_cache', {
        dev: 'br0',
        parms: { gcStaletime: 9000n, locktime: 100n },
      });
    },
  ],
];
