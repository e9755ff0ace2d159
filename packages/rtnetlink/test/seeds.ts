import { type Address, addressMessage, RTM_GETADDR } from '../src/address.ts';
import { type AddressLabel, addressLabelMessage, RTM_GETADDRLABEL } from '../src/addrlabel.ts';
import type { Reader } from '../src/bytes/reader.ts';
import type { Writer } from '../src/bytes/writer.ts';
import { type Link, linkMessage, RTM_GETLINK } from '../src/link/link.ts';
import {
  type Mdb,
  type MdbRequestMessage,
  mdbMessage,
  mdbRequestMessage,
  RTM_GETMDB,
} from '../src/mdb/mdb.ts';
import { type Neighbour, neighbourMessage, RTM_GETNEIGH } from '../src/neighbour.ts';
import { type NeighbourTable, neighbourTableMessage, RTM_GETNEIGHTBL } from '../src/neighbour_table.ts';
import { type Netconf, netconfMessage, RTM_GETNETCONF } from '../src/netconf.ts';
import { type Nexthop, nexthopMessage, RTM_GETNEXTHOP } from '../src/nexthop.ts';
import { type Nsid, nsidMessage, RTM_GETNSID } from '../src/nsid.ts';
import { type PrefixNotice, prefixMessage, RTM_NEWPREFIX } from '../src/prefixmsg.ts';
import { type Route, RTM_GETROUTE, routeMessage } from '../src/route/route.ts';
import { RTM_GETRULE, type Rule, ruleMessage } from '../src/rule.ts';
import {
  RTM_GETSTATS,
  STATS_FILTER,
  type Stats,
  type StatsRequestMessage,
  statsMessage,
  statsRequestMessage,
} from '../src/stats/stats.ts';
import {
  RTM_GETVLAN,
  type VlanDumpMessage,
  type VlanReport,
  vlanDumpMessage,
  vlanMessage,
} from '../src/vlan/vlan.ts';
import { RTM_GETTUNNEL, type VniReport, vniMessage } from '../src/vni.ts';

/** A body of messages with its codec, as tests of all of them need it. */
export interface Body {
  readonly name: string;
  /** `RTM_GET*`, which dumps the objects. */
  readonly get: number;
  readonly headerLength: number;
  /** Address families of which the kernel of any test machine has a dump. */
  readonly families: readonly number[];
  /** What a dump request needs besides the family. */
  readonly ask?: Readonly<Record<string, unknown>>;
  read(reader: Reader, start: number, end: number): unknown;
  /** Writes what {@link read} gave. */
  write(writer: Writer, value: unknown): void;
  locate(reader: Reader, start: number, end: number, target: number, path: string[]): unknown;
}

type Layout = Pick<Body, 'read' | 'locate'>;

const body = (codec: Layout, rest: Omit<Body, keyof Layout>): Body => ({
  ...rest,
  read: (reader, start, end) => codec.read(reader, start, end),
  locate: (reader, start, end, target, path) => codec.locate(reader, start, end, target, path),
});

export const bodies: readonly Body[] = [
  body(linkMessage, {
    name: 'link',
    get: RTM_GETLINK,
    headerLength: 16,
    families: [0, 7],
    write: (writer, value) => linkMessage.write(writer, value as Link),
  }),
  body(addressMessage, {
    name: 'address',
    get: RTM_GETADDR,
    headerLength: 8,
    families: [0, 2, 10],
    write: (writer, value) => addressMessage.write(writer, value as Address),
  }),
  body(routeMessage, {
    name: 'route',
    get: RTM_GETROUTE,
    headerLength: 12,
    families: [0, 2, 10],
    write: (writer, value) => routeMessage.write(writer, value as Route),
  }),
  body(neighbourMessage, {
    name: 'neighbour',
    get: RTM_GETNEIGH,
    headerLength: 12,
    families: [0, 2, 7, 10],
    write: (writer, value) => neighbourMessage.write(writer, value as Neighbour),
  }),
  body(ruleMessage, {
    name: 'rule',
    get: RTM_GETRULE,
    headerLength: 12,
    families: [2, 10],
    write: (writer, value) => ruleMessage.write(writer, value as Rule),
  }),
  body(nexthopMessage, {
    name: 'nexthop',
    get: RTM_GETNEXTHOP,
    headerLength: 8,
    families: [0],
    write: (writer, value) => nexthopMessage.write(writer, value as Nexthop),
  }),
  body(nsidMessage, {
    name: 'nsid',
    get: RTM_GETNSID,
    headerLength: 4,
    families: [0],
    write: (writer, value) => nsidMessage.write(writer, value as Nsid),
  }),
  body(addressLabelMessage, {
    name: 'addressLabel',
    get: RTM_GETADDRLABEL,
    headerLength: 12,
    families: [10],
    write: (writer, value) => addressLabelMessage.write(writer, value as AddressLabel),
  }),
  body(mdbMessage, {
    name: 'mdb',
    get: RTM_GETMDB,
    headerLength: 8,
    families: [7],
    write: (writer, value) => mdbMessage.write(writer, value as Mdb),
  }),
  body(mdbRequestMessage, {
    name: 'mdbRequest',
    get: RTM_GETMDB,
    headerLength: 8,
    families: [],
    write: (writer, value) => mdbRequestMessage.write(writer, value as MdbRequestMessage),
  }),
  body(neighbourTableMessage, {
    name: 'neighbourTable',
    get: RTM_GETNEIGHTBL,
    headerLength: 4,
    families: [0, 2, 10],
    write: (writer, value) => neighbourTableMessage.write(writer, value as NeighbourTable),
  }),
  body(netconfMessage, {
    name: 'netconf',
    get: RTM_GETNETCONF,
    headerLength: 4,
    families: [0, 2, 10],
    write: (writer, value) => netconfMessage.write(writer, value as Netconf),
  }),
  body(prefixMessage, {
    name: 'prefix',
    get: RTM_NEWPREFIX,
    headerLength: 12,
    families: [],
    write: (writer, value) => prefixMessage.write(writer, value as PrefixNotice),
  }),
  body(statsMessage, {
    name: 'stats',
    get: RTM_GETSTATS,
    headerLength: 12,
    families: [0],
    ask: { filterMask: Object.keys(STATS_FILTER) },
    write: (writer, value) => statsMessage.write(writer, value as Stats),
  }),
  body(statsRequestMessage, {
    name: 'statsRequest',
    get: RTM_GETSTATS,
    headerLength: 12,
    families: [],
    write: (writer, value) => statsRequestMessage.write(writer, value as StatsRequestMessage),
  }),
  body(vlanMessage, {
    name: 'vlan',
    get: RTM_GETVLAN,
    headerLength: 8,
    families: [],
    write: (writer, value) => vlanMessage.write(writer, value as VlanReport),
  }),
  body(vlanDumpMessage, {
    name: 'vlanDump',
    get: RTM_GETVLAN,
    headerLength: 8,
    families: [],
    write: (writer, value) => vlanDumpMessage.write(writer, value as VlanDumpMessage),
  }),
  body(vniMessage, {
    name: 'vni',
    get: RTM_GETTUNNEL,
    headerLength: 8,
    families: [],
    write: (writer, value) => vniMessage.write(writer, value as VniReport),
  }),
];
