import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration, enumeration64 } from '../../schema/names.ts';
import { be16, be64, u8, u32, u64 } from '../../schema/scalar.ts';

/** `MACSEC_CIPHER_ID_*` (linux/if_macsec.h); `default` is what older kernels call GCM-AES-128. */
const cipherSuite = enumeration64(u64, () => ({
  gcmAes128: 0x0080c20001000001n,
  gcmAes256: 0x0080c20001000002n,
  gcmAesXpn128: 0x0080c20001000003n,
  gcmAesXpn256: 0x0080c20001000004n,
  default: 0x0080020001000001n,
}));

/** `IFLA_MACSEC_*` (linux/if_link.h); switches are 0 or 1. */
export const macsec = attributes(() => ({
  /** Secure channel identifier: MAC address and port, big-endian. */
  sci: attr(1, be64),
  port: attr(2, be16),
  icvLen: attr(3, u8),
  cipherSuite: attr(4, cipherSuite),
  window: attr(5, u32),
  encodingSa: attr(6, u8),
  encrypt: attr(7, u8),
  protect: attr(8, u8),
  incSci: attr(9, u8),
  es: attr(10, u8),
  scb: attr(11, u8),
  replayProtect: attr(12, u8),
  validation: attr(
    13,
    enumeration(u8, () => ({ disabled: 0, check: 1, strict: 2 })),
  ),
  offload: attr(
    15,
    enumeration(u8, () => ({ off: 0, phy: 1, mac: 2 })),
  ),
}));
