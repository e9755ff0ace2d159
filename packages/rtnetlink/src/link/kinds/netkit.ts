import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { u8, u16, u32 } from '../../schema/scalar.ts';
import { peerLink } from '../peer.ts';

/** `NETKIT_*`: what happens to packets where no program decides */
const policy = enumeration(u32, () => ({ pass: 0, drop: 2 }));
const scrub = enumeration(u32, () => ({ none: 0, default: 1 }));

/** `IFLA_NETKIT_*` (linux/if_link.h of Linux 6.7 and later). */
export const netkit = attributes(() => ({
  peerInfo: attr(1, peerLink),
  primary: attr(2, u8, { reported: true }),
  policy: attr(3, policy),
  peerPolicy: attr(4, policy),
  mode: attr(
    5,
    enumeration(u32, () => ({ l2: 0, l3: 1 })),
  ),
  scrub: attr(6, scrub),
  peerScrub: attr(7, scrub),
  headroom: attr(8, u16),
  tailroom: attr(9, u16),
  pairing: attr(
    10,
    enumeration(u32, () => ({ pair: 0, single: 1 })),
  ),
}));
