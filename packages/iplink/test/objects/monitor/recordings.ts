/** Recordings for `ip monitor file`: messages that kernels send, and some that none does. */
import {
  type AddressMessage,
  addressLabelMessage,
  addressMessage,
  type LinkMessage,
  linkMessage,
  type NeighbourMessage,
  type NetconfMessage,
  type NsidMessage,
  neighbourMessage,
  netconfMessage,
  nexthopMessage,
  nsidMessage,
  type PrefixMessage,
  prefixMessage,
  type RouteMessage,
  RTM_DELADDR,
  RTM_DELADDRLABEL,
  RTM_DELLINK,
  RTM_DELNEIGH,
  RTM_DELNETCONF,
  RTM_DELNEXTHOP,
  RTM_DELNEXTHOPBUCKET,
  RTM_DELNSID,
  RTM_DELROUTE,
  RTM_DELRULE,
  RTM_GETNEIGH,
  RTM_NEWADDR,
  RTM_NEWADDRLABEL,
  RTM_NEWLINK,
  RTM_NEWNEIGH,
  RTM_NEWNETCONF,
  RTM_NEWNEXTHOP,
  RTM_NEWNEXTHOPBUCKET,
  RTM_NEWNSID,
  RTM_NEWPREFIX,
  RTM_NEWROUTE,
  RTM_NEWRULE,
  RTM_NEWSTATS,
  type RuleMessage,
  routeMessage,
  ruleMessage,
  statsMessage,
} from '@iplink-ts/rtnetlink/codec';
import { data, message } from '@iplink-ts/rtnetlink/testing';

const FROM = { sequence: 0, port: 0 };

const link = (value: LinkMessage, type: number = RTM_NEWLINK): Uint8Array =>
  data(FROM, type, linkMessage, value);
const address = (value: AddressMessage, type: number = RTM_NEWADDR): Uint8Array =>
  data(FROM, type, addressMessage, value);
const route = (value: RouteMessage, type: number = RTM_NEWROUTE): Uint8Array =>
  data(FROM, type, routeMessage, value);
const neighbour = (value: NeighbourMessage, type: number = RTM_NEWNEIGH): Uint8Array =>
  data(FROM, type, neighbourMessage, value);
const rule = (value: RuleMessage, type: number = RTM_NEWRULE): Uint8Array =>
  data(FROM, type, ruleMessage, value);
const netconf = (value: NetconfMessage, type: number = RTM_NEWNETCONF): Uint8Array =>
  data(FROM, type, netconfMessage, value);
const nsid = (value: NsidMessage, type: number = RTM_NEWNSID): Uint8Array =>
  data(FROM, type, nsidMessage, value);
const prefix = (value: PrefixMessage): Uint8Array => data(FROM, RTM_NEWPREFIX, prefixMessage, value);

/** A message of any type whose body is zeros. */
const zeros = (type: number, length: number, flags = 0): Uint8Array =>
  message(FROM, type, flags, (writer) => writer.zero(length));

const D0: LinkMessage = {
  type: 1,
  index: 7,
  flags: ['broadcast', 'multicast'],
  ifname: 'd0',
  mtu: 1500,
  qdisc: 'noqueue',
  operstate: 'down',
  linkmode: 'default',
  group: 0,
  txqlen: 1000,
  address: '02:00:00:00:00:01',
  broadcast: 'ff:ff:ff:ff:ff:ff',
};

const EVENTS = [
  'none',
  'reboot',
  'features',
  'bondingFailover',
  'notifyPeers',
  'igmpResend',
  'bondingOptions',
  7,
] as const;

