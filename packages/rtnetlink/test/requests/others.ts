import { neighbours } from '../../src/client/neighbours.ts';
import { nexthops } from '../../src/client/nexthops.ts';
import { rules } from '../../src/client/rules.ts';
import type { Row } from './row.ts';

/** `ip rule` */
export const ruleRows: readonly Row[] = [
  ['ip rule add from 10.0.0.0/8 table 100', () => rules.add({ src: '10.0.0.0/8', table: 100 })],
  [
    'ip rule add to 10.0.0.0/8 table 1000 priority 500',
    () => rules.add({ dst: '10.0.0.0/8', table: 1000, priority: 500 }),
  ],
  ['ip rule add fwmark 5/0xff table 100', () => rules.add({ fwmark: 5, fwmask: 0xff, table: 100 })],
  ['ip rule add fwmark 6 table 100', () => rules.add({ fwmark: 6, table: 100 })],
  ['ip rule add iif v0 table 100', () => rules.add({ iifname: 'v0', table: 100 })],
  ['ip rule add oif v0 table 100', () => rules.add({ oifname: 'v0', table: 100 })],
  ['ip rule add tos 0x10 table 100', () => rules.add({ tos: 16, table: 100 })],
  [
    'ip rule add not from 10.0.0.1 table 100',
    () => rules.add({ src: '10.0.0.1', flags: ['invert'], table: 100 }),
  ],
  ['ip rule add blackhole from 10.0.0.2', () => rules.add({ src: '10.0.0.2', action: 'blackhole' })],
  ['ip rule add unreachable from 10.0.0.2', () => rules.add({ src: '10.0.0.2', action: 'unreachable' })],
  ['ip rule add prohibit from 10.0.0.2', () => rules.add({ src: '10.0.0.2', action: 'prohibit' })],
  ['ip rule add priority 50 goto 60', () => rules.add({ priority: 50, action: 'goto', goto: 60 })],
  ['ip rule add priority 55 nop', () => rules.add({ priority: 55, action: 'nop' })],
  [
    'ip rule add uidrange 1000-2000 table 100',
    () => rules.add({ uidRange: { start: 1000, end: 2000 }, table: 100 }),
  ],
  [
    'ip rule add ipproto tcp sport 80 dport 1000-2000 table 100',
    () =>
      rules.add({
        ipProto: 6,
        sportRange: { start: 80, end: 80 },
        dportRange: { start: 1000, end: 2000 },
        table: 100,
      }),
  ],
  ['ip rule add l3mdev', () => rules.add({ l3mdev: 1, table: 0 })],
  [
    'ip rule add from 10.0.0.3 table main suppress_prefixlength 0',
    () => rules.add({ src: '10.0.0.3', table: 254, suppressPrefixlen: 0 }),
  ],
  ['ip rule add table 100 suppress_ifgroup 5', () => rules.add({ table: 100, suppressIfgroup: 5 })],
  ['ip rule add table 100 protocol static', () => rules.add({ table: 100, protocol: 4 })],
  ['ip rule add table 100 tun_id 77', () => rules.add({ table: 100, tunId: 77n })],
  ['ip rule add table 100 realms 3', () => rules.add({ table: 100, flow: 3 })],
  ['ip -6 rule add from 2001:db8::/32 table 100', () => rules.add({ src: '2001:db8::/32', table: 100 })],
  ['ip -6 rule add table 100 priority 9', () => rules.add({ family: 10, table: 100, priority: 9 })],
  ['ip rule del priority 500', () => rules.delete({ priority: 500 })],
  ['ip rule del from 10.0.0.0/8 table 100', () => rules.delete({ src: '10.0.0.0/8', table: 100 })],
  ['ip -6 rule show', () => rules.list({ family: 10 })],
];

