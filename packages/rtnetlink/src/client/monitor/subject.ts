import { type Address, addressMessage, RTM_DELADDR, RTM_GETADDR, RTM_NEWADDR } from '../../address.ts';
import type { Reader } from '../../bytes/reader.ts';
import { AF_BRIDGE, type Link, linkMessage, RTM_DELLINK, RTM_GETLINK, RTM_NEWLINK } from '../../link/link.ts';
import { type Mdb, mdbMessage, RTM_DELMDB, RTM_GETMDB, RTM_NEWMDB } from '../../mdb/mdb.ts';
import {
  type Neighbour,
  neighbourMessage,
  RTM_DELNEIGH,
  RTM_GETNEIGH,
  RTM_NEWNEIGH,
} from '../../neighbour.ts';
import {
  type Netconf,
  netconfMessage,
  RTM_DELNETCONF,
  RTM_GETNETCONF,
  RTM_NEWNETCONF,
} from '../../netconf.ts';
import {
  type Nexthop,
  nexthopMessage,
  RTM_DELNEXTHOP,
  RTM_GETNEXTHOP,
  RTM_NEWNEXTHOP,
} from '../../nexthop.ts';
import { type Nsid, nsidMessage, RTM_DELNSID, RTM_GETNSID, RTM_NEWNSID } from '../../nsid.ts';
import { AF_INET, AF_INET6 } from '../../prefix.ts';
import { type PrefixNotice, prefixMessage, RTM_NEWPREFIX } from '../../prefixmsg.ts';
import { type Route, RTM_DELROUTE, RTM_GETROUTE, RTM_NEWROUTE, routeMessage } from '../../route/route.ts';
import { RTM_DELRULE, RTM_GETRULE, RTM_NEWRULE, type Rule, ruleMessage } from '../../rule.ts';
import type { Codec } from '../../schema/codec.ts';
import {
  RTM_GETSTATS,
  RTM_NEWSTATS,
  type Stats,
  statsMessage,
  statsRequestMessage,
} from '../../stats/stats.ts';
import {
  RTM_DELVLAN,
  RTM_GETVLAN,
  RTM_NEWVLAN,
  type VlanReport,
  vlanDumpMessage,
  vlanMessage,
} from '../../vlan/vlan.ts';
import { RTM_DELTUNNEL, RTM_GETTUNNEL, RTM_NEWTUNNEL, type VniReport, vniMessage } from '../../vni.ts';

/** What can be watched: where its messages come from, how they are read, and how they are listed. */
export interface SubjectRow<T> {
  /** `RTNLGRP_*` (linux/rtnetlink.h) by address family; under 0, one group for all. */
  readonly groups: Readonly<Record<number, number>>;
  /** `RTM_*`. Without `get`, the kernel lists none; what it lists is of type `new` or `listed`. */
  readonly types: {
    readonly new: number;
    readonly delete?: number;
    readonly get?: number;
    readonly listed?: number;
  };
  readonly body: Codec<unknown> & { read(reader: Reader, start: number, end: number): T | undefined };
  /** Families of the messages, to join and to list where none are asked for. */
  readonly families: readonly number[];
  /** Whether the option `families` is about it: links and what belongs to bridges have none of their own. */
  readonly byFamily: boolean;
  /** What to ask for in dumps, one for each, beside the family; default one for all. */
  readonly dumps?: readonly object[];
  /** The body of a dump request, where it is not `body`. */
  readonly dumpBody?: Codec<unknown>;
  /** The attribute of a dump by which the kernel lists another namespace, where it can. */
  readonly target?: 'targetNetnsid' | 'targetNsid';
}

/** `AF_UNSPEC`: the one group, or the one dump, of all families. */
export const AF_UNSPEC = 0;
const AF_MPLS = 28;
/** `RTNL_FAMILY_IPMR` and `RTNL_FAMILY_IP6MR` (linux/rtnetlink.h): routes for multicast packets */
const RTNL_FAMILY_IPMR = 128;
const RTNL_FAMILY_IP6MR = 129;

/** What an event of each subject holds. */
export interface Objects {
  link: Link;
  address: Address;
  route: Route;
  /** A route for multicast packets, as a multicast routing daemon sets it. */
  multicastRoute: Route;
  /** Also entries of forwarding databases, of family `AF_BRIDGE`. */
  neighbour: Neighbour;
  rule: Rule;
  nexthop: Nexthop;
  nsid: Nsid;
  /** Members of multicast groups and router ports of a bridge. */
  mdb: Mdb;
  /** Options of the VLANs of bridges and their ports. */
  vlan: VlanReport;
  /** VNIs of VXLAN devices that filter by them. */
  vni: VniReport;
  /** Settings of an address family for an interface. */
  netconf: Netconf;
  /** What a router announced. */
  prefix: PrefixNotice;
  /** Statistics that devices count were turned on or off. */
  stats: Stats;
}

/** The kinds of objects that can be watched. */
export type Subject = keyof Objects;

/** What an event of a subject holds. */
export type ObjectOf<S extends Subject> = Objects[S];

