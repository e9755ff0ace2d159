import { attr, attributes } from '../schema/attributes.ts';
import { u64 } from '../schema/scalar.ts';

/** `BOND_3AD_STAT_*` (linux/if_bonding.h): LACP and marker messages of IEEE 802.3ad */
export const bond3adStats = attributes(() => ({
  lacpduRx: attr(0, u64),
  lacpduTx: attr(1, u64),
  lacpduUnknownRx: attr(2, u64),
  lacpduIllegalRx: attr(3, u64),
  markerRx: attr(4, u64),
  markerTx: attr(5, u64),
  markerRespRx: attr(6, u64),
  markerRespTx: attr(7, u64),
  markerUnknownRx: attr(8, u64),
}));

/** `BOND_XSTATS_*` (linux/if_bonding.h): statistics of a bond or of a port of one */
export const bondXstats = attributes(() => ({ '3ad': attr(1, bond3adStats) }));
