import type { FlagWords } from '../schema/names.ts';

/** `IFF_*` (linux/if.h): `ifi_flags` */
export const IFF = {
  up: 1 << 0,
  broadcast: 1 << 1,
  debug: 1 << 2,
  loopback: 1 << 3,
  pointopoint: 1 << 4,
  notrailers: 1 << 5,
  running: 1 << 6,
  noarp: 1 << 7,
  promisc: 1 << 8,
  allmulti: 1 << 9,
  master: 1 << 10,
  slave: 1 << 11,
  multicast: 1 << 12,
  portsel: 1 << 13,
  automedia: 1 << 14,
  dynamic: 1 << 15,
  lowerUp: 1 << 16,
  dormant: 1 << 17,
  echo: 1 << 18,
} as const;

/** The flags of a link; a bit that has no name here is in the list as its value. */
export type LinkFlags = FlagWords<typeof IFF>;

/** A flag of a link by name. */
export type LinkFlag = keyof typeof IFF;
