import { linkStats64 } from '../link/stats.ts';
import { attr, attributes } from '../schema/attributes.ts';
import { headed, type PartOf, type WholeOf } from '../schema/headed.ts';
import { flagset } from '../schema/names.ts';
import { u8, u32, u64 } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';
import { bondXstats } from './bond.ts';
import { bridgeXstats } from './bridge.ts';

/** Message types of `RTNLGRP_STATS` (linux/rtnetlink.h) */
export const RTM_NEWSTATS = 92;
/** `RTM_GETSTATS` (linux/rtnetlink.h) */
export const RTM_GETSTATS = 94;
/** `RTM_SETSTATS` (linux/rtnetlink.h) */
export const RTM_SETSTATS = 95;

/** `IFLA_STATS_FILTER_BIT` of each group of statistics (linux/if_link.h) */
export const STATS_FILTER = {
  link64: 0x01,
  linkXstats: 0x02,
  linkXstatsSlave: 0x04,
  linkOffloadXstats: 0x08,
  afSpec: 0x10,
} as const;

/** `IFLA_STATS_FILTER_BIT` of each group within `linkOffloadXstats` */
export const OFFLOAD_XSTATS_FILTER = { cpuHit: 0x01, hwSInfo: 0x02, l3Stats: 0x04 } as const;

/** `struct rtnl_hw_stats64` (linux/if_link.h): packets and bytes that a device forwarded by itself */
const hwStats64 = struct(() => ({
  rxPackets: u64,
  txPackets: u64,
  rxBytes: u64,
  txBytes: u64,
  rxErrors: u64,
  txErrors: u64,
  rxDropped: u64,
  txDropped: u64,
  multicast: u64,
}));

/** `struct mpls_link_stats` (linux/mpls.h): labelled packets */
const mplsStats = struct(() => ({
  rxPackets: u64,
  txPackets: u64,
  rxBytes: u64,
  txBytes: u64,
  rxErrors: u64,
  txErrors: u64,
  rxDropped: u64,
  txDropped: u64,
  rxNoroute: u64,
}));

/** `LINK_XSTATS_TYPE_*` (linux/if_link.h): by kind of link */
export const linkXstats = attributes(() => ({ bridge: attr(1, bridgeXstats), bond: attr(2, bondXstats) }));

/** `IFLA_OFFLOAD_XSTATS_HW_S_INFO_*`: whether statistics were asked for, and whether a device counts them */
export const hwStatsInfo = attributes(() => ({ request: attr(1, u8), used: attr(2, u8) }));

/** `IFLA_OFFLOAD_XSTATS_*` (linux/if_link.h): what devices forward without the kernel */
export const offloadXstats = attributes(() => ({
  /** Packets that went through the kernel. */
  cpuHit: attr(1, linkStats64),
  hwSInfo: attr(
    2,
    attributes(() => ({ l3Stats: attr(3, hwStatsInfo, { nested: true }) })),
    { nested: true },
  ),
  l3Stats: attr(3, hwStats64),
}));

/** `MPLS_STATS_*` (linux/mpls.h) */
export const mplsXstats = attributes(() => ({ link: attr(1, mplsStats) }));

/** `IFLA_STATS_*` (linux/if_link.h) */
export const statsAttributes = attributes(() => ({
  link64: attr(1, linkStats64),
  linkXstats: attr(2, linkXstats),
  linkXstatsSlave: attr(3, linkXstats),
  linkOffloadXstats: attr(4, offloadXstats),
  /** By address family. */
  afSpec: attr(
    5,
    attributes(() => ({ mpls: attr(28, mplsXstats) })),
  ),
}));

/** Which of the groups of {@link offloadXstats} are wanted, within `IFLA_STATS_GET_FILTERS`. */
const getFilters = attributes(() => ({
  linkOffloadXstats: attr(
    4,
    flagset(u32, () => OFFLOAD_XSTATS_FILTER),
  ),
}));

/** `IFLA_STATS_GETSET_*` (linux/if_link.h): attributes of requests, which have numbers of their own */
export const statsRequestAttributes = attributes(() => ({
  getFilters: attr(1, getFilters, { nested: true }),
  /** Whether a device that can is to count what it routes, 0 or 1. */
  setOffloadXstatsL3Stats: attr(2, u8),
}));

/** `struct if_stats_msg` (linux/if_link.h) */
const header = {
  family: u8,
  /** Index of the interface. */
  ifindex: u32,
  /** The groups that are asked for; of an answer, those that the link has something of. */
  filterMask: flagset(u32, () => STATS_FILTER),
};

/** The body of `RTM_NEWSTATS`: decodes to {@link Stats}. */
export const statsMessage = headed(() => header, statsAttributes);

/** The body of `RTM_GETSTATS` and `RTM_SETSTATS`. */
export const statsRequestMessage = headed(() => header, statsRequestAttributes);

/** Statistics of a link, as `RTM_NEWSTATS` reports them: counts of packets and bytes are bigint. */
export type Stats = WholeOf<typeof statsMessage>;

/** What {@link statsMessage} writes. */
export type StatsMessage = PartOf<typeof statsMessage>;

/** What {@link statsRequestMessage} writes. */
export type StatsRequestMessage = PartOf<typeof statsRequestMessage>;
