import { attr, attributes, many } from '../schema/attributes.ts';
import { enumeration } from '../schema/names.ts';
import { binary, mac, u8, u32 } from '../schema/scalar.ts';

/** `BR_CFM_CCM_INTERVAL_*` (linux/cfm_bridge.h): time between continuity check messages */
const interval = enumeration(u32, () => ({
  none: 0,
  '33Ms': 1,
  '10Ms': 2,
  '100Ms': 3,
  '1Sec': 4,
  '10Sec': 5,
  '1Min': 6,
  '10Min': 7,
}));

const mepCreate = attributes(() => ({
  instance: attr(1, u32),
  domain: attr(
    2,
    enumeration(u32, () => ({ port: 0, vlan: 1 })),
  ),
  direction: attr(
    3,
    enumeration(u32, () => ({ down: 0, up: 1 })),
  ),
  /** Index of the port. */
  ifindex: attr(4, u32),
}));

const mepConfig = attributes(() => ({
  instance: attr(1, u32),
  unicastMac: attr(2, mac),
  /** Maintenance domain level, 0 to 7. */
  mdlevel: attr(3, u32),
  mepid: attr(4, u32),
}));

const ccConfig = attributes(() => ({
  instance: attr(1, u32),
  enable: attr(2, u32),
  expInterval: attr(3, interval),
  /** Maintenance association identifier, 48 bytes. */
  expMaid: attr(4, binary),
}));

const ccPeerMep = attributes(() => ({ instance: attr(1, u32), mepid: attr(2, u32) }));
const ccRdi = attributes(() => ({ instance: attr(1, u32), rdi: attr(2, u32) }));

const ccCcmTx = attributes(() => ({
  instance: attr(1, u32),
  dmac: attr(2, mac),
  seqNoUpdate: attr(3, u32),
  /** Seconds to send for, 0 to stop. */
  period: attr(4, u32),
  ifTlv: attr(5, u32),
  ifTlvValue: attr(6, u8),
  portTlv: attr(7, u32),
  portTlvValue: attr(8, u8),
}));

const mepStatus = attributes(() => ({
  instance: attr(1, u32),
  opcodeUnexpSeen: attr(2, u32),
  versionUnexpSeen: attr(3, u32),
  rxLevelLowSeen: attr(4, u32),
}));

const ccPeerStatus = attributes(() => ({
  instance: attr(1, u32),
  peerMepid: attr(2, u32),
  ccmDefect: attr(3, u32),
  rdi: attr(4, u32),
  portTlvValue: attr(5, u8),
  ifTlvValue: attr(6, u8),
  seen: attr(7, u32),
  tlvSeen: attr(8, u32),
  seqUnexpSeen: attr(9, u32),
}));

/** A command to the bridge. */
const command = { nested: true } as const;
/** What the bridge reports of each instance. */
const information = { nested: true, reported: true } as const;

/**
 * `IFLA_BRIDGE_CFM_*` (linux/if_bridge.h): Connectivity Fault Management (IEEE 802.1Q). A maintenance end point is
 * named by `instance`; switches are 0 or 1. The fields in `...Info` are reported, the others are commands.
 */
export const bridgeCfm = attributes(() => ({
  mepCreate: attr(1, mepCreate, command),
  mepDelete: attr(
    2,
    attributes(() => ({ instance: attr(1, u32) })),
    command,
  ),
  mepConfig: attr(3, mepConfig, command),
  ccConfig: attr(4, ccConfig, command),
  ccPeerMepAdd: attr(5, ccPeerMep, command),
  ccPeerMepRemove: attr(6, ccPeerMep, command),
  ccRdi: attr(7, ccRdi, command),
  ccCcmTx: attr(8, ccCcmTx, command),
  mepCreateInfo: many(9, mepCreate, information),
  mepConfigInfo: many(10, mepConfig, information),
  ccConfigInfo: many(11, ccConfig, information),
  ccRdiInfo: many(12, ccRdi, information),
  ccCcmTxInfo: many(13, ccCcmTx, information),
  ccPeerMepInfo: many(14, ccPeerMep, information),
  mepStatusInfo: many(15, mepStatus, information),
  ccPeerStatusInfo: many(16, ccPeerStatus, information),
}));
