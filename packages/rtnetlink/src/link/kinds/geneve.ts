import { altered } from '../../schema/altered.ts';
import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { be16, be32, flag, ipv4, ipv6, u8, u32 } from '../../schema/scalar.ts';
import { struct } from '../../schema/struct.ts';

/** `IFLA_GENEVE_*` (linux/if_link.h). Switches are 0 or 1. */
const set = attributes(() => ({
  id: attr(1, u32),
  remote: attr(2, ipv4),
  ttl: attr(3, u8),
  tos: attr(4, u8),
  /** Destination port. */
  port: attr(5, be16),
  collectMetadata: attr(6, flag),
  remote6: attr(7, ipv6),
  udpCsum: attr(8, u8),
  udpZeroCsum6Tx: attr(9, u8),
  udpZeroCsum6Rx: attr(10, u8),
  label: attr(11, be32),
  ttlInherit: attr(12, u8),
  df: attr(
    13,
    enumeration(u8, () => ({ unset: 0, set: 1, inherit: 2 })),
  ),
  innerProtoInherit: attr(14, flag),
  /** Source ports, `struct ifla_geneve_port_range`. */
  portRange: attr(
    15,
    struct(() => ({ low: be16, high: be16 })),
  ),
  groHint: attr(16, flag),
  local: attr(17, ipv4),
  local6: attr(18, ipv6),
}));

export const geneve: typeof set = altered(set, {
  write(writer, value) {
    // The kernel reports both, and given both it looks at `ttlInherit` alone.
    const isTtl = writer.isRequest && value.ttlInherit === 0 && value.ttl !== undefined;
    set.write(writer, isTtl ? { ...value, ttlInherit: undefined } : value);
  },
});
