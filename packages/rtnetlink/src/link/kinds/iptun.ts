import { attr, attributes } from '../../schema/attributes.ts';
import { be16, be32, flag, ip, ipv4, ipv6, u8, u16, u32 } from '../../schema/scalar.ts';

/** `IFLA_IPTUN_*` (linux/if_tunnel.h) that all of these kinds have; `flags` differs in width. */
const common = {
  link: attr(1, u32),
  local: attr(2, ip),
  remote: attr(3, ip),
  ttl: attr(4, u8),
  tos: attr(5, u8),
  encapLimit: attr(6, u8),
  flowinfo: attr(7, be32),
  proto: attr(9, u8),
  pmtudisc: attr(10, u8),
  encapType: attr(15, u16),
  encapFlags: attr(16, u16),
  encapSport: attr(17, be16),
  encapDport: attr(18, be16),
  collectMetadata: attr(19, flag),
  fwmark: attr(20, u32),
};

/** `IFLA_IPTUN_*` of kinds `ipip` and `sit`; `flags` are `SIT_ISATAP` bits, big-endian here. */
export const iptun = attributes({
  ...common,
  flags: attr(8, be16),
  '6rdPrefix': attr(11, ipv6),
  '6rdRelayPrefix': attr(12, ipv4),
  '6rdPrefixlen': attr(13, u16),
  '6rdRelayPrefixlen': attr(14, u16),
});

/** `IFLA_IPTUN_*` of kind `ip6tnl`; `flags` are `IP6_TNL_F_*` bits. */
export const ip6tnl = attributes({ ...common, flags: attr(8, u32) });
