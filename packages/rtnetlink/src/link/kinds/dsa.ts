import { attr, attributes } from '../../schema/attributes.ts';
import { u32 } from '../../schema/scalar.ts';

/** `IFLA_DSA_*` (linux/if_link.h): a port of a switch. */
export const dsa = attributes(() => ({
  /** Index of the Ethernet interface by which the machine reaches the switch; `IFLA_DSA_MASTER` in older headers. */
  conduit: attr(1, u32),
}));
