import { multicastRouter } from '../link/kinds/bridge.ts';
import { attr, attributes, many } from '../schema/attributes.ts';
import { headed, whole } from '../schema/headed.ts';
import { u16, u32 } from '../schema/scalar.ts';

/** `MDBA_ROUTER_PATTR_*` (linux/if_bridge.h); the timers are in 1/100 s */
export const routerPortAttributes = attributes(() => ({
  /** The longer of the two below. */
  timer: attr(1, u32),
  type: attr(2, multicastRouter),
  /** Until a router of IPv4 is forgotten. */
  inetTimer: attr(3, u32),
  /** Until a router of IPv6 is forgotten. */
  inet6Timer: attr(4, u32),
  vid: attr(5, u16),
}));

/** `MDBA_ROUTER_PORT`: the index of a port that has a multicast router behind it, and attributes. */
export const routerPort = headed(() => ({ ifindex: u32 }), routerPortAttributes);

/** `MDBA_ROUTER_*` (linux/if_bridge.h) */
export const routerPorts = attributes(() => ({ port: many(1, whole(routerPort)) }));
