import { align4 } from '../bytes/align.ts';
import { attr, attributes, type Fields } from '../schema/attributes.ts';
import { type Codec, field } from '../schema/codec.ts';
import { type FlagWords, flagset } from '../schema/names.ts';
import { describe, ip, s32, u8, u32 } from '../schema/scalar.ts';
import { type Encap, encapField } from './encap/encap.ts';
import { newDestination } from './labels.ts';
import { via } from './via.ts';

/** `RTNH_F_*` (linux/rtnetlink.h), also the low bits of `rtm_flags` */
export const RTNH_F = {
  dead: 1,
  pervasive: 2,
  onlink: 4,
  offload: 8,
  linkdown: 16,
  unresolved: 32,
  trap: 64,
} as const;

/** The `RTA_*` that `struct rtnexthop` may carry */
const definitions = () => ({
  gateway: attr(5, ip),
  flow: attr(11, u32),
  newdst: attr(19, newDestination),
  via: attr(18, via),
});

const set = attributes(definitions, encapField(21, 22));

/** One path of a multipath route (`struct rtnexthop`, linux/rtnetlink.h). */
export type MultipathNexthop = {
  flags: FlagWords<typeof RTNH_F>;
  /** 1 to 256; `rtnh_hops` plus one. Of a multicast route, one more than the TTL that lets packets out. */
  weight: number;
  /** Index of the interface. */
  oif: number;
  /** What is done to the packet before it is sent on this path. */
  encap?: Encap | undefined;
} & Fields<ReturnType<typeof definitions>>;

const RTNEXTHOP_LENGTH = 8;
const pathFlags = flagset(u8, () => RTNH_F);

/** `RTA_MULTIPATH`: an array of `struct rtnexthop`, each with attributes behind it. */
export const multipath: Codec<readonly MultipathNexthop[]> = {
  shape: { of: 'parts', parts: { flags: pathFlags, attributes: set } },
  read(reader, start, end) {
    const paths: MultipathNexthop[] = [];
    let at = start;
    while (at + RTNEXTHOP_LENGTH <= end) {
      const length = reader.u16[at >> 1] ?? 0;
      if (length < RTNEXTHOP_LENGTH || at + length > end) return undefined;
      const path: MultipathNexthop = {
        flags: pathFlags.read(reader, at + 2, at + 3) ?? [],
        weight: (reader.u8[at + 3] ?? 0) + 1,
        oif: reader.s32[(at + 4) >> 2] ?? 0,
      };
      set.readInto(path, reader, at + RTNEXTHOP_LENGTH, at + length);
      paths.push(path);
      at += align4(length);
    }
    return at >= end ? paths : undefined;
  },
  write(writer, paths) {
    for (const [index, path] of paths.entries()) {
      writer.enter(String(index));
      if (!Number.isInteger(path.weight) || path.weight < 1 || path.weight > 256)
        throw writer.error(`weight: expected 1 to 256, got ${describe(path.weight)}`);
      const start = writer.length;
      writer.u16(0);
      field(writer, 'flags', pathFlags, path.flags);
      writer.u8(path.weight - 1);
      field(writer, 'oif', s32, path.oif);
      set.write(writer, path);
      writer.setU16(start, writer.length - start);
      writer.pad(4, start);
      writer.leave();
    }
  },
  locate(reader, start, end, target, path) {
    let at = start;
    for (let index = 0; at + RTNEXTHOP_LENGTH <= end; index++) {
      const length = reader.u16[at >> 1] ?? 0;
      if (length < RTNEXTHOP_LENGTH || at + length > end) break;
      if (target < at + length) {
        path.push(String(index));
        return set.locate(reader, at + RTNEXTHOP_LENGTH, at + length, target, path);
      }
      at += align4(length);
    }
    return undefined;
  },
};
