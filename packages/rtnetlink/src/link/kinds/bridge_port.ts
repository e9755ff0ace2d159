import { attr, attributes } from '../../schema/attributes.ts';
import { enumeration } from '../../schema/names.ts';
import { flag, u8, u16, u32, u64 } from '../../schema/scalar.ts';
import { bridgeId, multicastRouter } from './bridge.ts';

/** `BR_STATE_*` (linux/if_bridge.h): the spanning tree state of a port */
export const BR_STATE = { disabled: 0, listening: 1, learning: 2, forwarding: 3, blocking: 4 } as const;

/** Spanning tree state of a port, of a VLAN or of a tree on it. */
export const bridgeState = enumeration(u8, () => BR_STATE);

/**
 * `IFLA_BRPORT_*` (linux/if_link.h): a port of a bridge, as `slaveData` of a link whose `slaveKind` is `bridge`,
 * and as `protinfo` in AF_BRIDGE messages. The switches are 0 or 1; timers are in 1/100 s.
 */
export const bridgePort = attributes(() => ({
  state: attr(1, bridgeState),
  priority: attr(2, u16),
  cost: attr(3, u32),
  /** 1: hairpin */
  mode: attr(4, u8),
  guard: attr(5, u8),
  protect: attr(6, u8),
  fastLeave: attr(7, u8),
  learning: attr(8, u8),
  unicastFlood: attr(9, u8),
  proxyarp: attr(10, u8),
  learningSync: attr(11, u8),
  proxyarpWifi: attr(12, u8),
  rootId: attr(13, bridgeId, { reported: true }),
  bridgeId: attr(14, bridgeId, { reported: true }),
  designatedPort: attr(15, u16, { reported: true }),
  designatedCost: attr(16, u16, { reported: true }),
  id: attr(17, u16, { reported: true }),
  no: attr(18, u16, { reported: true }),
  topologyChangeAck: attr(19, u8, { reported: true }),
  configPending: attr(20, u8, { reported: true }),
  messageAgeTimer: attr(21, u64, { reported: true }),
  forwardDelayTimer: attr(22, u64, { reported: true }),
  holdTimer: attr(23, u64, { reported: true }),
  flush: attr(24, flag),
  multicastRouter: attr(25, multicastRouter),
  mcastFlood: attr(27, u8),
  mcastToUcast: attr(28, u8),
  vlanTunnel: attr(29, u8),
  bcastFlood: attr(30, u8),
  groupFwdMask: attr(31, u16),
  neighSuppress: attr(32, u8),
  isolated: attr(33, u8),
  /** Interface index of the port that takes over, 0 for none. */
  backupPort: attr(34, u32),
  mrpRingOpen: attr(35, u8, { reported: true }),
  mrpInOpen: attr(36, u8, { reported: true }),
  mcastEhtHostsLimit: attr(37, u32),
  mcastEhtHostsCnt: attr(38, u32, { reported: true }),
  locked: attr(39, u8),
  mab: attr(40, u8),
  mcastNGroups: attr(41, u32, { reported: true }),
  mcastMaxGroups: attr(42, u32),
  neighVlanSuppress: attr(43, u8),
  backupNhid: attr(44, u32),
  neighForwardGrat: attr(45, u8),
}));
