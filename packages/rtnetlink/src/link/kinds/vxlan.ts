import { altered } from '../../schema/altered.ts';
import { attr, attributes } from '../../schema/attributes.ts';
import type { Codec } from '../../schema/codec.ts';
import { enumeration } from '../../schema/names.ts';
import { be16, be32, binary, describe, flag, ipv4, ipv6, u8, u32 } from '../../schema/scalar.ts';
import { struct } from '../../schema/struct.ts';

/** The kernel reports this attribute as a byte and takes it as a flag (`vxlan_policy` in its vxlan_core.c). */
const presence: Codec<boolean> = {
  read(reader, start, end) {
    const byte = end - start === 1 ? reader.u8[start] : undefined;
    if (byte === 0) return false;
    return start === end || byte === 1 ? true : undefined;
  },
  write(writer, value) {
    if (typeof value !== 'boolean') throw writer.error(`expected true or false, got ${describe(value)}`);
    if (!writer.isRequest) writer.u8(value ? 1 : 0);
  },
};

/**
 * `IFLA_VXLAN_*` (linux/if_link.h). Switches are 0 or 1, but `gbp`, `remcsumNopartial` and `gpe` are set
 * by their presence.
 */
const set = attributes(() => ({
  id: attr(1, u32),
  /** Multicast group or remote address (IPv4). */
  group: attr(2, ipv4),
  /** Index of the underlying interface. */
  link: attr(3, u32),
  local: attr(4, ipv4),
  ttl: attr(5, u8),
  tos: attr(6, u8),
  learning: attr(7, u8),
  /** Seconds that a learnt entry of the forwarding database lives. */
  ageing: attr(8, u32),
  /** Most entries in the forwarding database, 0 for no limit. */
  limit: attr(9, u32),
  /** Source ports, `struct ifla_vxlan_port_range`. */
  portRange: attr(
    10,
    struct(() => ({ low: be16, high: be16 })),
  ),
  proxy: attr(11, u8),
  rsc: attr(12, u8),
  l2miss: attr(13, u8),
  l3miss: attr(14, u8),
  /** Destination port. */
  port: attr(15, be16),
  group6: attr(16, ipv6),
  local6: attr(17, ipv6),
  udpCsum: attr(18, u8),
  udpZeroCsum6Tx: attr(19, u8),
  udpZeroCsum6Rx: attr(20, u8),
  remcsumTx: attr(21, u8),
  remcsumRx: attr(22, u8),
  gbp: attr(23, flag),
  remcsumNopartial: attr(24, flag),
  collectMetadata: attr(25, u8),
  label: attr(26, be32),
  gpe: attr(27, flag),
  /** Of a request, set by its presence; reported as 0 or 1. */
  ttlInherit: attr(28, presence),
  df: attr(
    29,
    enumeration(u8, () => ({ unset: 0, set: 1, inherit: 2 })),
  ),
  vnifilter: attr(30, u8),
  localbypass: attr(31, u8),
  labelPolicy: attr(
    32,
    enumeration(u32, () => ({ fixed: 0, inherit: 1 })),
  ),
  /** `struct vxlanhdr`. What the kernel reports here it would refuse. */
  reservedBits: attr(33, binary, { reported: true }),
  mcRoute: attr(34, u8),
}));

export const vxlan: typeof set = altered(set, {
  write(writer, value) {
    // Being there would mean true.
    const absent = writer.isRequest && value.ttlInherit === false;
    set.write(writer, absent ? { ...value, ttlInherit: undefined } : value);
  },
});
