import { familyOf, prefixText } from './prefix.ts';
import { isSix, prefixOf, selectorAttributes, writeTable } from './route/selector.ts';
import { attr, attributes, type Fields } from './schema/attributes.ts';
import { field, type MessageBody } from './schema/codec.ts';
import { enumeration, type FlagWords, flagset, type Word } from './schema/names.ts';
import { be32, be64, string, u8, u16, u32 } from './schema/scalar.ts';
import { struct } from './schema/struct.ts';

/** Message types of `RTNLGRP_IPV4_RULE` and `RTNLGRP_IPV6_RULE` (linux/rtnetlink.h) */
export const RTM_NEWRULE = 32;
/** `RTM_DELRULE` (linux/rtnetlink.h) */
export const RTM_DELRULE = 33;
/** `RTM_GETRULE` (linux/rtnetlink.h) */
export const RTM_GETRULE = 34;

/** `FR_ACT_*` (linux/fib_rules.h) */
export const FR_ACT = {
  unspec: 0,
  toTable: 1,
  goto: 2,
  nop: 3,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
} as const;

/** `FIB_RULE_*` (linux/fib_rules.h) */
export const FIB_RULE = {
  permanent: 0x1,
  invert: 0x2,
  unresolved: 0x4,
  iifDetached: 0x8,
  oifDetached: 0x10,
  findSaddr: 0x10000,
} as const;

const action = enumeration(u8, () => FR_ACT);

/** `struct fib_rule_uid_range` */
const uidRange = struct(() => ({ start: u32, end: u32 }));
/** `struct fib_rule_port_range`, host-endian */
const portRange = struct(() => ({ start: u16, end: u16 }));

/** `FRA_*` (linux/fib_rules.h), without `FRA_DST`, `FRA_SRC` and `FRA_TABLE`, which belong to header fields */
const definitions = () => ({
  /** The interface that the packet came in by. */
  iifname: attr(3, string),
  /** Priority of the rule to jump to. */
  goto: attr(4, u32),
  priority: attr(6, u32),
  fwmark: attr(10, u32),
  /** Realms: from in the high, to in the low 16 bits. */
  flow: attr(11, u32),
  /** The key of the tunnel that the packet came out of. */
  tunId: attr(12, be64),
  /** Interface group, 2^32 - 1 for none. */
  suppressIfgroup: attr(13, u32),
  /** Prefix length, 2^32 - 1 for none. */
  suppressPrefixlen: attr(14, u32),
  fwmask: attr(16, u32),
  /** The interface that the sending socket is bound to. */
  oifname: attr(17, string),
  /** 1: look up the table of the VRF that the interface belongs to; excludes `table`. */
  l3mdev: attr(19, u8),
  uidRange: attr(20, uidRange),
  /** {@link RTPROT}: who made the rule. */
  protocol: attr(21, u8),
  ipProto: attr(22, u8),
  sportRange: attr(23, portRange),
  dportRange: attr(24, portRange),
  /** 0 to 63. */
  dscp: attr(25, u8),
  flowlabel: attr(26, be32),
  flowlabelMask: attr(27, be32),
  sportMask: attr(28, u16),
  dportMask: attr(29, u16),
  dscpMask: attr(30, u8),
});

export const ruleAttributes = attributes(() => ({ ...definitions(), ...selectorAttributes() }));

/** `struct fib_rule_hdr` (linux/fib_rules.h) with the prefixes that belong to its lengths. */
export interface RuleHeader {
  family: number;
  /** `A/LEN`; absent for all. */
  dst?: string | undefined;
  /** `A/LEN`; absent for all. */
  src?: string | undefined;
  tos: number;
  /** {@link RT_TABLE}, or any other table, up to 32 bits (`FRA_TABLE`). */
  table: number;
  action: Word<typeof FR_ACT>;
  flags: FlagWords<typeof FIB_RULE>;
}

/** A routing policy rule, as `RTM_NEWRULE` reports it. */
export type Rule = RuleHeader & Fields<ReturnType<typeof definitions>>;

/** What {@link ruleMessage} writes. `family` follows from the prefixes where it is not given. */
export type RuleMessage = Partial<RuleHeader> & Fields<ReturnType<typeof definitions>>;

const FIB_RULE_HDR_LENGTH = 12;
const ruleFlags = flagset(u32, () => FIB_RULE);

/** The body of rule messages: decodes to {@link Rule}. */
export const ruleMessage: MessageBody<Rule, RuleMessage> = {
  shape: { of: 'parts', parts: { action, flags: ruleFlags, attributes: ruleAttributes } },
  read(reader, start, end) {
    if (end - start < FIB_RULE_HDR_LENGTH) return undefined;
    const family = reader.u8[start] ?? 0;
    const dstLength = reader.u8[start + 1] ?? 0;
    const srcLength = reader.u8[start + 2] ?? 0;
    const rule: Rule = {
      family,
      tos: reader.u8[start + 3] ?? 0,
      table: reader.u8[start + 4] ?? 0,
      action: action.read(reader, start + 7, start + 8) ?? 0,
      flags: ruleFlags.read(reader, start + 8, start + 12) ?? [],
    };
    ruleAttributes.readInto(rule, reader, start + FIB_RULE_HDR_LENGTH, end);
    const any = isSix(family) ? '::' : '0.0.0.0';
    if (rule.dst !== undefined || dstLength !== 0) rule.dst = prefixText(rule.dst ?? any, dstLength);
    if (rule.src !== undefined || srcLength !== 0) rule.src = prefixText(rule.src ?? any, srcLength);
    return rule;
  },
  write(writer, rule) {
    const dst = prefixOf(writer, 'dst', rule.dst);
    const src = prefixOf(writer, 'src', rule.src);
    const address = dst?.address ?? src?.address;
    field(writer, 'family', u8, rule.family ?? (address === undefined ? 0 : familyOf(address)));
    writer.u8(dst?.length ?? 0);
    writer.u8(src?.length ?? 0);
    field(writer, 'tos', u8, rule.tos ?? 0);
    const wideTable = writeTable(writer, rule.table ?? 0);
    writer.zero(2);
    field(writer, 'action', action, rule.action ?? 'unspec');
    field(writer, 'flags', ruleFlags, rule.flags ?? []);
    ruleAttributes.write(writer, rule, {
      dst: dst?.address,
      src: src?.address,
      table: wideTable,
    });
  },
  locate(reader, start, end, target, path) {
    return ruleAttributes.locate(reader, start + FIB_RULE_HDR_LENGTH, end, target, path);
  },
  nameOf: (type) => ruleAttributes.nameOf(type),
};
