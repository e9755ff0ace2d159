import { attr, attributes, many } from '../../schema/attributes.ts';
import { be16, be32, binary, u8, u32 } from '../../schema/scalar.ts';

/** `LWTUNNEL_IP_OPT_GENEVE_*` (linux/lwtunnel.h): one TLV */
export const geneveOption = attributes(() => ({
  class: attr(1, be16),
  type: attr(2, u8),
  /** A multiple of 4 bytes, 4 to 128. */
  data: attr(3, binary),
}));

/** `LWTUNNEL_IP_OPT_VXLAN_*` (linux/lwtunnel.h) */
export const vxlanOption = attributes(() => ({
  /** The group-based policy. */
  gbp: attr(1, u32),
}));

/** `LWTUNNEL_IP_OPT_ERSPAN_*` (linux/lwtunnel.h) */
export const erspanOption = attributes(() => ({
  ver: attr(1, u8),
  /** Of version 1. */
  index: attr(2, be32),
  /** Of version 2: the direction. */
  dir: attr(3, u8),
  /** Of version 2: the hardware. */
  hwid: attr(4, u8),
}));

/**
 * `LWTUNNEL_IP_OPTS_*` (linux/lwtunnel.h): options in the header of the tunnel; of one protocol only, Geneve may have
 * several.
 */
export const tunnelOptions = attributes(() => ({
  geneve: many(1, geneveOption, { nested: 'requests' }),
  vxlan: attr(2, vxlanOption, { nested: 'requests' }),
  erspan: attr(3, erspanOption, { nested: 'requests' }),
}));
