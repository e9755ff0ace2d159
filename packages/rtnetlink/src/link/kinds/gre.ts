import { attr, attributes } from '../../schema/attributes.ts';
import { be16, be32, flag, ip, u8, u16, u32 } from '../../schema/scalar.ts';

/**
 * `IFLA_GRE_*` (linux/if_tunnel.h), of kinds `gre`, `gretap`, `erspan` and of `ip6gre`, `ip6gretap`, `ip6erspan`,
 * whose endpoints are IPv6 addresses. `iflags` and `oflags` are `GRE_*` bits.
 */
export const gre = attributes({
  link: attr(1, u32),
  iflags: attr(2, be16),
  oflags: attr(3, be16),
  ikey: attr(4, be32),
  okey: attr(5, be32),
  local: attr(6, ip),
  remote: attr(7, ip),
  ttl: attr(8, u8),
  tos: attr(9, u8),
  pmtudisc: attr(10, u8),
  encapLimit: attr(11, u8),
  flowinfo: attr(12, be32),
  flags: attr(13, u32),
  encapType: attr(14, u16),
  encapFlags: attr(15, u16),
  encapSport: attr(16, be16),
  encapDport: attr(17, be16),
  collectMetadata: attr(18, flag),
  ignoreDf: attr(19, u8),
  fwmark: attr(20, u32),
  erspanIndex: attr(21, u32),
  erspanVer: attr(22, u8),
  erspanDir: attr(23, u8),
  erspanHwid: attr(24, u16),
});