/** Adding a subject is a row here, and its type above. */
export const subjects: { readonly [S in Subject]: SubjectRow<Objects[S]> } = {
  link: {
    groups: { [AF_UNSPEC]: 1 },
    types: { new: RTM_NEWLINK, delete: RTM_DELLINK, get: RTM_GETLINK },
    body: linkMessage,
    // What bridges say about their ports comes to the same group, and has to be listed apart.
    families: [AF_UNSPEC, AF_BRIDGE],
    byFamily: false,
    target: 'targetNetnsid',
  },
  address: {
    groups: { [AF_INET]: 5, [AF_INET6]: 9 },
    types: { new: RTM_NEWADDR, delete: RTM_DELADDR, get: RTM_GETADDR },
    body: addressMessage,
    families: [AF_INET, AF_INET6],
    byFamily: true,
    target: 'targetNetnsid',
  },
  route: {
    groups: { [AF_INET]: 7, [AF_INET6]: 11, [AF_MPLS]: 27 },
    types: { new: RTM_NEWROUTE, delete: RTM_DELROUTE, get: RTM_GETROUTE },
    body: routeMessage,
    families: [AF_INET, AF_INET6],
    byFamily: true,
  },
  multicastRoute: {
    groups: { [RTNL_FAMILY_IPMR]: 6, [RTNL_FAMILY_IP6MR]: 10 },
    types: { new: RTM_NEWROUTE, delete: RTM_DELROUTE, get: RTM_GETROUTE },
    body: routeMessage,
    families: [RTNL_FAMILY_IPMR, RTNL_FAMILY_IP6MR],
    byFamily: true,
  },
  neighbour: {
    groups: { [AF_UNSPEC]: 3 },
    types: { new: RTM_NEWNEIGH, delete: RTM_DELNEIGH, get: RTM_GETNEIGH },
    body: neighbourMessage,
    families: [AF_INET, AF_INET6, AF_BRIDGE],
    byFamily: true,
  },
  rule: {
    groups: { [AF_INET]: 8, [AF_INET6]: 19 },
    types: { new: RTM_NEWRULE, delete: RTM_DELRULE, get: RTM_GETRULE },
    body: ruleMessage,
    families: [AF_INET, AF_INET6],
    byFamily: true,
  },
  nexthop: {
    groups: { [AF_UNSPEC]: 32 },
    types: { new: RTM_NEWNEXTHOP, delete: RTM_DELNEXTHOP, get: RTM_GETNEXTHOP },
    body: nexthopMessage,
    families: [AF_UNSPEC],
    byFamily: false,
  },
  nsid: {
    groups: { [AF_UNSPEC]: 28 },
    types: { new: RTM_NEWNSID, delete: RTM_DELNSID, get: RTM_GETNSID },
    body: nsidMessage,
    families: [AF_UNSPEC],
    byFamily: false,
    target: 'targetNsid',
  },
  mdb: {
    groups: { [AF_UNSPEC]: 26 },
    // Some kernels answer a dump with messages of the type that asked for it.
    types: { new: RTM_NEWMDB, delete: RTM_DELMDB, get: RTM_GETMDB, listed: RTM_GETMDB },
    body: mdbMessage,
    families: [AF_BRIDGE],
    byFamily: false,
  },
  vlan: {
    groups: { [AF_UNSPEC]: 33 },
    types: { new: RTM_NEWVLAN, delete: RTM_DELVLAN, get: RTM_GETVLAN },
    body: vlanMessage,
    families: [AF_BRIDGE],
    byFamily: false,
    dumps: [{}, { flags: ['global'] }],
    dumpBody: vlanDumpMessage,
  },
  vni: {
    groups: { [AF_UNSPEC]: 35 },
    types: { new: RTM_NEWTUNNEL, delete: RTM_DELTUNNEL, get: RTM_GETTUNNEL },
    body: vniMessage,
    families: [AF_BRIDGE],
    byFamily: false,
  },
  netconf: {
    groups: { [AF_INET]: 24, [AF_INET6]: 25, [AF_MPLS]: 29 },
    types: { new: RTM_NEWNETCONF, delete: RTM_DELNETCONF, get: RTM_GETNETCONF },
    body: netconfMessage,
    families: [AF_INET, AF_INET6],
    byFamily: true,
  },
  prefix: {
    groups: { [AF_INET6]: 18 },
    types: { new: RTM_NEWPREFIX },
    body: prefixMessage,
    families: [AF_INET6],
    byFamily: true,
  },
  stats: {
    groups: { [AF_UNSPEC]: 36 },
    types: { new: RTM_NEWSTATS, get: RTM_GETSTATS },
    body: statsMessage,
    families: [AF_UNSPEC],
    byFamily: false,
    dumps: [{ filterMask: ['linkOffloadXstats'] }],
    dumpBody: statsRequestMessage,
  },
};

/** The rows with their names. The names are the table's own; TypeScript cannot follow Object.entries there. */
export const rows = Object.entries(subjects) as readonly (readonly [Subject, SubjectRow<unknown>])[];

/** The address family that messages of a family are about. */
export function ipFamily(family: number): number {
  if (family === RTNL_FAMILY_IPMR) return AF_INET;
  return family === RTNL_FAMILY_IP6MR ? AF_INET6 : family;
}

/** The families of a subject that were asked for. */
export function familiesOf(
  row: SubjectRow<unknown>,
  wanted: readonly number[] | undefined,
): readonly number[] {
  if (wanted === undefined || !row.byFamily) return row.families;
  const known = new Set([...row.families, ...Object.keys(row.groups).map(Number)]);
  known.delete(AF_UNSPEC);
  return [...known].filter((family) => wanted.includes(ipFamily(family)));
}

/** The multicast groups to join for a subject. */
export function groupsOf(row: SubjectRow<unknown>, wanted: readonly number[] | undefined): readonly number[] {
  const families = familiesOf(row, wanted);
  const groups = families.map((family) => row.groups[family] ?? row.groups[AF_UNSPEC]);
  return [...new Set(groups)].filter((group) => group !== undefined);
}
