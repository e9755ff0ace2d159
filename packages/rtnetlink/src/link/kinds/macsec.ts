import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { be16, be64, u8, u32, u64 } from '../../schema/scalar.ts';

/** `IFLA_MACSEC_*` (linux/if_link.h); switches are 0 or 1. */
export const macsec = attributes({
  /** Secure channel identifier: MAC address and port, big-endian. */
  sci: attr(1, be64),
  port: attr(2, be16),
  icvLen: attr(3, u8),
  cipherSuite: attr(4, u64),
  window: attr(5, u32),
  encodingSa: attr(6, u8),
  encrypt: attr(7, u8),
  protect: attr(8, u8),
  incSci: attr(9, u8),
  es: attr(10, u8),
  scb: attr(11, u8),
  replayProtect: attr(12, u8),
  validation: attr(13, enumeration(u8, { disabled: 0, check: 1, strict: 2 })),
  offload: attr(15, enumeration(u8, { off: 0, phy: 1, mac: 2 })),
});
