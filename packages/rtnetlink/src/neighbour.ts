import { attr, attributes, type Fields } from './schema/attributes.ts';
import { field, type MessageBody } from './schema/codec.ts';
import { type FlagWords, flagset } from './schema/names.ts';
import { be16, flag, ip, lladdr, s32, u8, u16, u32 } from './schema/scalar.ts';
import { struct } from './schema/struct.ts';

/** Message types of `RTNLGRP_NEIGH` (linux/rtnetlink.h) */
export const RTM_NEWNEIGH = 28;
/** `RTM_DELNEIGH` (linux/rtnetlink.h) */
export const RTM_DELNEIGH = 29;
/** `RTM_GETNEIGH` (linux/rtnetlink.h) */
export const RTM_GETNEIGH = 30;

/** `NUD_*` (linux/neighbour.h) */
export const NUD = {
  incomplete: 0x01,
  reachable: 0x02,
  stale: 0x04,
  delay: 0x08,
  probe: 0x10,
  failed: 0x20,
  noarp: 0x40,
  permanent: 0x80,
} as const;

/** `NTF_*` (linux/neighbour.h) */
export const NTF = {
  use: 0x01,
  self: 0x02,
  master: 0x04,
  proxy: 0x08,
  extLearned: 0x10,
  offloaded: 0x20,
  sticky: 0x40,
  router: 0x80,
} as const;

/** `NTF_EXT_*` (linux/neighbour.h) */
export const NTF_EXT = { managed: 1, locked: 2, extValidated: 4 } as const;

const flagsExt = flagset(u32, () => NTF_EXT);

/** `struct nda_cacheinfo`: ages in 1/100 s (USER_HZ), and the reference count */
const cacheinfo = struct(() => ({ confirmed: u32, used: u32, updated: u32, refcnt: u32 }));

/** `FDB_NOTIFY_*`: a message when an entry falls silent; the entry counts as silent until its next packet */
const activityNotify = flagset(u8, () => ({ notify: 1, inactive: 2 }));

/** `NFEA_*` (linux/neighbour.h): of entries of a bridge */
export const fdbExtAttributes = attributes(() => ({
  activityNotify: attr(1, activityNotify),
  /** A change does not count as a sign of life. */
  dontRefresh: attr(2, flag),
}));

/** `NDA_*` (linux/neighbour.h) */
const definitions = () => ({
  dst: attr(1, ip),
  lladdr: attr(2, lladdr),
  /** Ages, reported only. */
  cacheinfo: attr(3, cacheinfo, { reported: true }),
  /** Solicitations that were sent without an answer. */
  probes: attr(4, u32),
  vlan: attr(5, u16),
  port: attr(6, be16),
  vni: attr(7, u32),
  ifindex: attr(8, u32),
  master: attr(9, u32),
  linkNetnsid: attr(10, s32),
  srcVni: attr(11, u32),
  /** {@link RTPROT}: who made it. */
  protocol: attr(12, u8),
  /** The nexthop object to use, of a forwarding database entry. */
  nhId: attr(13, u32),
  fdbExtAttrs: attr(14, fdbExtAttributes, { nested: true }),
  /** Flags beyond the 8 bits of `flags`. */
  flagsExt: attr(15, flagsExt),
  /** Of requests: the bits of `state` and `flags` that are meant. */
  ndmStateMask: attr(16, u16),
  ndmFlagsMask: attr(17, u8),
});

export const neighbourAttributes = attributes(definitions);

/** `struct ndmsg` (linux/neighbour.h) */
export interface NeighbourHeader {
  family: number;
  /** Index of the interface. */
  index: number;
  /** `NUD_*`; the empty list is `NUD_NONE`. */
  state: FlagWords<typeof NUD>;
  flags: FlagWords<typeof NTF>;
  /** `RTN_*` */
  type: number;
}

/** A neighbour or a forwarding database entry, as `RTM_NEWNEIGH` reports it. */
export type Neighbour = NeighbourHeader & Fields<ReturnType<typeof definitions>>;

/** What {@link neighbourMessage} writes. */
export type NeighbourMessage = Partial<NeighbourHeader> & Fields<ReturnType<typeof definitions>>;

const NDMSG_LENGTH = 12;
const states = flagset(u16, () => NUD);
const flags = flagset(u8, () => NTF);

/** The body of neighbour messages: decodes to {@link Neighbour}. */
export const neighbourMessage: MessageBody<Neighbour, NeighbourMessage> = {
  shape: { of: 'parts', parts: { state: states, flags, attributes: neighbourAttributes } },
  read(reader, start, end) {
    if (end - start < NDMSG_LENGTH) return undefined;
    const neighbour: Neighbour = {
      family: reader.u8[start] ?? 0,
      index: reader.s32[(start + 4) >> 2] ?? 0,
      state: states.read(reader, start + 8, start + 10) ?? [],
      flags: flags.read(reader, start + 10, start + 11) ?? [],
      type: reader.u8[start + 11] ?? 0,
    };
    neighbourAttributes.readInto(neighbour, reader, start + NDMSG_LENGTH, end);
    return neighbour;
  },
  write(writer, neighbour) {
    field(writer, 'family', u8, neighbour.family ?? 0);
    writer.zero(3);
    field(writer, 'index', s32, neighbour.index ?? 0);
    field(writer, 'state', states, neighbour.state ?? []);
    field(writer, 'flags', flags, neighbour.flags ?? []);
    field(writer, 'type', u8, neighbour.type ?? 0);
    neighbourAttributes.write(writer, neighbour);
  },
  locate: (reader, start, end, target, path) =>
    neighbourAttributes.locate(reader, start + NDMSG_LENGTH, end, target, path),
  nameOf: (type) => neighbourAttributes.nameOf(type),
};
