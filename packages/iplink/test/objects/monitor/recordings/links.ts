/** Messages about devices. */
import { type LinkMessage, RTM_DELLINK, RTM_NEWLINK } from '@iplink-ts/rtnetlink/codec';
import { address, link, zeros } from './message.ts';

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

export const links = [
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
