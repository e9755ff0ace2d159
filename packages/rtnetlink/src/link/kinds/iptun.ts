import { attr, attributes } from '../../schema/attributes.ts';
import { flagset } from '../../schema/names.ts';
import { be32, flag, ip, ipv4, ipv6, u8, u16, u32 } from '../../schema/scalar.ts';
import { ip6TnlFlags, tunnelEncap } from './tunnel_encap.ts';

/** `IFLA_IPTUN_*` (linux/if_tunnel.h) that all of these kinds have; `flags` differs in width. */
const common = () => ({
  /** Index of the underlying interface. */
  link: attr(1, u32),
  local: attr(2, ip),
  remote: attr(3, ip),
  /** 0: that of the packet inside. */
  ttl: attr(4, u8),
  tos: attr(5, u8),
  encapLimit: attr(6, u8),
  flowinfo: attr(7, be32),
  /** What is carried: `IPPROTO_IPIP` (4), `IPPROTO_IPV6` (41), `IPPROTO_MPLS` (137), 0 for any. */
  proto: attr(9, u8),
  pmtudisc: attr(10, u8),
  ...tunnelEncap(15),
  collectMetadata: attr(19, flag),
  fwmark: attr(20, u32),
});

/**
 * `IFLA_IPTUN_*` of kinds `ipip` and `sit`. The kernel declares `flags` big-endian, and both it and iproute2 use
 * `SIT_ISATAP` in the order of the host.
 */
export const iptun = attributes(() => ({
  ...common(),
  flags: attr(
    8,
    flagset(u16, () => ({ isatap: 1 })),
  ),
  '6rdPrefix': attr(11, ipv6),
  '6rdRelayPrefix': attr(12, ipv4),
  '6rdPrefixlen': attr(13, u16),
  '6rdRelayPrefixlen': attr(14, u16),
}));

/** `IFLA_IPTUN_*` of kind `ip6tnl`. */
export const ip6tnl = attributes(() => ({ ...common(), flags: attr(8, ip6TnlFlags) }));
