import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { u8 } from '../../schema/scalar.ts';

/** `IFLA_OVPN_*` (linux/if_link.h of Linux 6.16 and later); peers and keys go through generic netlink. */
export const ovpn = attributes(() => ({
  mode: attr(
    1,
    enumeration(u8, () => ({ p2p: 0, mp: 1 })),
  ),
}));
