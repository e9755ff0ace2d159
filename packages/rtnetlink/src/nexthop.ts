import { type Encap, encapField } from './route/encap/encap.ts';
import { RTNH_F } from './route/nexthop.ts';
import { attr, attributes, type Fields, many } from './schema/attributes.ts';
import { type Codec, type FixedCodec, field, type MessageBody } from './schema/codec.ts';
import { enumeration, type FlagWords, flagset } from './schema/names.ts';
import { describe, flag, ip, u8, u16, u32, u64, uint } from './schema/scalar.ts';
import { array, struct } from './schema/struct.ts';

/** Message types of `RTNLGRP_NEXTHOP` (linux/rtnetlink.h) */
export const RTM_NEWNEXTHOP = 104;
/** `RTM_DELNEXTHOP` (linux/rtnetlink.h) */
export const RTM_DELNEXTHOP = 105;
/** `RTM_GETNEXTHOP` (linux/rtnetlink.h) */
export const RTM_GETNEXTHOP = 106;

/** And of its buckets, which the same group of multicast reports. */
export const RTM_NEWNEXTHOPBUCKET = 116;
/** `RTM_DELNEXTHOPBUCKET` (linux/rtnetlink.h) */
export const RTM_DELNEXTHOPBUCKET = 117;
/** `RTM_GETNEXTHOPBUCKET` (linux/rtnetlink.h) */
export const RTM_GETNEXTHOPBUCKET = 118;

/** A member of a group of nexthop objects. */
export interface NexthopMember {
  readonly id: number;
  /** Its share: 1 to 256, from Linux 6.13 on to 65,536; 1 where it is not given. */
  readonly weight?: number | undefined;
}

/** `struct nexthop_grp` (linux/nexthop.h): the weight less one, its upper 8 bits in what older kernels want as zero */
const grp = struct(() => ({ id: u32, weight: u8, weightHigh: u8, resvd2: u16 }));
const WEIGHT_MAX = 0x10000;

const member: FixedCodec<NexthopMember> = {
  get size() {
    return grp.size;
  },
  get alignment() {
    return grp.alignment;
  },
  get shape() {
    return grp.shape;
  },
  read(reader, start, end) {
    const raw = grp.read(reader, start, end);
    if (raw === undefined || raw.resvd2 !== 0) return undefined;
    return { id: raw.id, weight: raw.weight + raw.weightHigh * 0x100 + 1 };
  },
  write(writer, { id, weight = 1 }) {
    if (!Number.isInteger(weight) || weight < 1 || weight > WEIGHT_MAX)
      throw writer.error(`weight: expected 1 to ${WEIGHT_MAX}, got ${describe(weight)}`);
    grp.write(writer, { id, weight: (weight - 1) & 0xff, weightHigh: (weight - 1) >> 8, resvd2: 0 });
  },
};

/** `NHA_GROUP`: at least one member */
const members: Codec<readonly NexthopMember[]> = array(member);

/** `NHA_RES_GROUP_*` (linux/nexthop.h); times in 1/100 s */
export const resGroup = attributes(() => ({
  buckets: attr(1, u16),
  idleTimer: attr(2, u32),
  unbalancedTimer: attr(3, u32),
  unbalancedTime: attr(4, u64, { reported: true }),
}));

/** `NHA_RES_BUCKET_*` (linux/nexthop.h) */
export const resBucket = attributes(() => ({
  index: attr(1, u16),
  /** How long no packet has used it, in 1/100 s. */
  idleTime: attr(2, u64, { reported: true }),
  /** The nexthop object that it leads to; of dumps: only those that lead to it. */
  nhId: attr(3, u32),
}));

/** `NHA_GROUP_STATS_ENTRY_*` (linux/nexthop.h) */
const statsEntry = attributes(() => ({
  id: attr(1, u32),
  packets: attr(2, uint),
  packetsHw: attr(3, uint),
}));

/** `NHA_GROUP_STATS_*` (linux/nexthop.h): packets by member */
const groupStats = attributes(() => ({ entry: many(1, statsEntry, { nested: true }) }));

