import { bridge } from './bridge.ts';
import { bridgePort } from './bridge_port.ts';
import { dummy } from './dummy.ts';
import { ifb } from './ifb.ts';
import { ipvlan } from './ipvlan.ts';
import { macvlan } from './macvlan.ts';
import { veth } from './veth.ts';
import { vlan } from './vlan.ts';
import { vxlan } from './vxlan.ts';

/** `IFLA_INFO_KIND` to the layout of `IFLA_INFO_DATA`. Adding a kind is its file and a line here. */
export const kinds = {
  bridge,
  dummy,
  ifb,
  ipvlan,
  ipvtap: ipvlan,
  macvlan,
  macvtap: macvlan,
  veth,
  vlan,
  vxlan,
};

/** `IFLA_INFO_SLAVE_KIND` to the layout of `IFLA_INFO_SLAVE_DATA`. */
export const slaveKinds = { bridge: bridgePort };
