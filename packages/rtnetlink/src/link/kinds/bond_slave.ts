import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration, flagset } from '../../schema/names.ts';
import { lladdr, s32, u8, u16, u32 } from '../../schema/scalar.ts';

/** `LACP_STATE_*` (linux/if_bonding.h; IEEE 802.1AX) */
export const LACP_STATE = {
  lacpActivity: 0x01,
  lacpTimeout: 0x02,
  aggregation: 0x04,
  synchronization: 0x08,
  collecting: 0x10,
  distributing: 0x20,
  defaulted: 0x40,
  expired: 0x80,
} as const;

/** The kernel's `churn_state_t` */
const churn = enumeration(u8, () => ({ churnMonitor: 0, churn: 1, noChurn: 2 }));

/** `IFLA_BOND_SLAVE_*` (linux/if_link.h): a port of a bond, as `slaveData` of a link whose `slaveKind` is `bond`. */
export const bondSlave = attributes(() => ({
  state: attr(
    1,
    enumeration(u8, () => ({ active: 0, backup: 1 })),
    { reported: true },
  ),
  miiStatus: attr(
    2,
    enumeration(u8, () => ({ up: 0, goingDown: 1, down: 2, goingBack: 3 })),
    { reported: true },
  ),
  linkFailureCount: attr(3, u32, { reported: true }),
  permHwaddr: attr(4, lladdr, { reported: true }),
  queueId: attr(5, u16),
  adAggregatorId: attr(6, u16, { reported: true }),
  adActorOperPortState: attr(
    7,
    flagset(u8, () => LACP_STATE),
    { reported: true },
  ),
  adPartnerOperPortState: attr(
    8,
    flagset(u16, () => LACP_STATE),
    { reported: true },
  ),
  prio: attr(9, s32),
  actorPortPrio: attr(10, u16),
  adChurnActorState: attr(11, churn, { reported: true }),
  adChurnPartnerState: attr(12, churn, { reported: true }),
}));
