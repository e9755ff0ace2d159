import { attr, attributes, many } from '../schema/attributes.ts';
import { enumeration, flagset } from '../schema/names.ts';
import { u16 } from '../schema/scalar.ts';
import { bridgeCfm } from './bridge_cfm.ts';
import { bridgeMrp } from './bridge_mrp.ts';
import { bridgeVlanInfo, bridgeVlanTunnelInfo } from './bridge_vlan.ts';
import { bridgeState } from './kinds/bridge_port.ts';

/** `IFLA_BRIDGE_MST_*`: the state of a port in each tree of MSTP; reported without `NLA_F_NESTED`, taken with it */
const mst = attributes(() => ({
  entry: many(
    1,
    attributes(() => ({ msti: attr(1, u16), state: attr(2, bridgeState) })),
    { nested: 'requests' },
  ),
}));

/**
 * `IFLA_BRIDGE_*` (linux/if_bridge.h) within `IFLA_AF_SPEC` of a link message of family AF_BRIDGE. A dump has what
 * `IFLA_EXT_MASK` asks for: 2 VLANs, 4 VLANs in ranges, 16 MRP, 32 and 64 CFM, 128 MST.
 */
export const bridgeAfSpec = attributes(() => ({
  /** Of requests: to the bridge (`master`), to the device itself (`self`), or both; `master` when it is absent. */
  flags: attr(
    0,
    flagset(u16, () => ({ master: 1, self: 2 })),
  ),
  /** Of devices that switch between their functions, such as an SR-IOV NIC. */
  mode: attr(
    1,
    enumeration(u16, () => ({ veb: 0, vepa: 1, undef: 0xffff })),
  ),
  vlanInfo: many(2, bridgeVlanInfo),
  vlanTunnelInfo: many(3, bridgeVlanTunnelInfo),
  mrp: attr(4, bridgeMrp, { nested: 'requests' }),
  cfm: attr(5, bridgeCfm, { nested: true }),
  mst: attr(6, mst, { nested: true }),
}));
