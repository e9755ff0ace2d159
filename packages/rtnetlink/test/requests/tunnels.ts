import { links } from '../../src/client/links.ts';
import type { Row } from './row.ts';

/** `ip link add ... type KIND`, for tunnels. */
export const tunnelRows: readonly Row[] = [
  [
    'ip link add vx0 type vxlan id 42 dstport 4789',
    () => links.add({ ifname: 'vx0', kind: 'vxlan', data: { id: 42, port: 4789, learning: 1 } }),
  ],
  [
    'ip link add vx1 type vxlan id 43 group 239.1.1.1 local 192.0.2.1 dev v0 ttl 5 tos 0x10 srcport 1000 2000 dstport 8472 ageing 300 maxaddress 100 nolearning proxy rsc l2miss l3miss',
    () =>
      links.add({
        ifname: 'vx1',
        kind: 'vxlan',
        data: {
          id: 43,
          group: '239.1.1.1',
          local: '192.0.2.1',
          link: 100,
          ttl: 5,
          tos: 16,
          portRange: { low: 1000, high: 2000 },
          port: 8472,
          ageing: 300,
          limit: 100,
          learning: 0,
          proxy: 1,
          rsc: 1,
          l2miss: 1,
          l3miss: 1,
        },
      }),
  ],
  [
    'ip link add vx2 type vxlan id 44 remote 2001:db8::2 local 2001:db8::1 dstport 4789 udpcsum noudp6zerocsumtx udp6zerocsumrx remcsumtx noremcsumrx gbp flowlabel 5',
    () =>
      links.add({
        ifname: 'vx2',
        kind: 'vxlan',
        data: {
          id: 44,
          group6: '2001:db8::2',
          local6: '2001:db8::1',
          port: 4789,
          udpCsum: 1,
          udpZeroCsum6Tx: 0,
          udpZeroCsum6Rx: 1,
          remcsumTx: 1,
          remcsumRx: 0,
          gbp: true,
          learning: 1,
          label: 5,
        },
      }),
  ],
  [
    'ip link add vx3 type vxlan external dstport 4789',
    () => links.add({ ifname: 'vx3', kind: 'vxlan', data: { collectMetadata: 1, port: 4789, learning: 0 } }),
  ],
  [
    'ip link add vx4 type vxlan dstport 4790 gpe external ttl inherit df set',
    () =>
      links.add({
        ifname: 'vx4',
        kind: 'vxlan',
        data: { port: 4790, gpe: true, collectMetadata: 1, learning: 0, ttlInherit: true, df: 'set' },
      }),
  ],
  [
    'ip link add ge0 type geneve id 5 remote 192.0.2.9 ttl 7 tos 4 dstport 6082 df inherit',
    () =>
      links.add({
        ifname: 'ge0',
        kind: 'geneve',
        data: { id: 5, remote: '192.0.2.9', ttl: 7, tos: 4, port: 6082, df: 'inherit' },
      }),
  ],
  [
    'ip link add ge1 type geneve id 6 remote 2001:db8::9 flowlabel 9 udpcsum udp6zerocsumtx noudp6zerocsumrx',
    () =>
      links.add({
        ifname: 'ge1',
        kind: 'geneve',
        data: { id: 6, remote6: '2001:db8::9', label: 9, udpCsum: 1, udpZeroCsum6Tx: 1, udpZeroCsum6Rx: 0 },
      }),
  ],
  [
    'ip link add ge2 type geneve external innerprotoinherit',
    () =>
      links.add({ ifname: 'ge2', kind: 'geneve', data: { collectMetadata: true, innerProtoInherit: true } }),
  ],
  [
    'ip link add gr0 type gre local 192.0.2.1 remote 192.0.2.2 ttl 64 key 5 csum seq',
    () =>
      links.add({
        ifname: 'gr0',
        kind: 'gre',
        data: {
          local: '192.0.2.1',
          remote: '192.0.2.2',
          ttl: 64,
          ikey: 5,
          okey: 5,
          iflags: ['seq', 'key', 'csum'],
          oflags: ['seq', 'key', 'csum'],
        },
      }),
  ],
  [
    'ip link add gt0 type gretap local 192.0.2.1 remote 192.0.2.3 dev v0 nopmtudisc ignore-df',
    () =>
      links.add({
        ifname: 'gt0',
        kind: 'gretap',
        data: { local: '192.0.2.1', remote: '192.0.2.3', link: 100, pmtudisc: 0, ignoreDf: 1 },
      }),
  ],
  [
    'ip link add gr1 type gre external',
    () => links.add({ ifname: 'gr1', kind: 'gre', data: { collectMetadata: true } }),
  ],
  [
    'ip link add gr2 type gre remote 192.0.2.5 encap fou encap-sport auto encap-dport 5555 encap-csum',
    () =>
      links.add({
        ifname: 'gr2',
        kind: 'gre',
        data: { remote: '192.0.2.5', encapType: 1, encapFlags: ['csum'], encapSport: 0, encapDport: 5555 },
      }),
  ],
  [
    'ip link add er0 type erspan local 192.0.2.1 remote 192.0.2.2 key 7 seq erspan_ver 1 erspan 55',
    () =>
      links.add({
        ifname: 'er0',
        kind: 'erspan',
        data: {
          local: '192.0.2.1',
          remote: '192.0.2.2',
          ikey: 7,
          okey: 7,
          iflags: ['seq', 'key'],
          oflags: ['seq', 'key'],
          erspanVer: 1,
          erspanIndex: 55,
        },
      }),
  ],
  [
    'ip link add g60 type ip6gre local 2001:db8::1 remote 2001:db8::2 hoplimit 32 encaplimit 4 flowlabel 0x12345 tclass 0x10',
    () =>
      links.add({
        ifname: 'g60',
        kind: 'ip6gre',
        data: {
          local: '2001:db8::1',
          remote: '2001:db8::2',
          ttl: 32,
          encapLimit: 4,
          flowinfo: 0x01012345,
        },
      }),
  ],
  [
    'ip link add g61 type ip6gretap remote 2001:db8::2',
    () => links.add({ ifname: 'g61', kind: 'ip6gretap', data: { remote: '2001:db8::2' } }),
  ],
  [
    'ip link add ii0 type ipip local 192.0.2.1 remote 192.0.2.2 ttl 64 tos 0x10',
    () =>
      links.add({
        ifname: 'ii0',
        kind: 'ipip',
        data: { local: '192.0.2.1', remote: '192.0.2.2', ttl: 64, tos: 16 },
      }),
  ],
  [
    'ip link add si0 type sit local 192.0.2.1 remote 192.0.2.3 mode ip6ip isatap',
    () =>
      links.add({
        ifname: 'si0',
        kind: 'sit',
        data: { local: '192.0.2.1', remote: '192.0.2.3', proto: 41, flags: ['isatap'] },
      }),
  ],
  [
    'ip link add si1 type sit local 192.0.2.4 6rd-prefix 2001:db8::/32 6rd-relay_prefix 10.0.0.0/8',
    () =>
      links.add({
        ifname: 'si1',
        kind: 'sit',
        data: {
          local: '192.0.2.4',
          '6rdPrefix': '2001:db8::',
          '6rdPrefixlen': 32,
          '6rdRelayPrefix': '10.0.0.0',
          '6rdRelayPrefixlen': 8,
        },
      }),
  ],
  [
    'ip link add it6 type ip6tnl local 2001:db8::1 remote 2001:db8::2 mode ip4ip6 hoplimit 33 encaplimit none',
    () =>
      links.add({
        ifname: 'it6',
        kind: 'ip6tnl',
        data: { local: '2001:db8::1', remote: '2001:db8::2', proto: 4, ttl: 33, flags: [1] },
      }),
  ],
  [
    'ip link add vt0 type vti local 192.0.2.1 remote 192.0.2.2 key 9 dev v0',
    () =>
      links.add({
        ifname: 'vt0',
        kind: 'vti',
        data: { local: '192.0.2.1', remote: '192.0.2.2', ikey: 9, okey: 9, link: 100 },
      }),
  ],
  [
    'ip link add vt6 type vti6 local 2001:db8::1 remote 2001:db8::2 ikey 3 okey 4 fwmark 5',
    () =>
      links.add({
        ifname: 'vt6',
        kind: 'vti6',
        data: { local: '2001:db8::1', remote: '2001:db8::2', ikey: 3, okey: 4, fwmark: 5 },
      }),
  ],
];
