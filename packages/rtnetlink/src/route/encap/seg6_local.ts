import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration, flagset } from '../../schema/names.ts';
import { ipv4, ipv6, string, u8, u32, u64 } from '../../schema/scalar.ts';
import { segmentRoutingHeader } from './srh.ts';

/** `SEG6_LOCAL_ACTION_*` (linux/seg6_local.h): the behaviours of RFC 8986; `endX` is its End.X */
export const SEG6_LOCAL_ACTION = {
  unspec: 0,
  end: 1,
  endX: 2,
  endT: 3,
  endDx2: 4,
  endDx6: 5,
  endDx4: 6,
  endDt6: 7,
  endDt4: 8,
  endB6: 9,
  endB6Encap: 10,
  endBm: 11,
  endS: 12,
  endAs: 13,
  endAm: 14,
  endBpf: 15,
  endDt46: 16,
} as const;

/** `SEG6_LOCAL_BPF_PROG*` (linux/seg6_local.h) */
export const localBpf = attributes(() => ({
  /** File descriptor of the program; its id when the kernel reports it. */
  prog: attr(1, u32),
  progName: attr(2, string),
}));

/** `SEG6_LOCAL_CNT_*` (linux/seg6_local.h); a request has them at 0n, which says that they are wanted */
export const localCounters = attributes(() => ({
  packets: attr(2, u64),
  bytes: attr(3, u64),
  errors: attr(4, u64),
}));

/** `1 << SEG6_LOCAL_FLV_OP_*` (linux/seg6_local.h): RFC 8986 section 4.16, RFC 9800 */
export const SEG6_LOCAL_FLV_OP = { psp: 1 << 1, usp: 1 << 2, usd: 1 << 3, nextCsid: 1 << 4 } as const;

/** `SEG6_LOCAL_FLV_*` (linux/seg6_local.h) */
export const localFlavors = attributes(() => ({
  operation: attr(
    1,
    flagset(u32, () => SEG6_LOCAL_FLV_OP),
  ),
  /** Bits of the locator block. */
  lcblockBits: attr(2, u8),
  /** Bits of the locator node and function. */
  lcnodeFnBits: attr(3, u8),
}));

/** `SEG6_LOCAL_*` (linux/seg6_local.h): what this node does with a packet whose destination is one of its segments. */
export const seg6local = attributes(() => ({
  action: attr(
    1,
    enumeration(u32, () => SEG6_LOCAL_ACTION),
  ),
  srh: attr(2, segmentRoutingHeader),
  table: attr(3, u32),
  nh4: attr(4, ipv4),
  nh6: attr(5, ipv6),
  /** Index of an interface. */
  iif: attr(6, u32),
  /** Index of an interface. */
  oif: attr(7, u32),
  bpf: attr(8, localBpf, { nested: 'requests' }),
  /** Table of a VRF, in place of `table`. */
  vrftable: attr(9, u32),
  counters: attr(10, localCounters, { nested: true }),
  flavors: attr(11, localFlavors, { nested: true }),
}));
