/** What of a link is shown, or filtered by: what else a list has stays unread, which is most of it. */
import type { LinkFilter } from '@iplink-ts/rtnetlink';
import type { Options } from '../../options.ts';

type Fields = NonNullable<LinkFilter['only']>;

/** In every form. */
const ALWAYS: Fields = [
  'address',
  'broadcast',
  'ifname',
  'mtu',
  'link',
  'qdisc',
  'master',
  'txqlen',
  'operstate',
  'linkmode',
  'ifalias',
  'numVf',
  'vfinfoList',
  'group',
  'linkNetnsid',
  'protoDown',
  'protoDownReason',
  'xdp',
  'event',
  'newNetnsid',
  'newIfindex',
  'propList',
  'permAddress',
];

const DETAILS: Fields = [
  'promiscuity',
  'allmulti',
  'minMtu',
  'maxMtu',
  'kind',
  'data',
  'slaveKind',
  'slaveData',
  'addrGenMode',
  'numTxQueues',
  'numRxQueues',
  'gsoMaxSize',
  'gsoMaxSegs',
  'tsoMaxSize',
  'tsoMaxSegs',
  'groMaxSize',
  'physPortName',
  'physPortId',
  'physSwitchId',
  'parentDevBusName',
  'parentDevName',
];

const STATISTICS: Fields = ['stats64', 'carrierChanges'];

/** @param byKind whether links are filtered by their kind, or that of their master */
export function shownFields({ details, statistics }: Options, byKind: boolean): Fields {
  return [
    ...ALWAYS,
    ...(details ? DETAILS : []),
    ...(byKind ? (['kind', 'slaveKind'] as const) : []),
    ...(statistics > 0 ? STATISTICS : []),
  ];
}
