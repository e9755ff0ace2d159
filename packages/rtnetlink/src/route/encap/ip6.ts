import { attr, attributes } from '../../schema/attributes.ts';
import { be64, ipv6, u8 } from '../../schema/scalar.ts';
import { tunnelFlags } from './tunnel_flags.ts';
import { tunnelOptions } from './tunnel_options.ts';

/** `LWTUNNEL_IP6_*` (linux/lwtunnel.h): what a tunnel interface with `external` sends this packet with, over IPv6. */
export const ip6 = attributes(() => ({
  /** The key: a VXLAN network identifier, a GRE key. */
  id: attr(1, be64),
  dst: attr(2, ipv6),
  src: attr(3, ipv6),
  hoplimit: attr(4, u8),
  /** Traffic class. */
  tc: attr(5, u8),
  flags: attr(6, tunnelFlags),
  opts: attr(8, tunnelOptions, { nested: 'requests' }),
}));
