import { attr, attributes } from '../../schema/attributes.ts';
import { u8, u32 } from '../../schema/scalar.ts';

/** `IFLA_CAIF_*` (linux/caif/if_caif.h): a data connection of an ST-Ericsson modem. */
export const caif = attributes(() => ({
  ipv4Connid: attr(1, u32),
  ipv6Connid: attr(2, u32),
  loopback: attr(3, u8),
}));
