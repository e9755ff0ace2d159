import { bond } from './bond.ts';
import { bondSlave } from './bond_slave.ts';
import { bridge } from './bridge.ts';
import { bridgePort } from './bridge_port.ts';
import { dummy } from './dummy.ts';
import { geneve } from './geneve.ts';
import { gre } from './gre.ts';
import { hsr } from './hsr.ts';
import { ifb } from './ifb.ts';
import { ip6tnl, iptun } from './iptun.ts';
import { ipvlan } from './ipvlan.ts';
import { macsec } from './macsec.ts';
import { macvlan } from './macvlan.ts';
import { netkit } from './netkit.ts';
import { tun } from './tun.ts';
import { veth } from './veth.ts';
import { vlan } from './vlan.ts';
import { vrf, vrfPort } from './vrf.ts';
import { vti } from './vti.ts';
import { vxlan } from './vxlan.ts';
import { xfrm } from './xfrm.ts';

/** `IFLA_INFO_KIND` to the layout of `IFLA_INFO_DATA`. Adding a kind is its file and a line here. */
export const kinds = {
  bond,
  bridge,
  dummy,
  erspan: gre,
  geneve,
  gre,
  gretap: gre,
  hsr,
  ifb,
  ip6erspan: gre,
  ip6gre: gre,
  ip6gretap: gre,
  ip6tnl,
  ipip: iptun,
  ipvlan,
  ipvtap: ipvlan,
  macsec,
  macvlan,
  macvtap: macvlan,
  netkit,
  sit: iptun,
  tun,
  veth,
  vlan,
  vrf,
  vti,
  vti6: vti,
  vxlan,
  xfrm,
};

/** `IFLA_INFO_SLAVE_KIND` to the layout of `IFLA_INFO_SLAVE_DATA`. */
export const slaveKinds = { bond: bondSlave, bridge: bridgePort, vrf: vrfPort };
