import { attr, attributes } from '../../schema/attributes.ts';
import { be16, flag, u16 } from '../../schema/scalar.ts';

/** `IFLA_BAREUDP_*` (linux/if_link.h): layer 3 packets in UDP. */
export const bareudp = attributes(() => ({
  /** Destination port. */
  port: attr(1, be16),
  /** Ethernet type of what is carried: 0x0800 (IPv4), 0x86dd (IPv6) or 0x8847 (MPLS). */
  ethertype: attr(2, be16),
  /** Lowest source port. */
  srcportMin: attr(3, u16),
  /** With IPv4 also IPv6; with MPLS also multicast. */
  multiprotoMode: attr(4, flag),
}));
