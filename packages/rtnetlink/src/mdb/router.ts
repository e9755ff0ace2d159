import { attr, attributes, many } from '../schema/attributes.ts';
import { headed, whole } from '../schema/headed.ts';
import { enumeration } from '../schema/names.ts';
import { u8, u16, u32 } from '../schema/scalar.ts';

/** `MDB_RTR_TYPE_*` (linux/if_bridge.h): whether multicast routers are behind a port */
export const mcastRouterType = enumeration(u8, { disabled: 0, tempQuery: 1, perm: 2, temp: 3 });

/** `MDBA_ROUTER_PATTR_*` (linux/if_bridge.h); the timers are in 1/100 s */
export const routerPortAttributes = attributes({
  /** The longer of the two below. */
  timer: attr(1, u32),
  type: attr(2, mcastRouterType),
  /** Until a router of IPv4 is forgotten. */
  inetTimer: attr(3, u32),
  /** Until a router of IPv6 is forgotten. */
  inet6Timer: attr(4, u32),
  vid: attr(5, u16),
});

/** `MDBA_ROUTER_PORT`: the index of a port that has a multicast router behind it, and attributes. */
export const routerPort = headed({ ifindex: u32 }, routerPortAttributes);

/** `MDBA_ROUTER_*` (linux/if_bridge.h) */
export const routerPorts = attributes({ port: many(1, whole(routerPort)) });
