import type { Host } from '../../live.ts';
import type { Case } from './failing.ts';

/** A bridge that filters VLANs, with ports of every sort of VLAN, and devices on a device. */
export async function furnish(host: Host): Promise<void> {
  await host.links.add({
    ifname: 'br0',
    kind: 'bridge',
    address: '02:00:00:00:00:ff',
    data: {
      vlanFiltering: 1,
      multiBoolopt: { optval: ['mcastVlanSnooping'], optmask: ['mcastVlanSnooping'] },
    },
    up: true,
  });
  for (const ifname of ['d0', 'd1']) await host.links.add({ ifname, kind: 'dummy', master: 'br0', up: true });
  await host.links.set('d0', { slaveKind: 'bridge', slaveData: { vlanTunnel: 1 } });
  await host.fdb.add({ dev: 'd0', lladdr: '02:00:00:00:00:0b', state: ['noarp'] });
  await host.vlans.add({ dev: 'd0', vid: 5, flags: ['pvid', 'untagged'] });
  await host.vlans.add({ dev: 'd0', vid: 10, vidEnd: 20 });
  await host.vlans.add({ dev: 'd0', vid: 30, vidEnd: 33, tunnelId: 3000 });
  await host.vlans.add({ dev: 'd0', vid: 34, tunnelId: 9 });
  await host.vlans.delete({ dev: 'd1', vid: 1 });
  await host.vlans.add({ dev: 'br0', vid: 10, vidEnd: 12, self: true });
  await host.vlans.setOptions({ dev: 'd0', vid: 12, vidEnd: 14, state: 'blocking' });
  await host.vlans.setGlobalOptions({ dev: 'br0', vid: 11, mcastQuerier: 1, mcastQueryIntvl: 6000n });
  await host.fdb.add({ dev: 'd0', lladdr: '02:00:00:00:00:0a', vlan: 10, state: ['noarp'] });
  await host.mdb.add({ dev: 'br0', port: 'd0', address: '239.1.1.1', vid: 10 });
  await host.links.add({ ifname: 'd2', kind: 'dummy', up: true });
  await host.links.add({ ifname: 'd2.7', kind: 'vlan', link: 'd2', data: { id: 7 }, up: true });
  await host.links.add({ ifname: 'ipvl0', kind: 'ipvlan', link: 'd2', data: { mode: 'l3' }, up: true });
  await host.addresses.add({ dev: 'd2.7', address: '192.0.2.1/24' });
  await host.routes.add({ dst: '10.0.0.0/8', via: '192.0.2.9' });
}

/** Transactions on what {@link furnish} made, each of which is undone. */
export const cases: readonly Case[] = [
  [
    'vlans',
    function* (tx) {
      yield tx.vlans.add({ dev: 'd0', vid: 6, flags: ['pvid'] });
      yield tx.vlans.add({ dev: 'd0', vid: 18, vidEnd: 22, flags: ['untagged'] });
      yield tx.vlans.delete({ dev: 'd0', vid: 11, vidEnd: 13 });
      yield tx.vlans.delete({ dev: 'd0', vid: 32, vidEnd: 34 });
      yield tx.vlans.add({ dev: 'd0', vid: 33, tunnelId: 77 });
      yield tx.vlans.add({ dev: 'd0', vid: 34 });
      yield tx.vlans.add({ dev: 'd1', vid: 1, flags: ['pvid', 'untagged'] });
      yield tx.vlans.delete({ dev: 'br0', vid: 1, self: true });
      yield tx.vlans.delete({ dev: 'br0', vid: 11, self: true });
      yield tx.vlans.add({ dev: 'br0', vid: 50, vidEnd: 60, self: true });
    },
  ],
  [
    'options of VLANs',
    function* (tx) {
      yield tx.vlans.setOptions({ dev: 'd0', vid: 13, vidEnd: 16, state: 'learning' });
      yield tx.vlans.setOptions({ dev: 'd0', vid: 20, mcastRouter: 'perm' });
      yield tx.vlans.setOptions({ dev: 'd0', vid: 34, tunnelInfo: { id: 9, cmd: 17 } });
      yield tx.vlans.setOptions({ dev: 'd0', vid: 34, tunnelInfo: { id: 10, cmd: 19 } });
      yield tx.vlans.setGlobalOptions({ dev: 'br0', vid: 11, mcastQuerier: 0, mcastIgmpVersion: 3 });
      yield tx.vlans.setGlobalOptions({ dev: 'br0', vid: 12, mcastQuerier: 1 });
    },
  ],
  [
    'fdb and mdb by VLAN',
    function* (tx) {
      yield tx.fdb.delete({ dev: 'd0', lladdr: '02:00:00:00:00:0b' });
      yield tx.fdb.add({ dev: 'd0', lladdr: '02:00:00:00:00:0c' });
      yield tx.fdb.delete({ dev: 'd0', lladdr: '02:00:00:00:00:0a', vlan: 10 });
      yield tx.fdb.replace({ dev: 'd0', lladdr: '02:00:00:00:00:0a' });
      yield tx.mdb.delete({ dev: 'br0', port: 'd0', address: '239.1.1.1', vid: 10 });
      yield tx.mdb.add({ dev: 'br0', port: 'd0', address: '239.1.1.1', vid: 12 });
    },
  ],
  [
    'links.delete of a port with VLANs',
    function* (tx) {
      yield tx.links.delete('d0');
      yield tx.links.set('d1', { master: 0 });
    },
  ],
  [
    'links.delete of a bridge with VLANs',
    function* (tx) {
      yield tx.links.delete('br0');
    },
  ],
  [
    'links.set of the VLANs of a bridge',
    function* (tx) {
      yield tx.links.set('br0', { kind: 'bridge', data: { vlanDefaultPvid: 9 } });
      yield tx.links.set('br0', { kind: 'bridge', data: { vlanFiltering: 0 } });
      yield tx.links.set('d1', { master: 0 });
    },
  ],
  [
    'links.delete of what others are on',
    function* (tx) {
      yield tx.links.set('ipvl0', { kind: 'ipvlan', data: { mode: 'l2' } });
      yield tx.links.add({ ifname: 'd2.8', kind: 'vlan', link: 'd2', data: { id: 8 } });
      yield tx.links.delete('d2');
    },
  ],
];
