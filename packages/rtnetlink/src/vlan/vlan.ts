import { bridgeVlanInfo } from '../link/bridge_vlan.ts';
import { multicastRouter, querierState } from '../link/kinds/bridge.ts';
import { bridgeState } from '../link/kinds/bridge_port.ts';
import { routerPorts } from '../mdb/router.ts';
import { attr, attributes, many } from '../schema/attributes.ts';
import { headed, type PartOf, type WholeOf } from '../schema/headed.ts';
import { flagset } from '../schema/names.ts';
import { u8, u16, u32, u64 } from '../schema/scalar.ts';

/** Message types of `RTNLGRP_BRVLAN` (linux/rtnetlink.h) */
export const RTM_NEWVLAN = 112;
/** `RTM_DELVLAN` (linux/rtnetlink.h) */
export const RTM_DELVLAN = 113;
/** `RTM_GETVLAN` (linux/rtnetlink.h) */
export const RTM_GETVLAN = 114;

/** `BRIDGE_VLANDB_DUMPF_*` (linux/if_bridge.h) */
export const BRIDGE_VLANDB_DUMPF = {
  /** With the counters of each VLAN. */
  stats: 0x01,
  /** The options of the bridge in place of those of ports. */
  global: 0x02,
} as const;

/** `BRIDGE_VLANDB_STATS_*`: counters of one VLAN */
export const vlanStats = attributes(() => ({
  rxBytes: attr(1, u64),
  rxPackets: attr(2, u64),
  txBytes: attr(3, u64),
  txPackets: attr(4, u64),
}));

/** `BRIDGE_VLANDB_TINFO_*`; `cmd` is `RTM_SETLINK` (19) or `RTM_DELLINK` (17) */
export const vlanTunnelInfo = attributes(() => ({ id: attr(1, u32), cmd: attr(2, u32) }));

/** `BRIDGE_VLANDB_ENTRY_*` (linux/if_bridge.h): a VLAN of a port or of the bridge as a port, or equal ones in a row */
export const vlanEntry = attributes(() => ({
  info: attr(1, bridgeVlanInfo),
  /** The last VLAN of a range that begins with that of `info`. */
  range: attr(2, u16),
  state: attr(3, bridgeState),
  tunnelInfo: attr(4, vlanTunnelInfo, { nested: true }),
  stats: attr(5, vlanStats, { nested: true, reported: true }),
  mcastRouter: attr(6, multicastRouter),
  mcastNGroups: attr(7, u32, { reported: true }),
  /** At most so many multicast groups; 0: any number. */
  mcastMaxGroups: attr(8, u32),
  /** ARP and ND requests are answered by the bridge, 0 or 1. */
  neighSuppress: attr(9, u8),
}));

/** The kernel puts `MDBA_ROUTER` with its number into `BRIDGE_VLANDB_GOPTS_MCAST_ROUTER_PORTS`. */
const mcastRouterPorts = attributes(() => ({ router: attr(2, routerPorts) }));

/** `BRIDGE_VLANDB_GOPTS_*` (linux/if_bridge.h): options of a VLAN in all of the bridge; times in 1/100 s */
export const vlanGlobalOptions = attributes(() => ({
  id: attr(1, u16),
  /** The last VLAN of a range that begins with `id`. */
  range: attr(2, u16),
  mcastSnooping: attr(3, u8),
  mcastIgmpVersion: attr(4, u8),
  mcastMldVersion: attr(5, u8),
  mcastLastMemberCnt: attr(6, u32),
  mcastStartupQueryCnt: attr(7, u32),
  mcastLastMemberIntvl: attr(8, u64),
  mcastMembershipIntvl: attr(10, u64),
  mcastQuerierIntvl: attr(11, u64),
  mcastQueryIntvl: attr(12, u64),
  mcastQueryResponseIntvl: attr(13, u64),
  mcastStartupQueryIntvl: attr(14, u64),
  mcastQuerier: attr(15, u8),
  mcastRouterPorts: attr(16, mcastRouterPorts, { nested: true, reported: true }),
  mcastQuerierState: attr(17, querierState, { nested: true, reported: true }),
  /** The spanning tree of IEEE 802.1s that the VLAN belongs to. */
  msti: attr(18, u16),
}));

/** `BRIDGE_VLANDB_*` (linux/if_bridge.h) */
export const vlanAttributes = attributes(() => ({
  entry: many(1, vlanEntry, { nested: true }),
  globalOptions: many(2, vlanGlobalOptions, { nested: true }),
}));

/** `BRIDGE_VLANDB_DUMP_*` (linux/if_bridge.h): attributes of dump requests, which have numbers of their own */
export const vlanDumpAttributes = attributes(() => ({
  flags: attr(
    1,
    flagset(u32, () => BRIDGE_VLANDB_DUMPF),
  ),
}));

/** `struct br_vlan_msg` (linux/if_bridge.h); `ifindex` is the bridge or a port of it, in dump requests 0 for all */
const header = { family: u8, ifindex: u32 };

/** The body of VLAN messages: decodes to {@link VlanReport}. */
export const vlanMessage = headed(() => header, vlanAttributes);

/** The body of a request for all VLANs. */
export const vlanDumpMessage = headed(() => header, vlanDumpAttributes);

/** VLANs of a bridge or of a port of it, as `RTM_NEWVLAN` reports them. */
export type VlanReport = WholeOf<typeof vlanMessage>;

/** What {@link vlanMessage} writes. */
export type VlanMessage = PartOf<typeof vlanMessage>;

/** What {@link vlanDumpMessage} writes. */
export type VlanDumpMessage = PartOf<typeof vlanDumpMessage>;
