import { attr, attributes } from '../../schema/attributes.ts';
import { be32, ip, u32 } from '../../schema/scalar.ts';

/** `IFLA_VTI_*` (linux/if_tunnel.h), of kinds `vti` and `vti6`. */
export const vti = attributes(() => ({
  /** Index of the underlying interface. */
  link: attr(1, u32),
  ikey: attr(2, be32),
  okey: attr(3, be32),
  local: attr(4, ip),
  remote: attr(5, ip),
  fwmark: attr(6, u32),
}));
