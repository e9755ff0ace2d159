import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { lladdr, s32, u8, u16, u32 } from '../../schema/scalar.ts';

/** `IFLA_BOND_SLAVE_*` (linux/if_link.h): a port of a bond, as `slaveData` of a link whose `slaveKind` is `bond`. */
export const bondSlave = attributes({
  state: attr(1, enumeration(u8, { active: 0, backup: 1 }), { reported: true }),
  miiStatus: attr(2, enumeration(u8, { up: 0, goingDown: 1, down: 2, goingBack: 3 }), { reported: true }),
  linkFailureCount: attr(3, u32, { reported: true }),
  permHwaddr: attr(4, lladdr, { reported: true }),
  queueId: attr(5, u16),
  adAggregatorId: attr(6, u16, { reported: true }),
  adActorOperPortState: attr(7, u8, { reported: true }),
  adPartnerOperPortState: attr(8, u16, { reported: true }),
  prio: attr(9, s32),
  actorPortPrio: attr(10, u16),
  adChurnActorState: attr(11, u8, { reported: true }),
  adChurnPartnerState: attr(12, u8, { reported: true }),
});
