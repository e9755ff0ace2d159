/** Where the table of an attribute set is, by the path of the walk through the declarations. */
export const paths: Readonly<Record<string, string>> = {
  'addr-attrs': 'address',
  'link-attrs': 'link',
  'prop-list-link-attrs': 'link.propList',
  'af-spec-attrs': 'link.afSpec',
  'vfinfo-list-attrs': 'link.vfinfoList',
  'vfinfo-attrs': 'link.vfinfoList.info',
  'vf-stats-attrs': 'link.vfinfoList.info.stats',
  'vf-vlan-attrs': 'link.vfinfoList.info.vlanList',
  'linkinfo-bond-attrs': 'link.data.bond',
  'bond-ad-info-attrs': 'link.data.bond.adInfo',
  'bond-slave-attrs': 'link.slaveData.bond',
  'linkinfo-bridge-attrs': 'link.data.bridge',
  'linkinfo-brport-attrs': 'link.bridge.protinfo',
  'linkinfo-gre-attrs': 'link.data.erspan',
  'linkinfo-gre6-attrs': 'link.data.erspan',
  'linkinfo-vti-attrs': 'link.data.vti',
  'linkinfo-vti6-attrs': 'link.data.vti',
  'linkinfo-geneve-attrs': 'link.data.geneve',
  'linkinfo-iptun-attrs': 'link.data.ipip',
  'linkinfo-ip6tnl-attrs': 'link.data.ip6tnl',
  'linkinfo-tun-attrs': 'link.data.tun',
  'linkinfo-vlan-attrs': 'link.data.vlan',
  'ifla-vlan-qos': 'link.data.vlan.egressQos',
  'linkinfo-vrf-attrs': 'link.data.vrf',
  'xdp-attrs': 'link.xdp',
  'ifla-attrs': 'link.afSpec.inet',
  'ifla6-attrs': 'link.afSpec.inet6',
  'mctp-attrs': 'link.afSpec.mctp',
  'stats-attrs': 'stats',
  'link-offload-xstats': 'stats.linkOffloadXstats',
  'hw-s-info-one': 'stats.linkOffloadXstats.hwSInfo.l3Stats',
  'link-dpll-pin-attrs': 'link.dpllPin',
  'linkinfo-netkit-attrs': 'link.data.netkit',
  'linkinfo-ovpn-attrs': 'link.data.ovpn',
  'neighbour-attrs': 'neighbour',
  'ndt-attrs': 'neighbourTable',
  'ndtpa-attrs': 'neighbourTable.parms',
  'route-attrs': 'route',
  metrics: 'route.metrics',
  'fib-rule-attrs': 'rule',
};

/** Sets without a table, and why. */
export const noTable: Readonly<Record<string, string>> = {
  'linkinfo-attrs': 'folded into the link: kind, data, slaveKind, slaveData',
  'vf-ports-attrs': 'empty in the specification',
  'port-self-attrs': 'empty in the specification',
};

/** Lines of difference that are accepted, and who is right. */
export interface Accepted {
  readonly line: RegExp;
  readonly reason: string;
}

export const accepted: readonly Accepted[] = [
  {
    line: /^route-attrs (encap-type|encap): no attribute/,
    reason: 'both make the field encap, in route/encap/',
  },
  {
    line: /^route-attrs expires: called expiry$/,
    reason: 'of 64 bits, of multicast routes, it makes another field than of 32',
  },
  {
    line: /^link-attrs (protinfo|linkinfo): no attribute/,
    reason: 'protinfo is of AF_BRIDGE messages, linkinfo is folded into the link',
  },
  {
    line: /^link-attrs (cost|priority|wireless): text, ours bytes$/,
    reason: 'no layout is known; the kernel sends none of them but wireless events',
  },
  {
    line: /^link-attrs proto-down-reason: text, ours nest$/,
    reason: 'the kernel has a nest (rtnl_proto_down_reason_fill in its rtnetlink.c)',
  },
  {
    line: /^linkinfo-brport-attrs [a-z-]+: flag, ours u8$/,
    reason: 'the kernel sends a byte that is 0 or 1 (br_port_fill_attrs in its br_netlink.c)',
  },
  {
    line: /^(linkinfo-bridge-attrs vlan-protocol|neighbour-attrs port|route-attrs [sd]port): u16, ours be16$/,
    reason: 'the kernel has __be16',
  },
  { line: /^fib-rule-attrs tun-id: u64, ours be64$/, reason: 'the kernel has __be64' },
  {
    line: /^linkinfo-(iptun-attrs flags: be16, ours u16|ip6tnl-attrs flags: be32, ours u32)$/,
    reason: 'the kernel compares the bits in host order, and ip sends them so: test/requests',
  },
  { line: /^ifla6-attrs mcast: no attribute 4$/, reason: 'never sent by the kernel' },
  {
    line: /^struct ifla-bridge-id prio: u16, ours be16$/,
    reason: 'the kernel has two bytes, the high one first',
  },
  { line: /^struct ifla-vf-vlan-info vlan-proto: u32, ours be16$/, reason: 'the kernel has __be16' },
];
