import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { be16, ipv4, u32 } from '../../schema/scalar.ts';

/** `IFLA_AMT_*` (linux/amt.h): Automatic Multicast Tunneling (RFC 7450). */
export const amt = attributes(() => ({
  mode: attr(
    1,
    enumeration(u32, () => ({ gateway: 0, relay: 1 })),
  ),
  relayPort: attr(2, be16),
  gatewayPort: attr(3, be16),
  /** Index of the underlying interface. */
  link: attr(4, u32),
  localIp: attr(5, ipv4),
  /** Address of the relay; the kernel learns it, and only reports it. */
  remoteIp: attr(6, ipv4, { reported: true }),
  discoveryIp: attr(7, ipv4),
  /** Most tunnels of a relay. */
  maxTunnels: attr(8, u32),
}));
