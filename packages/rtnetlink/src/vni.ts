import { attr, attributes, many } from './schema/attributes.ts';
import { headed, type PartOf, type WholeOf } from './schema/headed.ts';
import { flagset } from './schema/names.ts';
import { ipv4, ipv6, u8, u32, u64 } from './schema/scalar.ts';

/** Message types of `RTNLGRP_TUNNEL` (linux/rtnetlink.h) */
export const RTM_NEWTUNNEL = 120;
/** `RTM_DELTUNNEL` (linux/rtnetlink.h) */
export const RTM_DELTUNNEL = 121;
/** `RTM_GETTUNNEL` (linux/rtnetlink.h) */
export const RTM_GETTUNNEL = 122;

/** `TUNNEL_MSG_FLAG_*` (linux/if_link.h) */
export const TUNNEL_MSG_FLAG = {
  /** With the counters of each VNI. */
  stats: 0x01,
} as const;

/** `VNIFILTER_ENTRY_STATS_*` (linux/if_link.h): the counters of one VNI */
export const vniStats = attributes(() => ({
  rxBytes: attr(1, u64),
  rxPkts: attr(2, u64),
  rxDrops: attr(3, u64),
  rxErrors: attr(4, u64),
  txBytes: attr(5, u64),
  txPkts: attr(6, u64),
  txDrops: attr(7, u64),
  txErrors: attr(8, u64),
}));

/** `VXLAN_VNIFILTER_ENTRY_*` (linux/if_link.h): a VNI, or equal ones in a row */
export const vniEntry = attributes(() => ({
  start: attr(1, u32),
  /** The last VNI of a range that begins with `start`. */
  end: attr(2, u32),
  /** Where packets go that the forwarding database knows nothing of: a group, or one remote end. */
  group: attr(3, ipv4),
  group6: attr(4, ipv6),
  stats: attr(5, vniStats, { nested: true, reported: true }),
}));

/** `VXLAN_VNIFILTER_*` (linux/if_link.h) */
export const vniAttributes = attributes(() => ({ entry: many(1, vniEntry, { nested: true }) }));

/** The body of VNI messages: decodes to {@link VniReport}. `struct tunnel_msg` (linux/if_link.h) */
export const vniMessage = headed(
  () => ({
    family: u8,
    flags: flagset(u8, () => TUNNEL_MSG_FLAG),
    /** Index of the VXLAN device, in dump requests 0 for all. */
    ifindex: u32,
  }),
  vniAttributes,
);

/** VNIs of a VXLAN device, as `RTM_NEWTUNNEL` reports them. */
export type VniReport = WholeOf<typeof vniMessage>;

/** What {@link vniMessage} writes. */
export type VniMessage = PartOf<typeof vniMessage>;
