import { bridgePorts } from '../../src/client/bridge_ports.ts';
import { fdb } from '../../src/client/fdb.ts';
import { mdb } from '../../src/client/mdb.ts';
import { vlans } from '../../src/client/vlans.ts';
import { vnis } from '../../src/client/vnis.ts';
import type { Row } from './row.ts';

/** `bridge link` and what it can do to VLANs */
export const bridgePortRows: readonly Row[] = [
  [
    'bridge link set dev p0 cost 5 guard on learning_sync on',
    () => bridgePorts.set('p0', { protinfo: { guard: 1, learningSync: 1, cost: 5 } }),
  ],
  [
    'bridge link set dev p0 hwmode veb master',
    () => bridgePorts.set('p0', { protinfo: {}, bridgeAfSpec: { flags: ['master', 'self'], mode: 'veb' } }),
  ],
  [
    'bridge vlan add dev p0 vid 30 tunnel_info id 3000',
    () => bridgePorts.set('p0', { bridgeAfSpec: { vlanTunnelInfo: [{ id: 3000, vid: 30, flags: [] }] } }),
  ],
  [
    'bridge vlan del dev p0 vid 5 self',
    () => bridgePorts.unset('p0', { bridgeAfSpec: { flags: ['self'], vlanInfo: [{ vid: 5, flags: [] }] } }),
  ],
];

/** `bridge vni` */
export const vniRows: readonly Row[] = [
  [
    'bridge vni add vni 5,7-9 dev p0 remote 192.0.2.1',
    () =>
      vnis.add('p0', [
        { start: 5, group: '192.0.2.1' },
        { start: 7, end: 9, group: '192.0.2.1' },
      ]),
  ],
  ['bridge vni add vni 5 dev p0 group ff05::1', () => vnis.add('p0', [{ start: 5, group6: 'ff05::1' }])],
  ['bridge vni delete vni 5-6 dev p0', () => vnis.delete('p0', [{ start: 5, end: 6 }])],
  ['bridge vni show', () => vnis.list()],
  ['bridge -s vni show dev p0', () => vnis.list({ dev: 'p0', stats: true })],
];

/** `bridge vlan` */
export const vlanRows: readonly Row[] = [
  [
    'bridge vlan add dev p0 vid 5 pvid untagged',
    () => vlans.add({ dev: 'p0', vid: 5, flags: ['pvid', 'untagged'] }),
  ],
  ['bridge vlan add dev p0 vid 10-20', () => vlans.add({ dev: 'p0', vid: 10, vidEnd: 20 })],
  ['bridge vlan add dev br0 vid 7 self', () => vlans.add({ dev: 'br0', vid: 7, self: true })],
  [
    'bridge vlan add dev p0 vid 30 tunnel_info id 3000',
    () => vlans.add({ dev: 'p0', vid: 30, tunnelId: 3000 }),
  ],
  [
    'bridge vlan add dev p0 vid 30-33 tunnel_info id 3000-3003',
    () => vlans.add({ dev: 'p0', vid: 30, vidEnd: 33, tunnelId: 3000 }),
  ],
  ['bridge vlan del dev p0 vid 10-20', () => vlans.delete({ dev: 'p0', vid: 10, vidEnd: 20 })],
  ['bridge -compressvlans vlan show', () => vlans.list()],
  [
    'bridge vlan set dev p0 vid 5 state blocking',
    () => vlans.setOptions({ dev: 'p0', vid: 5, state: 'blocking' }),
  ],
  [
    'bridge vlan set dev p0 vid 5-9 mcast_router 2',
    () => vlans.setOptions({ dev: 'p0', vid: 5, vidEnd: 9, mcastRouter: 'perm' }),
  ],
  ['bridge -statistics -details vlan show', () => vlans.listOptions({ stats: true })],
  [
    'bridge vlan global set dev br0 vid 5-9 mcast_snooping 1 mcast_querier 1 mcast_query_interval 6000',
    () =>
      vlans.setGlobalOptions({
        dev: 'br0',
        vid: 5,
        vidEnd: 9,
        mcastSnooping: 1,
        mcastQuerier: 1,
        mcastQueryIntvl: 6000n,
      }),
  ],
  ['bridge vlan global show', () => vlans.listGlobalOptions()],
];

const a = '02:00:00:00:00:0a';

/** `bridge fdb` */
export const fdbRows: readonly Row[] = [
  [`bridge fdb add ${a} dev p0 master`, () => fdb.add({ dev: 'p0', lladdr: a })],
  [
    `bridge fdb add ${a} dev p0 self permanent`,
    () => fdb.add({ dev: 'p0', lladdr: a, flags: ['self'], state: ['noarp', 'permanent'] }),
  ],
  [
    `bridge fdb replace ${a} dev p0 master dynamic extern_learn vlan 5`,
    () => fdb.replace({ dev: 'p0', lladdr: a, state: ['reachable'], flags: ['extLearned'], vlan: 5 }),
  ],
  [
    `bridge fdb append ${a} dev v0 dst 192.0.2.20 port 4790 vni 5 src_vni 6 via p0 self`,
    () =>
      fdb.append({
        dev: 'v0',
        lladdr: a,
        dst: '192.0.2.20',
        port: 4790,
        vni: 5,
        srcVni: 6,
        via: 'p0',
        flags: ['self'],
      }),
  ],
  [`bridge fdb del ${a} dev p0 master`, () => fdb.delete({ dev: 'p0', lladdr: a })],
  [`bridge fdb get ${a} br br0`, () => fdb.get({ master: 'br0', lladdr: a })],
  ['bridge fdb show br br0 brport p0', () => fdb.list({ master: 'br0', dev: 'p0' })],
  ['bridge fdb flush dev p0 master', () => fdb.flush({ dev: 'p0', owner: ['master'] })],
  [
    'bridge fdb flush dev br0 brport p0 vlan 5 permanent nosticky',
    () =>
      fdb.flush({
        dev: 'br0',
        port: 'p0',
        vlan: 5,
        state: { permanent: true },
        flags: { sticky: false },
      }),
  ],
];

/** `bridge mdb` */
export const mdbRows: readonly Row[] = [
  [
    'bridge mdb add dev br0 port p0 grp 239.1.1.1 permanent',
    () => mdb.add({ dev: 'br0', port: 'p0', address: '239.1.1.1' }),
  ],
  [
    'bridge mdb add dev br0 port p0 grp ff05::1 src 2001:db8::1 temp vid 5',
    () =>
      mdb.add({
        dev: 'br0',
        port: 'p0',
        address: 'ff05::1',
        source: '2001:db8::1',
        state: 'temporary',
        vid: 5,
      }),
  ],
  [
    'bridge mdb add dev br0 port p0 grp 01:00:00:00:00:05 permanent',
    () => mdb.add({ dev: 'br0', port: 'p0', address: '01:00:00:00:00:05' }),
  ],
  [
    'bridge mdb del dev br0 port p0 grp 239.1.1.1',
    () => mdb.delete({ dev: 'br0', port: 'p0', address: '239.1.1.1', state: 'temporary' }),
  ],
  ['bridge mdb show', () => mdb.list()],
];
