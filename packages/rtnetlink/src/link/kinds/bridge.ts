import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration, flagset } from '../../schema/names.ts';
import { be16, flag, ipv4, ipv6, lladdr, mac, u8, u16, u32, u64 } from '../../schema/scalar.ts';
import { struct } from '../../schema/struct.ts';

/** `MDB_RTR_TYPE_*` (linux/if_bridge.h): whether a multicast router is behind the bridge or port */
export const MDB_RTR_TYPE = { disabled: 0, tempQuery: 1, perm: 2, temp: 3 } as const;

/** Router state of a bridge or of a port. */
export const multicastRouter = enumeration(u8, () => MDB_RTR_TYPE);

/** `struct ifla_bridge_id`: the priority is written big-endian. */
export const bridgeId = struct(() => ({ prio: be16, addr: mac }));

/** Bits of `enum br_boolopt_id` (linux/if_bridge.h), whose members number the bits. */
export const BR_BOOLOPT = {
  noLlLearn: 1 << 0,
  mcastVlanSnooping: 1 << 1,
  mstEnable: 1 << 2,
  mdbOffloadFailNotification: 1 << 3,
  fdbLocalVlan0: 1 << 4,
} as const;

const boolopts = flagset(u32, () => BR_BOOLOPT);

/** `struct br_boolopt_multi` (linux/if_bridge.h): the options in `optmask` have, or are given, the values in `optval`. */
const multiBoolopt = struct(() => ({ optval: boolopts, optmask: boolopts }));

/** `BRIDGE_QUERIER_*` (linux/if_bridge.h); timers in 1/100 s */
export const querierState = attributes(() => ({
  ipAddress: attr(1, ipv4),
  ipPort: attr(2, u32),
  ipOtherTimer: attr(3, u64),
  ipv6Address: attr(5, ipv6),
  ipv6Port: attr(6, u32),
  ipv6OtherTimer: attr(7, u64),
}));

/**
 * `IFLA_BR_*` (linux/if_link.h). Times are in 1/100 s (USER_HZ); `vlanProtocol` is an Ethernet type such as
 * 0x8100.
 */
export const bridge = attributes(() => ({
  forwardDelay: attr(1, u32),
  helloTime: attr(2, u32),
  maxAge: attr(3, u32),
  ageingTime: attr(4, u32),
  stpState: attr(5, u32),
  priority: attr(6, u16),
  vlanFiltering: attr(7, u8),
  vlanProtocol: attr(8, be16),
  groupFwdMask: attr(9, u16),
  rootId: attr(10, bridgeId, { reported: true }),
  bridgeId: attr(11, bridgeId, { reported: true }),
  rootPort: attr(12, u16, { reported: true }),
  rootPathCost: attr(13, u32, { reported: true }),
  topologyChange: attr(14, u8, { reported: true }),
  topologyChangeDetected: attr(15, u8, { reported: true }),
  helloTimer: attr(16, u64, { reported: true }),
  tcnTimer: attr(17, u64, { reported: true }),
  topologyChangeTimer: attr(18, u64, { reported: true }),
  gcTimer: attr(19, u64, { reported: true }),
  groupAddr: attr(20, lladdr),
  fdbFlush: attr(21, flag),
  mcastRouter: attr(22, multicastRouter),
  mcastSnooping: attr(23, u8),
  mcastQueryUseIfaddr: attr(24, u8),
  mcastQuerier: attr(25, u8),
  mcastHashElasticity: attr(26, u32),
  mcastHashMax: attr(27, u32),
  mcastLastMemberCnt: attr(28, u32),
  mcastStartupQueryCnt: attr(29, u32),
  mcastLastMemberIntvl: attr(30, u64),
  mcastMembershipIntvl: attr(31, u64),
  mcastQuerierIntvl: attr(32, u64),
  mcastQueryIntvl: attr(33, u64),
  mcastQueryResponseIntvl: attr(34, u64),
  mcastStartupQueryIntvl: attr(35, u64),
  nfCallIptables: attr(36, u8),
  nfCallIp6tables: attr(37, u8),
  nfCallArptables: attr(38, u8),
  vlanDefaultPvid: attr(39, u16),
  vlanStatsEnabled: attr(41, u8),
  mcastStatsEnabled: attr(42, u8),
  mcastIgmpVersion: attr(43, u8),
  mcastMldVersion: attr(44, u8),
  vlanStatsPerPort: attr(45, u8),
  multiBoolopt: attr(46, multiBoolopt),
  mcastQuerierState: attr(47, querierState, { nested: true, reported: true }),
  fdbNLearned: attr(48, u32, { reported: true }),
  fdbMaxLearned: attr(49, u32),
  stpMode: attr(
    50,
    enumeration(u32, () => ({ auto: 0, user: 1, kernel: 2 })),
  ),
}));
