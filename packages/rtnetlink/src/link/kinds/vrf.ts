import { attr, attributes } from '../../schema/attributes.ts';
import { u32 } from '../../schema/scalar.ts';

/** `IFLA_VRF_*` (linux/if_link.h): the routing table of the VRF. */
export const vrf = attributes(() => ({ table: attr(1, u32) }));

/** `IFLA_VRF_PORT_*` (linux/if_link.h): the table that a port of a VRF uses. */
export const vrfPort = attributes(() => ({ table: attr(1, u32, { reported: true }) }));
