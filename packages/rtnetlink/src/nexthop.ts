import { RTNH_F } from './route/nexthop.ts';
import { attr, attributes, type Fields } from './schema/attributes.ts';
import { field, type MessageBody } from './schema/codec.ts';
import { enumeration, type FlagWords, flagset } from './schema/names.ts';
import { binary, flag, ip, u8, u16, u32, u64 } from './schema/scalar.ts';
import { array, struct } from './schema/struct.ts';

/** Message types of `RTNLGRP_NEXTHOP` (linux/rtnetlink.h) */
export const RTM_NEWNEXTHOP = 104;
export const RTM_DELNEXTHOP = 105;
export const RTM_GETNEXTHOP = 106;

/** `struct nexthop_grp` (linux/nexthop.h): a member of a group; its weight is one more than these 16 bits */
const member = struct({ id: u32, weight: u8, weightHigh: u8, resvd2: u16 });

/** `NHA_RES_GROUP_*` (linux/nexthop.h); times in 1/100 s */
export const resGroup = attributes({
  buckets: attr(1, u16),
  idleTimer: attr(2, u32),
  unbalancedTimer: attr(3, u32),
  unbalancedTime: attr(4, u64, { reported: true }),
});

/** `NHA_*` (linux/nexthop.h) */
const definitions = {
  id: attr(1, u32),
  group: attr(2, array(member)),
  groupType: attr(3, enumeration(u16, { mpath: 0, res: 1 })),
  blackhole: attr(4, flag),
  /** Index of the interface. */
  oif: attr(5, u32),
  gateway: attr(6, ip),
  encapType: attr(7, u16),
  encap: attr(8, binary, { nested: true }),
  /** Of dumps: groups only. */
  groups: attr(9, flag),
  /** Of dumps: only those whose interface has this master. */
  master: attr(10, u32),
  fdb: attr(11, flag),
  resGroup: attr(12, resGroup, { nested: true }),
  resBucket: attr(13, binary, { nested: true }),
  opFlags: attr(14, u32),
  groupStats: attr(15, binary, { reported: true }),
  hwStatsEnable: attr(16, u32),
  hwStatsUsed: attr(17, u32, { reported: true }),
};

export const nexthopAttributes = attributes(definitions);

/** `struct nhmsg` (linux/nexthop.h) */
export interface NexthopHeader {
  family: number;
  /** `RT_SCOPE_*`, reported only. */
  scope: number;
  /** `RTPROT_*` */
  protocol: number;
  flags: FlagWords<typeof RTNH_F>;
}

/** A nexthop object, as `RTM_NEWNEXTHOP` reports it. */
export type Nexthop = NexthopHeader & Fields<typeof definitions>;

/** What {@link nexthopMessage} writes. */
export type NexthopMessage = Partial<NexthopHeader> & Fields<typeof definitions>;

const NHMSG_LENGTH = 8;
const nexthopFlags = flagset(u32, RTNH_F);

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
  nameOf: nexthopAttributes.nameOf,
};
