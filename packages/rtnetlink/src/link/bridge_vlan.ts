import { attr, attributes } from '../schema/attributes.ts';
import type { ValueOf } from '../schema/codec.ts';
import { type FlagWords, flagset } from '../schema/names.ts';
import { u16, u32 } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';

/** `BRIDGE_VLAN_INFO_*` (linux/if_bridge.h) */
export const BRIDGE_VLAN_INFO = {
  /** Of requests: for the bridge device itself. */
  master: 1 << 0,
  /** Untagged packets that enter belong to this VLAN. */
  pvid: 1 << 1,
  /** Packets leave untagged. */
  untagged: 1 << 2,
  /** First of a range, which the next entry ends. */
  rangeBegin: 1 << 3,
  rangeEnd: 1 << 4,
  /** The bridge itself takes part in the VLAN. */
  brentry: 1 << 5,
  /** Of requests: change options of a VLAN that exists. */
  onlyOpts: 1 << 6,
} as const;

/** The flags of a VLAN of a bridge port; a bit that has no name here is in the list as its value. */
export type BridgeVlanFlags = FlagWords<typeof BRIDGE_VLAN_INFO>;

/** The flags of `struct bridge_vlan_info` and of `IFLA_BRIDGE_VLAN_TUNNEL_FLAGS`. */
export const bridgeVlanFlags = flagset(u16, () => BRIDGE_VLAN_INFO);

/** `struct bridge_vlan_info` (linux/if_bridge.h) */
export const bridgeVlanInfo = struct(() => ({ flags: bridgeVlanFlags, vid: u16 }));

/** A VLAN of a bridge port: `struct bridge_vlan_info` */
export type BridgeVlanInfo = ValueOf<typeof bridgeVlanInfo>;

/** `IFLA_BRIDGE_VLAN_TUNNEL_*`: the tunnel key, such as a VNI, of a VLAN; ranges as in {@link BRIDGE_VLAN_INFO} */
export const bridgeVlanTunnelInfo = attributes(() => ({
  id: attr(1, u32),
  vid: attr(2, u16),
  flags: attr(3, bridgeVlanFlags),
}));