/** `ip neighbour` and `bridge fdb` */
export const neighbourRows: readonly Row[] = [
  [
    'ip neigh add 192.0.2.50 lladdr 02:00:00:00:00:50 dev v0',
    () => neighbours.add({ dst: '192.0.2.50', lladdr: '02:00:00:00:00:50', dev: 'v0' }),
  ],
  [
    'ip neigh add 2001:db8::50 lladdr 02:00:00:00:00:50 dev v0 nud reachable',
    () =>
      neighbours.add({ dst: '2001:db8::50', lladdr: '02:00:00:00:00:50', dev: 'v0', state: ['reachable'] }),
  ],
  [
    'ip neigh replace 192.0.2.50 lladdr 02:00:00:00:00:51 dev v0 nud stale',
    () => neighbours.replace({ dst: '192.0.2.50', lladdr: '02:00:00:00:00:51', dev: 'v0', state: ['stale'] }),
  ],
  [
    'ip neigh change 192.0.2.50 lladdr 02:00:00:00:00:52 dev v0',
    () => neighbours.change({ dst: '192.0.2.50', lladdr: '02:00:00:00:00:52', dev: 'v0' }),
  ],
  [
    'ip neigh add 192.0.2.51 lladdr 02:00:00:00:00:53 dev v0 router extern_learn use',
    () =>
      neighbours.add({
        dst: '192.0.2.51',
        lladdr: '02:00:00:00:00:53',
        dev: 'v0',
        flags: ['use', 'extLearned', 'router'],
      }),
  ],
  [
    'ip neigh add 192.0.2.52 dev v0 managed',
    () => neighbours.add({ dst: '192.0.2.52', dev: 'v0', state: [], flagsExt: ['managed'] }),
  ],
  [
    'ip neigh add 192.0.2.53 lladdr 02:00:00:00:00:53 dev v0 protocol 99',
    () => neighbours.add({ dst: '192.0.2.53', lladdr: '02:00:00:00:00:53', dev: 'v0', protocol: 99 }),
  ],
  [
    'ip neigh add proxy 192.0.2.60 dev v0',
    () => neighbours.add({ dst: '192.0.2.60', dev: 'v0', flags: ['proxy'] }),
  ],
  ['ip neigh del 192.0.2.50 dev v0', () => neighbours.delete({ dst: '192.0.2.50', dev: 'v0' })],
  ['ip neigh get 192.0.2.53 dev v0', () => neighbours.get({ dst: '192.0.2.53', dev: 'v0' })],
  ['ip -4 neigh show', () => neighbours.list({ family: 2 })],
  ['ip -4 neigh show dev v0', () => neighbours.list({ family: 2, dev: 'v0' })],
  ['ip -6 neigh show proxy', () => neighbours.list({ family: 10, proxy: true })],
  [
    'bridge fdb add 02:00:00:00:00:60 dev p0 master static',
    () => fdb('add', { lladdr: '02:00:00:00:00:60', state: ['noarp', 'reachable'], flags: ['master'] }),
  ],
  [
    'bridge fdb add 02:00:00:00:00:61 dev p0 master permanent',
    () => fdb('add', { lladdr: '02:00:00:00:00:61', state: ['noarp', 'permanent'], flags: ['master'] }),
  ],
  [
    'bridge fdb append 02:00:00:00:00:62 dev v0 dst 192.0.2.70 port 4790 vni 5 via v1 self permanent',
    () =>
      fdb('append', {
        lladdr: '02:00:00:00:00:62',
        dev: 'v0',
        dst: '192.0.2.70',
        port: 4790,
        vni: 5,
        ifindex: V1,
        state: ['noarp', 'permanent'],
        flags: ['self'],
      }),
  ],
  [
    'bridge fdb add 02:00:00:00:00:63 dev p0 master static vlan 7 sticky',
    () =>
      fdb('add', {
        lladdr: '02:00:00:00:00:63',
        vlan: 7,
        state: ['noarp', 'reachable'],
        flags: ['master', 'sticky'],
      }),
  ],
  [
    'bridge fdb replace 02:00:00:00:00:64 dev v0 nhid 9 self static',
    () =>
      fdb('replace', {
        lladdr: '02:00:00:00:00:64',
        dev: 'v0',
        nhId: 9,
        state: ['noarp', 'reachable'],
        flags: ['self'],
      }),
  ],
  [
    'bridge fdb del 02:00:00:00:00:60 dev p0 master',
    () => fdb('delete', { lladdr: '02:00:00:00:00:60', state: ['noarp', 'permanent'], flags: ['master'] }),
  ],
];

/** `ifindex` is an index alone. */
const V1 = 101;

function fdb(verb: 'add' | 'append' | 'replace' | 'delete', entry: Parameters<typeof neighbours.add>[0]) {
  return neighbours[verb]({ family: 7, dev: 'p0', ...entry });
}

/** `ip nexthop` */
export const nexthopRows: readonly Row[] = [
  ['ip nexthop add id 1 via 192.0.2.99 dev v0', () => nexthops.add({ id: 1, via: '192.0.2.99', dev: 'v0' })],
  ['ip nexthop add id 2 via fe80::1 dev v0', () => nexthops.add({ id: 2, via: 'fe80::1', dev: 'v0' })],
  ['ip nexthop add id 3 dev v0', () => nexthops.add({ id: 3, dev: 'v0' })],
  [
    'ip nexthop add id 4 via 192.0.2.98 dev v0 onlink',
    () => nexthops.add({ id: 4, via: '192.0.2.98', dev: 'v0', onlink: true }),
  ],
  ['ip nexthop add id 5 blackhole', () => nexthops.add({ id: 5, blackhole: true })],
  ['ip -6 nexthop add id 6 blackhole', () => nexthops.add({ id: 6, blackhole: true, family: 10 })],
  ['ip nexthop add id 7 group 1/4', () => nexthops.add({ id: 7, group: [member(1), member(4)] })],
  [
    'ip nexthop add id 8 group 1,10/4,20',
    () => nexthops.add({ id: 8, group: [member(1, 10), member(4, 20)] }),
  ],
  [
    'ip nexthop add id 9 group 1/4 type resilient buckets 32 idle_timer 10 unbalanced_timer 100',
    () =>
      nexthops.add({
        id: 9,
        group: [member(1), member(4)],
        groupType: 'res',
        resGroup: { buckets: 32, idleTimer: 1000, unbalancedTimer: 10000 },
      }),
  ],
  ['ip nexthop add id 10 via 192.0.2.97 fdb', () => nexthops.add({ id: 10, via: '192.0.2.97', fdb: true })],
  ['ip nexthop add id 11 dev v0 protocol static', () => nexthops.add({ id: 11, dev: 'v0', protocol: 4 })],
  [
    'ip nexthop replace id 1 via 192.0.2.96 dev v0',
    () => nexthops.replace({ id: 1, via: '192.0.2.96', dev: 'v0' }),
  ],
  ['ip nexthop get id 1', () => nexthops.get(1)],
  ['ip nexthop del id 1', () => nexthops.delete(1)],
  ['ip nexthop show', () => nexthops.list()],
  ['ip nexthop show groups', () => nexthops.list({ groups: true })],
];

const member = (id: number, weight = 1) => ({ id, weight });
