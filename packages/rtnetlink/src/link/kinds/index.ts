import { amt } from './amt.ts';
import { bareudp } from './bareudp.ts';
import { batadv } from './batadv.ts';
import { bond } from './bond.ts';
import { bondSlave } from './bond_slave.ts';
import { bridge } from './bridge.ts';
import { bridgePort } from './bridge_port.ts';
import { caif } from './caif.ts';
import { can, canDeviceStats } from './can.ts';
import { dsa } from './dsa.ts';
import { dummy } from './dummy.ts';
import { geneve } from './geneve.ts';
import { gre } from './gre.ts';
import { gtp } from './gtp.ts';
import { hsr } from './hsr.ts';
import { ifb } from './ifb.ts';
import { ipoib } from './ipoib.ts';
import { ip6tnl, iptun } from './iptun.ts';
import { ipvlan } from './ipvlan.ts';
import { lowpan } from './lowpan.ts';
import { macsec } from './macsec.ts';
import { macvlan } from './macvlan.ts';
import { netdevsim } from './netdevsim.ts';
import { netkit } from './netkit.ts';
import { nlmon } from './nlmon.ts';
import { openvswitch } from './openvswitch.ts';
import { ovpn } from './ovpn.ts';
import { pfcp } from './pfcp.ts';
import { ppp } from './ppp.ts';
import { rmnet } from './rmnet.ts';
import { team } from './team.ts';
import { tun } from './tun.ts';
import { vcan } from './vcan.ts';
import { veth } from './veth.ts';
import { virtWifi } from './virt_wifi.ts';
import { vlan } from './vlan.ts';
import { vrf, vrfPort } from './vrf.ts';
import { vsockmon } from './vsockmon.ts';
import { vti } from './vti.ts';
import { vxcan } from './vxcan.ts';
import { vxlan } from './vxlan.ts';
import { wireguard } from './wireguard.ts';
import { wwan } from './wwan.ts';
import { xfrm } from './xfrm.ts';

/** `IFLA_INFO_KIND` to the layout of `IFLA_INFO_DATA`. Adding a kind is its file and a line here. */
export const kinds = {
  amt,
  bareudp,
  batadv,
  bond,
  bridge,
  caif,
  can,
  dsa,
  dummy,
  erspan: gre,
  geneve,
  gre,
  gretap: gre,
  gtp,
  hsr,
  ifb,
  ip6erspan: gre,
  ip6gre: gre,
  ip6gretap: gre,
  ip6tnl,
  ipip: iptun,
  ipoib,
  ipvlan,
  ipvtap: ipvlan,
  lowpan,
  macsec,
  macvlan,
  macvtap: macvlan,
  netdevsim,
  netkit,
  nlmon,
  openvswitch,
  ovpn,
  pfcp,
  ppp,
  rmnet,
  sit: iptun,
  team,
  tun,
  vcan,
  veth,
  virt_wifi: virtWifi,
  vlan,
  vrf,
  vsockmon,
  vti,
  vti6: vti,
  vxcan,
  vxlan,
  wireguard,
  wwan,
  xfrm,
};

/** `IFLA_INFO_SLAVE_KIND` to the layout of `IFLA_INFO_SLAVE_DATA`. */
export const slaveKinds = { bond: bondSlave, bridge: bridgePort, vrf: vrfPort };

/** `IFLA_INFO_KIND` to the layout of `IFLA_INFO_XSTATS`: extended statistics. */
export const xstatsKinds = { can: canDeviceStats };
