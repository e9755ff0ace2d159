import { addressLabels } from '../../src/client/addrlabels.ts';
import { mdb } from '../../src/client/mdb.ts';
import { vlans } from '../../src/client/vlans.ts';
import type { Row } from './row.ts';

/** `bridge vlan` and `bridge mdb` */
export const bridgeRows: readonly Row[] = [
  ['bridge vlan add vid 5 dev p0', () => vlans.add({ dev: 'p0', vid: 5 })],
  [
    'bridge vlan add vid 6 dev p0 pvid untagged',
    () => vlans.add({ dev: 'p0', vid: 6, flags: ['pvid', 'untagged'] }),
  ],
  ['bridge vlan add vid 7-9 dev p0', () => vlans.add({ dev: 'p0', vid: 7, vidEnd: 9 })],
  ['bridge vlan add vid 5 dev br0 self', () => vlans.add({ dev: 'br0', vid: 5, self: true })],
  [
    'bridge vlan add vid 10 dev p0 tunnel_info id 1000',
    () => vlans.add({ dev: 'p0', vid: 10, tunnelId: 1000 }),
  ],
  ['bridge vlan del vid 5 dev p0', () => vlans.delete({ dev: 'p0', vid: 5 })],
  ['bridge vlan del vid 7-9 dev p0', () => vlans.delete({ dev: 'p0', vid: 7, vidEnd: 9 })],
  [
    'bridge mdb add dev br0 port p0 grp 239.1.1.1 permanent',
    () => mdb.add({ dev: 'br0', port: 'p0', address: '239.1.1.1' }),
  ],
  [
    'bridge mdb add dev br0 port p0 grp 239.1.1.2 temp vid 5',
    () => mdb.add({ dev: 'br0', port: 'p0', address: '239.1.1.2', state: 'temporary', vid: 5 }),
  ],
  [
    'bridge mdb add dev br0 port p0 grp ff05::1 permanent',
    () => mdb.add({ dev: 'br0', port: 'p0', address: 'ff05::1' }),
  ],
  [
    'bridge mdb del dev br0 port p0 grp 239.1.1.1',
    () => mdb.delete({ dev: 'br0', port: 'p0', address: '239.1.1.1', state: 'temporary' }),
  ],
];

/** `ip addrlabel` */
export const addrlabelRows: readonly Row[] = [
  [
    'ip addrlabel add prefix 2001:db8::/32 label 200',
    () => addressLabels.add({ address: '2001:db8::/32', label: 200 }),
  ],
  [
    'ip addrlabel add prefix 2001:db8:1::/48 dev v0 label 201',
    () => addressLabels.add({ address: '2001:db8:1::/48', dev: 'v0', label: 201 }),
  ],
  [
    'ip addrlabel del prefix 2001:db8::/32 label 200',
    () => addressLabels.delete({ address: '2001:db8::/32', label: 200 }),
  ],
];