/** `NHA_OP_FLAG_*` (linux/nexthop.h, Linux 6.9): what a request wants of the answer */
export const NHA_OP_FLAG = { dumpStats: 1, dumpHwStats: 2, respGrpResvd0: 2 ** 31 } as const;

/** `NHA_*` (linux/nexthop.h), without `NHA_ENCAP_TYPE` and `NHA_ENCAP`, which make the field `encap` */
const definitions = () => ({
  id: attr(1, u32),
  group: attr(2, members),
  groupType: attr(
    3,
    enumeration(u16, () => ({ mpath: 0, res: 1 })),
  ),
  blackhole: attr(4, flag),
  /** Index of the interface. */
  oif: attr(5, u32),
  gateway: attr(6, ip),
  /** Of dumps: groups only. */
  groups: attr(9, flag),
  /** Of dumps: only those whose interface has this master. */
  master: attr(10, u32),
  /** For entries of a bridge's forwarding database. */
  fdb: attr(11, flag),
  /** Of a group of type `res`. */
  resGroup: attr(12, resGroup, { nested: true }),
  /** Of the messages about buckets. */
  resBucket: attr(13, resBucket, { nested: true }),
  /** Of requests. */
  opFlags: attr(
    14,
    flagset(u32, () => NHA_OP_FLAG),
  ),
  groupStats: attr(15, groupStats, { nested: true, reported: true }),
  /** Whether the hardware shall count, 0 or 1. */
  hwStatsEnable: attr(16, u32),
  hwStatsUsed: attr(17, u32, { reported: true }),
});

export const nexthopAttributes = attributes(definitions, encapField(7, 8));

/** `struct nhmsg` (linux/nexthop.h) */
export interface NexthopHeader {
  family: number;
  /** {@link RT_SCOPE}, reported only. */
  scope: number;
  /** {@link RTPROT} */
  protocol: number;
  flags: FlagWords<typeof RTNH_F>;
}

/** What a nexthop object does to packets, beside the attributes of its own. */
export interface NexthopEncap {
  /** What is done to the packet before it is sent. */
  encap?: Encap | undefined;
}

/** A nexthop object, as `RTM_NEWNEXTHOP` reports it, or a bucket of a group, as `RTM_NEWNEXTHOPBUCKET` does. */
export type Nexthop = NexthopHeader & Fields<ReturnType<typeof definitions>> & NexthopEncap;

/** What {@link nexthopMessage} writes. */
export type NexthopMessage = Partial<NexthopHeader> & Fields<ReturnType<typeof definitions>> & NexthopEncap;

const NHMSG_LENGTH = 8;
const nexthopFlags = flagset(u32, () => RTNH_F);

/** The body of nexthop messages: decodes to {@link Nexthop}. */
export const nexthopMessage: MessageBody<Nexthop, NexthopMessage> = {
  shape: { of: 'parts', parts: { flags: nexthopFlags, attributes: nexthopAttributes } },
  read(reader, start, end) {
    if (end - start < NHMSG_LENGTH) return undefined;
    const nexthop: Nexthop = {
      family: reader.u8[start] ?? 0,
      scope: reader.u8[start + 1] ?? 0,
      protocol: reader.u8[start + 2] ?? 0,
      flags: nexthopFlags.read(reader, start + 4, start + 8) ?? [],
    };
    nexthopAttributes.readInto(nexthop, reader, start + NHMSG_LENGTH, end);
    return nexthop;
  },
  write(writer, nexthop) {
    field(writer, 'family', u8, nexthop.family ?? 0);
    field(writer, 'scope', u8, nexthop.scope ?? 0);
    field(writer, 'protocol', u8, nexthop.protocol ?? 0);
    writer.u8(0);
    field(writer, 'flags', nexthopFlags, nexthop.flags ?? []);
    nexthopAttributes.write(writer, nexthop);
  },
  locate: (reader, start, end, target, path) =>
    nexthopAttributes.locate(reader, start + NHMSG_LENGTH, end, target, path),
  nameOf: (type) => nexthopAttributes.nameOf(type),
};