const links = [
  link(D0),
  link({ ...D0, flags: ['broadcast', 'multicast', 'up'] }),
  link({ ...D0, index: 8, ifname: 'd0.1', link: 7, flags: ['up', 'running', 'lowerUp'], operstate: 'up' }),
  link({ ...D0, flags: ['broadcast', 'multicast', 'up', 'running'], master: 8, ifalias: 'an alias' }),
  link({ ...D0, index: 8, ifname: 'd0.1', link: 7, flags: ['up', 'running', 'lowerUp'], operstate: 'up' }),
  link({ ...D0, link: 0 }),
  link({ ...D0, link: 77 }),
  link({ ...D0, link: 7, linkNetnsid: 3 }),
  link({ ...D0, link: 7, linkNetnsid: -1 }),
  link({ ...D0, newNetnsid: 3, newIfindex: 9 }),
  link({ ...D0, propList: { altIfname: ['alt0', 'alt1'] } }),
  link({ ...D0, protoDown: 1, protoDownReason: { value: 5 } }),
  link({ ...D0, operstate: 9, linkmode: 3, type: 772, group: 17 }),
  link({ ...D0, promiscuity: 1, allmulti: 2, minMtu: 68, maxMtu: 65535, numTxQueues: 1, numRxQueues: 2 }),
  link({ ...D0, kind: 'ipvlan', data: { mode: 'l3', flags: ['private'] } }),
  link({
    ...D0,
    kind: 'vlan',
    data: { id: 5, protocol: 0x8100, flags: { flags: ['reorderHdr'], mask: [] } },
  }),
  link({ ...D0, kind: 'vxlan', data: { id: 5, group: '10.0.0.1', link: 7, port: 4789 } }),
  link({ ...D0, kind: 'veth', slaveKind: 'bridge', slaveData: { state: 3, priority: 32 } }),
  link({ ...D0, index: 9, ifname: undefined }),
  ...EVENTS.map((event) => link({ ...D0, event })),
  link({ family: 7, index: 7, flags: ['up'], ifname: 'd0', master: 8, protinfo: { state: 3, cost: 4 } }),
  link({ family: 10, index: 7, flags: ['up'], ifname: 'd0', afSpec: { inet6: { addrGenMode: 'none' } } }),
  link({ ...D0, ifname: 'renamed' }),
  address({ index: 7, address: '10.0.0.1', local: '10.0.0.1', prefixlen: 24, family: 2 }),
  link(D0, RTM_DELLINK),
  address({ index: 7, address: '10.0.0.1', local: '10.0.0.1', prefixlen: 24, family: 2 }),
  zeros(RTM_NEWLINK, 12),
  zeros(RTM_DELLINK, 16),
];

const lifetimes = (prefered: number, valid: number): NonNullable<AddressMessage['cacheinfo']> => ({
  prefered,
  valid,
  cstamp: 5,
  tstamp: 6,
});

const V4: AddressMessage = { family: 2, prefixlen: 24, index: 1, address: '10.0.0.1', local: '10.0.0.1' };
const V6: AddressMessage = { family: 10, prefixlen: 64, index: 1, address: '2001:db8::1', scope: 253 };

const addresses = [
  address({ ...V4, broadcast: '10.0.0.255', label: 'lo:1', flags: ['permanent'] }),
  address({ ...V4, index: 7, address: '10.0.0.2', rtPriority: 5, cacheinfo: lifetimes(1, 2) }),
  address({ ...V4, cacheinfo: lifetimes(0xffffffff, 0xffffffff), flags: ['secondary'] }),
  address(V4, RTM_DELADDR),
  address({ ...V6, flags: ['tentative', 'permanent'], cacheinfo: lifetimes(100, 200) }),
  address({ ...V6, local: '2001:db8::2', flags: ['deprecated'] }, RTM_DELADDR),
  zeros(RTM_NEWADDR, 4),
  zeros(RTM_DELADDR, 8),
];

const routes = [
  route({ type: 'unicast', dst: '10.1.0.0/16', gateway: '10.0.0.1', oif: 1, table: 254, protocol: 3 }),
  route({
    type: 'unicast',
    dst: 'default',
    family: 2,
    oif: 7,
    table: 300,
    protocol: 2,
    scope: 253,
    prefsrc: '10.0.0.1',
  }),
  route({ dst: '10.1.0.1/32', type: 'local', table: 255, protocol: 2, scope: 254, oif: 1 }, RTM_DELROUTE),
  route({ type: 'unicast', dst: '10.1.0.2/32', flags: ['cloned'], oif: 1 }),
  route({
    type: 'unicast',
    dst: '2001:db8::/64',
    oif: 1,
    priority: 1024,
    table: 254,
    protocol: 2,
    pref: 'medium',
  }),
  route(
    { dst: '2001:db8:1::/48', type: 'unreachable', oif: 1, table: 254, metrics: { mtu: 1400 } },
    RTM_DELROUTE,
  ),
  route({
    type: 'unicast',
    dst: '10.2.0.0/16',
    table: 254,
    multipath: [
      { oif: 1, weight: 1, gateway: '10.0.0.1', flags: [] },
      { oif: 7, weight: 5, gateway: '10.0.0.2', flags: ['linkdown'] },
    ],
  }),
  route({ dst: '224.0.0.0/4', type: 'multicast', oif: 1, table: 254 }),
];

/** What `ip mroute` knows: families RTNL_FAMILY_IPMR and RTNL_FAMILY_IP6MR. */
const MFC: RouteMessage = {
  family: 128,
  src: '10.0.0.5/32',
  dst: '224.1.1.1/32',
  type: 'multicast',
  protocol: 17,
  table: 253,
  iif: 1,
};

