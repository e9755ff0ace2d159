import { bridgeVlanFlags } from '../link/bridge_vlan.ts';
import { attr, attributes, many } from '../schema/attributes.ts';
import { u16, u32, u64 } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';

/** `struct bridge_vlan_xstats` (linux/if_bridge.h): the counters of one VLAN */
const vlan = struct(() => ({
  rxBytes: u64,
  rxPackets: u64,
  txBytes: u64,
  txPackets: u64,
  vid: u16,
  flags: bridgeVlanFlags,
  pad2: u32,
}));

/** `BR_MCAST_DIR_*`: what came in, what went out */
const direction = struct(() => ({ rx: u64, tx: u64 }));

/** `struct br_mcast_stats` (linux/if_bridge.h): IGMP and MLD messages */
const mcast = struct(() => ({
  igmpV1queries: direction,
  igmpV2queries: direction,
  igmpV3queries: direction,
  igmpLeaves: direction,
  igmpV1reports: direction,
  igmpV2reports: direction,
  igmpV3reports: direction,
  igmpParseErrors: u64,
  mldV1queries: direction,
  mldV2queries: direction,
  mldLeaves: direction,
  mldV1reports: direction,
  mldV2reports: direction,
  mldParseErrors: u64,
  mcastBytes: direction,
  mcastPackets: direction,
}));

/** `struct bridge_stp_xstats` (linux/if_bridge.h): state changes, and BPDUs and topology changes of a port */
const stp = struct(() => ({
  transitionBlk: u64,
  transitionFwd: u64,
  rxBpdu: u64,
  txBpdu: u64,
  rxTcn: u64,
  txTcn: u64,
}));

/** `BRIDGE_XSTATS_*` (linux/if_bridge.h): statistics of a bridge or of a port of one */
export const bridgeXstats = attributes(() => ({
  vlan: many(1, vlan),
  mcast: attr(2, mcast),
  stp: attr(4, stp),
}));
