import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { mac, u8, u16, u32 } from '../../schema/scalar.ts';

/** `IFLA_HSR_*` (linux/if_link.h); the slaves and the interlink are interface indexes. */
export const hsr = attributes(() => ({
  slave1: attr(1, u32),
  slave2: attr(2, u32),
  /** Last byte of the multicast address of supervision frames. */
  multicastSpec: attr(3, u8),
  supervisionAddr: attr(4, mac, { reported: true }),
  seqNr: attr(5, u16, { reported: true }),
  version: attr(6, u8),
  protocol: attr(
    7,
    enumeration(u8, () => ({ hsr: 0, prp: 1 })),
  ),
  interlink: attr(8, u32),
}));