const multicastRoutes = [
  route(MFC),
  route({
    ...MFC,
    multipath: [
      { oif: 1, weight: 2, flags: [] },
      { oif: 7, weight: 6, flags: [] },
    ],
  }),
  route({ ...MFC, mfcStats: { packets: 10n, bytes: 1000n, wrongIf: 3n } }),
  route({ ...MFC, mfcStats: { packets: 10n, bytes: 1000n, wrongIf: 0n }, idle: 12345n }),
  route({ ...MFC, idle: 5n, table: 300 }, RTM_DELROUTE),
  route({ ...MFC, iif: undefined, flags: ['unresolved'], table: 254 }),
  route({ ...MFC, src: undefined, dst: 'default' }),
  route({ ...MFC, iif: 7 }),
  route({ ...MFC, type: 'unicast' }),
  route({ ...MFC, family: 129, src: '2001:db8::5/128', dst: 'ff05::5/128', idle: 1200n }),
];

const neighbours = [
  neighbour({ family: 2, dst: '10.0.0.2', index: 1, state: ['reachable'], lladdr: '02:00:00:00:00:02' }),
  neighbour({ family: 2, dst: '10.0.0.2', index: 7, state: ['failed'], probes: 3 }, RTM_DELNEIGH),
  neighbour({
    family: 2,
    dst: '10.0.0.3',
    index: 1,
    state: ['noarp'],
    cacheinfo: { used: 200, confirmed: 100, updated: 300, refcnt: 4 },
  }),
  neighbour({ family: 2, dst: '10.0.0.3', index: 1, state: [] }),
  neighbour({ family: 10, dst: 'fe80::2', index: 1, state: ['stale'], flags: ['router'], protocol: 4 }),
  neighbour({ family: 10, dst: 'fe80::3', index: 1, state: ['permanent'], flags: ['proxy'] }),
  neighbour({ family: 7, index: 1, lladdr: '02:00:00:00:00:02', master: 7, vlan: 3, state: ['permanent'] }),
  neighbour({ family: 7, index: 1, lladdr: '02:00:00:00:00:02', master: 7 }, RTM_DELNEIGH),
  neighbour({ family: 2, dst: '10.0.0.4', index: 1, state: ['incomplete'] }, RTM_GETNEIGH),
  zeros(RTM_NEWNEIGH, 8),
];

const rules = [
  rule({ family: 2, priority: 100, table: 254, protocol: 3, action: 'toTable' }),
  rule(
    { family: 2, priority: 100, src: '10.0.0.0/24', table: 300, iifname: 'd0', action: 'toTable' },
    RTM_DELRULE,
  ),
  rule({ family: 10, priority: 101, dst: '2001:db8::/32', fwmark: 16, action: 'blackhole' }),
  rule({ family: 128, priority: 102, table: 253, action: 'toTable' }),
  zeros(RTM_NEWRULE, 8),
  zeros(RTM_DELRULE, 12),
];

const nexthops = [
  data(FROM, RTM_NEWNEXTHOP, nexthopMessage, { family: 2, id: 5, oif: 1, gateway: '10.0.0.1', protocol: 3 }),
  data(FROM, RTM_DELNEXTHOP, nexthopMessage, { id: 6, blackhole: true }),
  data(FROM, RTM_NEWNEXTHOPBUCKET, nexthopMessage, {
    id: 7,
    resBucket: { index: 2, idleTime: 300n, nhId: 5 },
  }),
  data(FROM, RTM_DELNEXTHOPBUCKET, nexthopMessage, { id: 7, resBucket: { index: 2 } }),
  zeros(RTM_NEWNEXTHOP, 4),
];

const netconfs = [
  netconf({
    family: 2,
    ifindex: 1,
    forwarding: 0,
    rpFilter: 'off',
    mcForwarding: 0,
    proxyNeigh: 0,
    ignoreRoutesWithLinkdown: 0,
    bcForwarding: 0,
  }),
  netconf({ family: 2, ifindex: 7, forwarding: 1, rpFilter: 'strict', mcForwarding: 1, proxyNeigh: 1 }),
  netconf({ family: 2, ifindex: 1, rpFilter: 'loose', ignoreRoutesWithLinkdown: 1 }, RTM_DELNETCONF),
  netconf({ family: 2, ifindex: -1, rpFilter: 3 }),
  netconf({ family: 10, ifindex: -2, forwarding: 2 }),
  netconf({ family: 28, ifindex: 1, input: 1 }),
  netconf({ family: 28, input: 0 }),
  netconf({ family: 0, ifindex: 1, forwarding: 1 }),
  zeros(RTM_NEWNETCONF, 0),
];

const announced = (flags: NonNullable<PrefixMessage['flags']>): PrefixMessage => ({
  address: '2001:db8::/64',
  ifindex: 1,
  type: 3,
  flags,
  cacheinfo: { preferredTime: 100, validTime: 0xffffffff },
});

