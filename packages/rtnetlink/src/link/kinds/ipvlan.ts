import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration, flagset } from '../../schema/names.ts';
import { u16 } from '../../schema/scalar.ts';

/**
 * `IFLA_IPVLAN_*` (linux/if_link.h), of kinds `ipvlan` and `ipvtap`. Mode and flags belong to the parent: setting
 * them on one slave changes all of its siblings. No flag means bridge.
 */
export const ipvlan = attributes(() => ({
  mode: attr(
    1,
    enumeration(u16, () => ({ l2: 0, l3: 1, l3s: 2 })),
  ),
  flags: attr(
    2,
    flagset(u16, () => ({ private: 1, vepa: 2 })),
  ),
}));
