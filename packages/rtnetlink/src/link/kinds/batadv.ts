import { attr, attributes } from '../../schema/attributes.ts';
import { string } from '../../schema/scalar.ts';

/** `IFLA_BATADV_*` (linux/batman_adv.h); the rest of a mesh goes through generic netlink. The kernel reports none. */
export const batadv = attributes(() => ({
  /** Routing algorithm: `BATMAN_IV` or `BATMAN_V`. */
  algoName: attr(1, string),
}));