const prefixes = [
  prefix(announced([])),
  prefix(announced(['onlink'])),
  prefix(announced(['onlink', 'autoconf'])),
  prefix(announced([1])),
  prefix(announced([2])),
  prefix(announced([3, 'autoconf'])),
  prefix({ family: 10, ifindex: 7, type: 3 }),
  prefix({ address: '2001:db8::/64', ifindex: 1, type: 4 }),
  prefix({ family: 2, ifindex: 1, type: 3 }),
  zeros(RTM_NEWPREFIX, 8),
];

const others = [
  nsid({ nsid: 3 }),
  nsid({ nsid: 3, currentNsid: 5 }, RTM_DELNSID),
  nsid({ nsid: -1, currentNsid: -1 }),
  nsid({}),
  zeros(RTM_NEWNSID, 0),
  data(FROM, RTM_NEWSTATS, statsMessage, {
    ifindex: 1,
    filterMask: ['linkOffloadXstats'],
    linkOffloadXstats: { hwSInfo: { l3Stats: { request: 1, used: 0 } } },
  }),
  data(FROM, RTM_NEWSTATS, statsMessage, { ifindex: 77 }),
  data(FROM, RTM_NEWSTATS, statsMessage, {
    ifindex: 1,
    linkOffloadXstats: { hwSInfo: { l3Stats: { request: 0 } } },
  }),
  ...(
    [
      [2, 0],
      [1, 3],
      [255, 255],
    ] as const
  ).map(([request, used]) =>
    data(FROM, RTM_NEWSTATS, statsMessage, {
      ifindex: 1,
      linkOffloadXstats: { hwSInfo: { l3Stats: { request, used } } },
    }),
  ),
  zeros(RTM_NEWSTATS, 8),
  data(FROM, RTM_NEWADDRLABEL, addressLabelMessage, { address: '2001:db8::/32', label: 5 }),
  data(FROM, RTM_DELADDRLABEL, addressLabelMessage, { address: '2001:db8::/32', label: 5, index: 1 }),
  zeros(RTM_NEWADDRLABEL, 4),
];

const NLMSG_TSTAMP = 15;

/** Bodies of zeros are no message of these types. */
const SHOWN: ReadonlySet<number> = new Set([
  ...[RTM_NEWLINK, RTM_DELLINK, RTM_NEWADDR, RTM_DELADDR, RTM_NEWROUTE, RTM_DELROUTE],
  ...[RTM_NEWNEIGH, RTM_DELNEIGH, RTM_GETNEIGH, RTM_NEWRULE, RTM_DELRULE, RTM_NEWPREFIX],
  ...[RTM_NEWADDRLABEL, RTM_DELADDRLABEL, RTM_NEWNETCONF, RTM_DELNETCONF, RTM_NEWNSID, RTM_DELNSID],
  ...[RTM_NEWSTATS, RTM_NEWNEXTHOP, RTM_DELNEXTHOP, RTM_NEWNEXTHOPBUCKET, RTM_DELNEXTHOPBUCKET],
]);

const time = message(FROM, NLMSG_TSTAMP, 0, (writer) => {
  writer.u32(1_700_000_000);
  writer.u32(123_456);
});

const TYPES = Array.from({ length: 121 }, (_, type) => type).filter((type) => !SHOWN.has(type));

/** Types that carry no object, or one that `ip monitor` does not know. */
const unknown = [...TYPES.map((type) => zeros(type, 20, type)), time, address(V4)];

function join(messages: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(messages);
}

/** A message of a wrong length between two good ones. */
function ofLength(length: number): Uint8Array {
  const header = new Uint8Array(20);
  new Uint32Array(header.buffer)[0] = length;
  header[4] = 1;
  return join([address(V4), header, address(V4)]);
}

/** Messages of each object, by name. */
export const recordings: Readonly<Record<string, Uint8Array>> = {
  links: join(links),
  addresses: join(addresses),
  routes: join(routes),
  mroutes: join(multicastRoutes),
  neighbours: join(neighbours),
  rules: join(rules),
  nexthops: join(nexthops),
  netconfs: join(netconfs),
  prefixes: join(prefixes),
  others: join(others),
  unknown: join(unknown),
};

/** Files that end early, or hold a message of a wrong length. */
export const damaged: Readonly<Record<string, Uint8Array>> = {
  empty: new Uint8Array(0),
  'short-route': join([address(V4), zeros(RTM_NEWROUTE, 8), address(V4)]),
  'cut-in-header': join([address(V4), zeros(1, 0).subarray(0, 10)]),
  'cut-in-body': join([address(V4), address(V4).subarray(0, 30)]),
  'cut-in-padding': ofLength(17).subarray(0, -address(V4).length - 1),
  ...Object.fromEntries(
    [0, 15, 16, 17, 19, 20, 16384, 16385, 0xffffffff].map((length) => [`length-${length}`, ofLength(length)]),
  ),
};
