import { enumeration, type Word } from '../schema/names.ts';
import { u8 } from '../schema/scalar.ts';

/** `RTN_*` (linux/rtnetlink.h) */
export const RTN = {
  unspec: 0,
  unicast: 1,
  local: 2,
  broadcast: 3,
  anycast: 4,
  multicast: 5,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
  throw: 9,
  nat: 10,
  xresolve: 11,
} as const;

/** What a route does with a packet. */
export type RouteType = Word<typeof RTN>;

export const routeType = enumeration(u8, () => RTN);
