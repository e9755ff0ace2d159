import { attr, attributes } from '../../schema/attributes.ts';
import { be64, ipv4, u8 } from '../../schema/scalar.ts';
import { tunnelFlags } from './tunnel_flags.ts';
import { tunnelOptions } from './tunnel_options.ts';

/** `LWTUNNEL_IP_*` (linux/lwtunnel.h): what a tunnel interface with `external` sends this packet with, over IPv4. */
export const ip = attributes(() => ({
  /** The key: a VXLAN network identifier, a GRE key. */
  id: attr(1, be64),
  dst: attr(2, ipv4),
  src: attr(3, ipv4),
  ttl: attr(4, u8),
  tos: attr(5, u8),
  flags: attr(6, tunnelFlags),
  opts: attr(8, tunnelOptions, { nested: 'requests' }),
}));
