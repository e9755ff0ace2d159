import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { u16 } from '../../schema/scalar.ts';

/** `IFLA_IPOIB_*` (linux/if_link.h): IP over InfiniBand. */
export const ipoib = attributes(() => ({
  /** Partition key; bit 0x8000 means full membership. */
  pkey: attr(1, u16),
  mode: attr(
    2,
    enumeration(u16, () => ({ datagram: 0, connected: 1 })),
  ),
  /** 1: user space takes part in multicast groups. */
  umcast: attr(3, u16),
}));
