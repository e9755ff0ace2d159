import { altered } from '../../schema/altered.ts';
import { attr, attributes, many } from '../../schema/attributes.ts';
import { flagBits, flagNames, flagset } from '../../schema/names.ts';
import { be16, u16, u32 } from '../../schema/scalar.ts';
import { struct } from '../../schema/struct.ts';

/** `VLAN_FLAG_*` (linux/if_vlan.h) */
const words = { reorderHdr: 1, gvrp: 2, looseBinding: 4, mvrp: 8, bridgeBinding: 16 } as const;
const flags = flagset(u32, () => words);
const namesOf = flagNames(() => words);

/** The kernel reports all 32 bits, of which it takes only those that have a name. */
const mask = altered(flags, {
  write(writer, value) {
    const isReported = writer.isRequest && Array.isArray(value) && flagBits(words, value) === 0xffffffff;
    flags.write(writer, isReported ? namesOf(0x1f) : value);
  },
});

/** `IFLA_VLAN_QOS_MAPPING`: pairs of priorities, repeated */
const qos = attributes(() => ({
  mapping: many(
    1,
    struct(() => ({ from: u32, to: u32 })),
  ),
}));

/** `IFLA_VLAN_*` (linux/if_link.h). `protocol` is an Ethernet type: 0x8100 (802.1Q) or 0x88a8 (802.1ad). */
export const vlan = attributes(() => ({
  id: attr(1, u16),
  /** `struct ifla_vlan_flags`: the flags in `mask` are given the values in `flags`. */
  flags: attr(
    2,
    struct(() => ({ flags, mask })),
  ),
  egressQos: attr(3, qos),
  ingressQos: attr(4, qos),
  protocol: attr(5, be16),
}));
