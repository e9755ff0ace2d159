import { routes } from '../../src/client/routes.ts';
import type { Row } from './row.ts';

/** `ip route` */
export const routeRows: readonly Row[] = [
  ['ip route add 10.1.0.0/16 dev v0', () => routes.add({ dst: '10.1.0.0/16', dev: 'v0' })],
  ['ip route add 10.2.0.0/16 via 192.0.2.99', () => routes.add({ dst: '10.2.0.0/16', via: '192.0.2.99' })],
  ['ip route add default via 192.0.2.99', () => routes.add({ dst: 'default', via: '192.0.2.99' })],
  [
    'ip route add default via 192.0.2.99 dev v0 onlink',
    () => routes.add({ dst: 'default', via: '192.0.2.99', dev: 'v0', onlink: true }),
  ],
  [
    'ip route add 2001:db8:1::/48 via 2001:db8::99 dev v0',
    () => routes.add({ dst: '2001:db8:1::/48', via: '2001:db8::99', dev: 'v0' }),
  ],
  [
    'ip -6 route add default via fe80::1 dev v0 metric 5',
    () => routes.add({ dst: 'default', via: 'fe80::1', dev: 'v0', priority: 5, family: 10 }),
  ],
  [
    'ip route add 10.3.0.0/16 dev v0 metric 100 table 1000 proto static scope link src 192.0.2.1',
    () =>
      routes.add({
        dst: '10.3.0.0/16',
        dev: 'v0',
        priority: 100,
        table: 1000,
        protocol: 4,
        scope: 253,
        prefsrc: '192.0.2.1',
      }),
  ],
  [
    'ip route add 10.4.0.0/16 dev v0 table 100',
    () => routes.add({ dst: '10.4.0.0/16', dev: 'v0', table: 100 }),
  ],
  ['ip route add 10.5.0.0/16 dev v0 tos 0x10', () => routes.add({ dst: '10.5.0.0/16', dev: 'v0', tos: 16 })],
  ['ip route add blackhole 10.6.0.0/16', () => routes.add({ dst: '10.6.0.0/16', type: 'blackhole' })],
  ['ip route add unreachable 10.7.0.0/16', () => routes.add({ dst: '10.7.0.0/16', type: 'unreachable' })],
  ['ip route add prohibit 10.8.0.0/16', () => routes.add({ dst: '10.8.0.0/16', type: 'prohibit' })],
  ['ip route add throw 10.9.0.0/16', () => routes.add({ dst: '10.9.0.0/16', type: 'throw' })],
  ['ip route add local 10.10.0.1 dev v0', () => routes.add({ dst: '10.10.0.1', type: 'local', dev: 'v0' })],
  [
    'ip route add broadcast 10.10.0.255 dev v0',
    () => routes.add({ dst: '10.10.0.255', type: 'broadcast', dev: 'v0' }),
  ],
  [
    'ip route add multicast 239.2.0.0/16 dev v0',
    () => routes.add({ dst: '239.2.0.0/16', type: 'multicast', dev: 'v0' }),
  ],
  [
    'ip -6 route add anycast 2001:db8::fff dev v0',
    () => routes.add({ dst: '2001:db8::fff', type: 'anycast', dev: 'v0' }),
  ],
  [
    'ip -6 route add blackhole 2001:db8:6::/48',
    () => routes.add({ dst: '2001:db8:6::/48', type: 'blackhole' }),
  ],
  [
    'ip route add 10.11.0.0/16 nexthop via 192.0.2.98 nexthop via 192.0.2.97 weight 3',
    () =>
      routes.add({
        dst: '10.11.0.0/16',
        multipath: [{ via: '192.0.2.98' }, { via: '192.0.2.97', weight: 3 }],
      }),
  ],
  [
    'ip route add 10.12.0.0/16 nexthop via 192.0.2.98 dev v0 onlink nexthop dev v1 weight 2',
    () =>
      routes.add({
        dst: '10.12.0.0/16',
        multipath: [
          { via: '192.0.2.98', dev: 'v0', onlink: true },
          { dev: 'v1', weight: 2 },
        ],
      }),
  ],
  [
    'ip -6 route add 2001:db8:7::/48 nexthop via fe80::1 dev v0 nexthop via fe80::2 dev v1 weight 256',
    () =>
      routes.add({
        dst: '2001:db8:7::/48',
        multipath: [
          { via: 'fe80::1', dev: 'v0' },
          { via: 'fe80::2', dev: 'v1', weight: 256 },
        ],
      }),
  ],
  [
    'ip route add 10.13.0.0/16 via inet6 fe80::1 dev v0',
    () => routes.add({ dst: '10.13.0.0/16', via: 'fe80::1', dev: 'v0' }),
  ],
  ['ip route add 10.14.0.0/16 nhid 17', () => routes.add({ dst: '10.14.0.0/16', nhId: 17 })],
  [
    'ip route add 10.15.0.0/16 dev v0 mtu 1400',
    () => routes.add({ dst: '10.15.0.0/16', dev: 'v0', metrics: { mtu: 1400 } }),
  ],
  [
    'ip route add 10.16.0.0/16 dev v0 mtu lock 1400 advmss 1300',
    () => routes.add({ dst: '10.16.0.0/16', dev: 'v0', metrics: { lock: ['mtu'], mtu: 1400, advmss: 1300 } }),
  ],
  [
    'ip route add 10.17.0.0/16 dev v0 window 1000 cwnd 10 ssthresh 20 reordering 3 hoplimit 64',
    () =>
      routes.add({
        dst: '10.17.0.0/16',
        dev: 'v0',
        metrics: { window: 1000, cwnd: 10, ssthresh: 20, reordering: 3, hoplimit: 64 },
      }),
  ],
  [
    'ip route add 10.18.0.0/16 dev v0 initcwnd 10 initrwnd 20 quickack 1 fastopen_no_cookie 1 congctl cubic',
    () =>
      routes.add({
        dst: '10.18.0.0/16',
        dev: 'v0',
        metrics: { initcwnd: 10, initrwnd: 20, quickack: 1, fastopenNoCookie: 1, ccAlgo: 'cubic' },
      }),
  ],
  [
    'ip route add 10.19.0.0/16 dev v0 rtt 100ms rttvar 50ms rto_min 200ms features ecn',
    () =>
      routes.add({
        dst: '10.19.0.0/16',
        dev: 'v0',
        metrics: { lock: ['rtoMin'], rtt: 800, rttvar: 200, rtoMin: 200, features: ['ecn'] },
      }),
  ],
  [
    'ip route add 10.20.0.0/16 dev v0 realms 1/2',
    () => routes.add({ dst: '10.20.0.0/16', dev: 'v0', flow: 0x10002 }),
  ],
  [
    'ip -6 route add 2001:db8:8::/48 dev v0 expires 60',
    () => routes.add({ dst: '2001:db8:8::/48', dev: 'v0', expires: 60 }),
  ],
  [
    'ip -6 route add 2001:db8:9::/48 via fe80::1 dev v0 pref high',
    () => routes.add({ dst: '2001:db8:9::/48', via: 'fe80::1', dev: 'v0', pref: 'high' }),
  ],
  [
    'ip -6 route add 2001:db8:a::/48 from 2001:db8::/32 dev v0',
    () => routes.add({ dst: '2001:db8:a::/48', src: '2001:db8::/32', dev: 'v0' }),
  ],
  ['ip route replace 10.1.0.0/16 dev v1', () => routes.replace({ dst: '10.1.0.0/16', dev: 'v1' })],
  ['ip route change 10.1.0.0/16 dev v0', () => routes.change({ dst: '10.1.0.0/16', dev: 'v0' })],
  ['ip route append 10.1.0.0/16 dev v1', () => routes.append({ dst: '10.1.0.0/16', dev: 'v1' })],
  [
    'ip route prepend 10.1.0.0/16 dev v1 tos 4',
    () => routes.prepend({ dst: '10.1.0.0/16', dev: 'v1', tos: 4 }),
  ],
  ['ip route del 10.1.0.0/16', () => routes.delete({ dst: '10.1.0.0/16' })],
  [
    'ip route del 10.1.0.0/16 dev v0 metric 5',
    () => routes.delete({ dst: '10.1.0.0/16', dev: 'v0', priority: 5 }),
  ],
  ['ip route del table 1000 10.3.0.0/16', () => routes.delete({ dst: '10.3.0.0/16', table: 1000 })],
  ['ip route get 10.1.2.3', () => routes.get({ dst: '10.1.2.3' })],
  [
    'ip route get 10.1.2.3 from 192.0.2.1 oif v0 tos 0x10 mark 5',
    () => routes.get({ dst: '10.1.2.3', src: '192.0.2.1', dev: 'v0', tos: 16, mark: 5 }),
  ],
  [
    'ip route get 10.1.2.3 from 192.0.2.1 iif v0',
    () => routes.get({ dst: '10.1.2.3', src: '192.0.2.1', iif: V0 }),
  ],
  [
    'ip route get 10.1.2.3 ipproto udp sport 1000 dport 53 uid 5',
    () => routes.get({ dst: '10.1.2.3', ipProto: 17, sport: 1000, dport: 53, uid: 5 }),
  ],
  ['ip route get fibmatch 10.1.2.3', () => routes.get({ dst: '10.1.2.3', fibMatch: true })],
  ['ip -6 route get 2001:db8::99', () => routes.get({ dst: '2001:db8::99' })],
  ['ip -4 route show table all', () => routes.list({ family: 2 })],
  ['ip -4 route show table 100', () => routes.list({ family: 2, table: 100 })],
  ['ip -6 route show table main', () => routes.list({ family: 10, table: 254 })],
  ['ip -4 route show proto static table main', () => routes.list({ family: 2, table: 254, protocol: 4 })],
];

/** `iif` is an index alone. */
export const V0 = 100;
