/** Recordings for `ip monitor file`: messages that kernels send, and some that none does. */
import { addresses, prefixes } from './addresses.ts';
import { encapsulated } from './encaps.ts';
import { links } from './links.ts';
import { join } from './message.ts';
import { neighbours } from './neighbours.ts';
import { netconfs, others } from './others.ts';
import { multicastRoutes, routes } from './routes.ts';
import { nexthops, rules } from './rules.ts';
import { unknown } from './unknown.ts';

/** Messages of each object, by name. */
export const recordings: Readonly<Record<string, Uint8Array>> = {
  links: join(links),
  addresses: join(addresses),
  routes: join(routes),
  encapsulated: join(encapsulated),
  mroutes: join(multicastRoutes),
  neighbours: join(neighbours),
  rules: join(rules),
  nexthops: join(nexthops),
  netconfs: join(netconfs),
  prefixes: join(prefixes),
  others: join(others),
  unknown: join(unknown),
};
