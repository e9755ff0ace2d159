import { links } from '../../src/client/links.ts';
import type { Row } from './row.ts';

/** `ip link add ... type KIND`, for kinds of devices that stand on others or on none. */
export const kindRows: readonly Row[] = [
  ['ip link add dum0 type dummy', () => links.add({ ifname: 'dum0', kind: 'dummy' })],
  ['ip link add ifb0 type ifb', () => links.add({ ifname: 'ifb0', kind: 'ifb' })],
  [
    'ip link add dum1 mtu 1400 address 02:00:00:00:00:21 txqueuelen 5 numtxqueues 2 numrxqueues 3 type dummy',
    () =>
      links.add({
        ifname: 'dum1',
        mtu: 1400,
        address: '02:00:00:00:00:21',
        txqlen: 5,
        numTxQueues: 2,
        numRxQueues: 3,
        kind: 'dummy',
      }),
  ],
  [
    'ip link add dum2 index 700 group 5 type dummy',
    () => links.add({ ifname: 'dum2', index: 700, group: 5, kind: 'dummy' }),
  ],
  [
    'ip link add ve0 type veth peer name ve1',
    () => links.add({ ifname: 've0', kind: 'veth', data: { peer: { ifname: 've1' } } }),
  ],
  [
    'ip link add ve2 type veth peer name ve3 mtu 1400 address 02:00:00:00:00:22',
    () =>
      links.add({
        ifname: 've2',
        kind: 'veth',
        data: { peer: { ifname: 've3', mtu: 1400, address: '02:00:00:00:00:22' } },
      }),
  ],
  ['ip link add ve4 type veth', () => links.add({ ifname: 've4', kind: 'veth' })],
  [
    'ip link add link v0 name mv0 type macvlan mode bridge',
    () => links.add({ link: 'v0', ifname: 'mv0', kind: 'macvlan', data: { mode: 'bridge' } }),
  ],
  [
    'ip link add link v0 name mv1 type macvlan mode passthru nopromisc',
    () =>
      links.add({
        link: 'v0',
        ifname: 'mv1',
        kind: 'macvlan',
        data: { mode: 'passthru', flags: ['nopromisc'] },
      }),
  ],
  [
    'ip link add link v1 name mv2 type macvlan mode source macaddr add 02:00:00:00:00:23',
    () =>
      links.add({
        link: 'v1',
        ifname: 'mv2',
        kind: 'macvlan',
        data: { mode: 'source', macaddrMode: 'add', macaddr: '02:00:00:00:00:23' },
      }),
  ],
  [
    'ip link set mv2 type macvlan macaddr set 02:00:00:00:00:24 02:00:00:00:00:25',
    () =>
      links.set('mv2', {
        kind: 'macvlan',
        data: { macaddrMode: 'set', macaddrData: ['02:00:00:00:00:24', '02:00:00:00:00:25'] },
      }),
  ],
  [
    'ip link add link v1 name mv3 type macvlan mode vepa bcqueuelen 2000',
    () => links.add({ link: 'v1', ifname: 'mv3', kind: 'macvlan', data: { mode: 'vepa', bcQueueLen: 2000 } }),
  ],
  [
    'ip link add link v1 name mt0 type macvtap mode private',
    () => links.add({ link: 'v1', ifname: 'mt0', kind: 'macvtap', data: { mode: 'private' } }),
  ],
  [
    'ip link add link v0 name iv0 type ipvlan mode l2',
    () => links.add({ link: 'v0', ifname: 'iv0', kind: 'ipvlan', data: { mode: 'l2', flags: [] } }),
  ],
  [
    'ip link add link v0 name iv1 type ipvlan mode l3s vepa',
    () => links.add({ link: 'v0', ifname: 'iv1', kind: 'ipvlan', data: { mode: 'l3s', flags: ['vepa'] } }),
  ],
  [
    'ip link add link v0 name it0 type ipvtap mode l3 private',
    () => links.add({ link: 'v0', ifname: 'it0', kind: 'ipvtap', data: { mode: 'l3', flags: ['private'] } }),
  ],
  [
    'ip link add link v0 name vl0 type vlan id 10',
    () => links.add({ link: 'v0', ifname: 'vl0', kind: 'vlan', data: { id: 10 } }),
  ],
  [
    'ip link add link v0 name vl1 type vlan protocol 802.1ad id 11 reorder_hdr off gvrp on loose_binding on',
    () =>
      links.add({
        link: 'v0',
        ifname: 'vl1',
        kind: 'vlan',
        data: {
          id: 11,
          protocol: 0x88a8,
          flags: { flags: ['gvrp', 'looseBinding'], mask: ['reorderHdr', 'gvrp', 'looseBinding'] },
        },
      }),
  ],
  [
    'ip link add link v0 name vl2 type vlan id 12 ingress-qos-map 1:2 3:4 egress-qos-map 5:6',
    () =>
      links.add({
        link: 'v0',
        ifname: 'vl2',
        kind: 'vlan',
        data: {
          id: 12,
          ingressQos: {
            mapping: [
              { from: 1, to: 2 },
              { from: 3, to: 4 },
            ],
          },
          egressQos: { mapping: [{ from: 5, to: 6 }] },
        },
      }),
  ],
  [
    'ip link add vrf0 type vrf table 100',
    () => links.add({ ifname: 'vrf0', kind: 'vrf', data: { table: 100 } }),
  ],
  [
    'ip link add link v0 name ms0 type macsec port 5 encrypt on',
    () => links.add({ link: 'v0', ifname: 'ms0', kind: 'macsec', data: { port: 5, encrypt: 1 } }),
  ],
  [
    'ip link add hs0 type hsr slave1 v0 slave2 v1 supervision 45 version 1',
    () =>
      links.add({
        ifname: 'hs0',
        kind: 'hsr',
        data: { slave1: 100, slave2: 101, multicastSpec: 45, version: 1 },
      }),
  ],
  [
    'ip link add xf0 type xfrm dev v0 if_id 7',
    () => links.add({ ifname: 'xf0', kind: 'xfrm', data: { link: 100, ifId: 7 } }),
  ],
];
