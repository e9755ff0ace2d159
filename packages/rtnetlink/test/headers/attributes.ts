import type { Mapping } from './compare.ts';

/*
 * The C enumeration of each attribute table, by the path of the table. `accepted` has the members whose field is
 * called otherwise, and in parentheses why there is no field.
 */

const PADDING = '(padding)';
const NONE = 'the kernel has no attributes of this kind';

export const attributeMappings: Readonly<Record<string, Mapping>> = {
  addressLabel: { prefix: 'IFAL_', first: 'IFAL_ADDRESS' },

  ack: {
    prefix: 'NLMSGERR_ATTR_',
    first: 'NLMSGERR_ATTR_UNUSED',
    accepted: {
      NLMSGERR_ATTR_UNUSED: '(no attribute)',
      NLMSGERR_ATTR_MSG: 'message',
      NLMSGERR_ATTR_OFFS: 'offset',
    },
  },
  'ack.policy': { prefix: 'NL_POLICY_TYPE_ATTR_', accepted: { NL_POLICY_TYPE_ATTR_PAD: PADDING } },

  address: { prefix: 'IFA_', accepted: { IFA_FLAGS: 'wideFlags' } },

  link: {
    prefix: 'IFLA_',
    accepted: {
      IFLA_LINKINFO: '(folded into the link)',
      IFLA_PROTINFO: '(of AF_BRIDGE messages)',
      IFLA_IF_NETNSID: 'targetNetnsid',
      IFLA_PAD: PADDING,
    },
  },
  'link.bridge': {
    prefix: 'IFLA_',
    accepted: {
      IFLA_LINKINFO: '(folded into the link)',
      IFLA_AF_SPEC: 'bridgeAfSpec',
      IFLA_IF_NETNSID: 'targetNetnsid',
      IFLA_PAD: PADDING,
    },
  },
  'link.afSpec': { prefix: 'AF_', macros: true, partial: 'no other family has settings of a link' },
  'link.afSpec.inet': { prefix: 'IFLA_INET_' },
  'link.afSpec.inet6': { prefix: 'IFLA_INET6_', accepted: { IFLA_INET6_MCAST: '(never sent)' } },
  'link.afSpec.mctp': { prefix: 'IFLA_MCTP_' },
  'link.bridge.bridgeAfSpec': { prefix: 'IFLA_BRIDGE_', first: 'IFLA_BRIDGE_FLAGS' },
  'link.bridge.bridgeAfSpec.vlanTunnelInfo': { prefix: 'IFLA_BRIDGE_VLAN_TUNNEL_' },
  'link.bridge.protinfo': { prefix: 'IFLA_BRPORT_', accepted: { IFLA_BRPORT_PAD: PADDING } },
  'link.propList': { prefix: 'IFLA_', partial: 'alternative names are the only properties' },
  'link.protoDownReason': { prefix: 'IFLA_PROTO_DOWN_REASON_' },
  'link.vfinfoList': { prefix: 'IFLA_VF_INFO_', accepted: { IFLA_VF_INFO: 'info' } },
  'link.vfinfoList.info': { prefix: 'IFLA_VF_', accepted: { IFLA_VF_TX_RATE: 'txRate' } },
  'link.vfinfoList.info.stats': {
    prefix: 'IFLA_VF_STATS_',
    first: 'IFLA_VF_STATS_RX_PACKETS',
    accepted: { IFLA_VF_STATS_PAD: PADDING },
  },
  'link.vfinfoList.info.vlanList': { prefix: 'IFLA_VF_VLAN_INFO_', accepted: { IFLA_VF_VLAN_INFO: 'info' } },
  'link.xdp': { prefix: 'IFLA_XDP_' },

  'link.data.amt': { prefix: 'IFLA_AMT_' },
  'link.data.bareudp': { prefix: 'IFLA_BAREUDP_' },
  'link.data.batadv': { prefix: 'IFLA_BATADV_' },
  'link.data.bond': { prefix: 'IFLA_BOND_' },
  'link.data.bond.adInfo': { prefix: 'IFLA_BOND_AD_INFO_' },
  'link.data.bridge': { prefix: 'IFLA_BR_', accepted: { IFLA_BR_PAD: PADDING } },
  'link.data.caif': {
    prefix: 'IFLA_CAIF_',
    first: '__IFLA_CAIF_UNSPEC',
    accepted: { __IFLA_CAIF_UNSPEC: '(no attribute)' },
  },
  'link.data.can': { prefix: 'IFLA_CAN_' },
  'link.data.can.ctrlmodeExt': { prefix: 'IFLA_CAN_CTRLMODE_' },
  'link.data.can.tdc': { prefix: 'IFLA_CAN_TDC_' },
  'link.data.can.xlPwm': { prefix: 'IFLA_CAN_PWM_', since: '6.19' },
  'link.data.dsa': { prefix: 'IFLA_DSA_', accepted: { IFLA_DSA_MASTER: 'conduit' } },
  'link.data.dummy': { empty: NONE },
  'link.data.erspan': { prefix: 'IFLA_GRE_' },
  'link.data.geneve': { prefix: 'IFLA_GENEVE_' },
  'link.data.gtp': { prefix: 'IFLA_GTP_' },
  'link.data.hsr': { prefix: 'IFLA_HSR_' },
  'link.data.ifb': { empty: NONE },
  'link.data.ip6tnl': {
    prefix: 'IFLA_IPTUN_',
    accepted: {
      IFLA_IPTUN_6RD_PREFIX: '(of sit)',
      IFLA_IPTUN_6RD_RELAY_PREFIX: '(of sit)',
      IFLA_IPTUN_6RD_PREFIXLEN: '(of sit)',
      IFLA_IPTUN_6RD_RELAY_PREFIXLEN: '(of sit)',
    },
  },
  'link.data.ipip': { prefix: 'IFLA_IPTUN_' },
  'link.data.ipoib': { prefix: 'IFLA_IPOIB_' },
  'link.data.ipvlan': { prefix: 'IFLA_IPVLAN_' },
  'link.data.lowpan': { empty: NONE },
  'link.data.macsec': { prefix: 'IFLA_MACSEC_', accepted: { IFLA_MACSEC_PAD: PADDING } },
  'link.data.macvlan': { prefix: 'IFLA_MACVLAN_' },
  'link.data.netdevsim': { empty: NONE },
  'link.data.netkit': { prefix: 'IFLA_NETKIT_', since: '6.7' },
  'link.data.nlmon': { empty: NONE },
  'link.data.openvswitch': { empty: NONE },
  'link.data.ovpn': { prefix: 'IFLA_OVPN_', since: '6.16' },
  'link.data.pfcp': { empty: NONE },
  'link.data.ppp': { prefix: 'IFLA_PPP_' },
  'link.data.rmnet': { prefix: 'IFLA_RMNET_' },
  'link.data.team': { empty: NONE },
  'link.data.tun': { prefix: 'IFLA_TUN_' },
  'link.data.vcan': { empty: NONE },
  'link.data.veth': { prefix: 'VETH_INFO_' },
  'link.data.virt_wifi': { empty: NONE },
  'link.data.vlan': { prefix: 'IFLA_VLAN_' },
  'link.data.vlan.egressQos': { prefix: 'IFLA_VLAN_QOS_' },
  'link.data.vrf': { prefix: 'IFLA_VRF_' },
  'link.data.vsockmon': { empty: NONE },
  'link.data.vti': { prefix: 'IFLA_VTI_' },
  'link.data.vxcan': { prefix: 'VXCAN_INFO_' },
  'link.data.vxlan': { prefix: 'IFLA_VXLAN_' },
  'link.data.wireguard': { empty: NONE },
  'link.data.wwan': { prefix: 'IFLA_WWAN_' },
  'link.data.xfrm': { prefix: 'IFLA_XFRM_' },
  'link.slaveData.bond': { prefix: 'IFLA_BOND_SLAVE_' },
  'link.slaveData.vrf': { prefix: 'IFLA_VRF_PORT_' },

  mdb: { prefix: 'MDBA_' },
  'mdb.mdb': { prefix: 'MDBA_MDB_' },
  'mdb.mdb.entry': { prefix: 'MDBA_MDB_ENTRY_' },
  'mdb.mdb.entry.info': { prefix: 'MDBA_MDB_EATTR_' },
  'mdb.mdb.entry.info.srcList': { prefix: 'MDBA_MDB_SRCLIST_' },
  'mdb.mdb.entry.info.srcList.entry': { prefix: 'MDBA_MDB_SRCATTR_' },
  'mdb.router': { prefix: 'MDBA_ROUTER_' },
  'mdb.router.port': { prefix: 'MDBA_ROUTER_PATTR_' },
  mdbRequest: {
    prefix: 'MDBA_SET_ENTRY_',
    accepted: { MDBA_SET_ENTRY: 'entry' },
  },
  'mdbRequest.attrs': { prefix: 'MDBE_ATTR_' },
  'mdbRequest.attrs.srcList': { prefix: 'MDBE_SRC_LIST_', since: '6.3' },
  'mdbRequest.attrs.srcList.entry': { prefix: 'MDBE_SRCATTR_', since: '6.3' },

  neighbour: {
    prefix: 'NDA_',
    accepted: { NDA_NDM_STATE_MASK: 'ndmStateMask', NDA_NDM_FLAGS_MASK: 'ndmFlagsMask' },
  },

  'neighbour.fdbExtAttrs': { prefix: 'NFEA_' },
  neighbourTable: { prefix: 'NDTA_', accepted: { NDTA_PAD: PADDING } },
  'neighbourTable.parms': { prefix: 'NDTPA_', accepted: { NDTPA_PAD: PADDING } },

  netconf: { prefix: 'NETCONFA_' },

  nexthop: { prefix: 'NHA_' },
  'nexthop.resGroup': { prefix: 'NHA_RES_GROUP_', accepted: { NHA_RES_GROUP_PAD: PADDING } },

  nsid: { prefix: 'NETNSA_', first: 'NETNSA_NONE', accepted: { NETNSA_NONE: '(no attribute)' } },

  prefix: { prefix: 'PREFIX_' },

  route: {
    prefix: 'RTA_',
    accepted: {
      RTA_DST: 'dstAddress',
      RTA_SRC: 'srcAddress',
      RTA_TABLE: 'wideTable',
      RTA_PAD: PADDING,
    },
  },
  'route.metrics': { prefix: 'RTAX_' },
  'route.multipath': { prefix: 'RTA_', partial: 'the others are of the route, not of one path' },

  rule: {
    prefix: 'FRA_',
    accepted: {
      FRA_DST: 'dstAddress',
      FRA_SRC: 'srcAddress',
      FRA_TABLE: 'wideTable',
      FRA_UNUSED2: '(unused)',
      FRA_UNUSED3: '(unused)',
      FRA_UNUSED4: '(unused)',
      FRA_UNUSED5: '(unused)',
      FRA_PAD: PADDING,
    },
  },

  stats: { prefix: 'IFLA_STATS_' },
  'stats.afSpec': { prefix: 'AF_', macros: true, partial: 'no other family has statistics of a link' },
  'stats.afSpec.mpls': { prefix: 'MPLS_STATS_' },
  'stats.linkOffloadXstats': { prefix: 'IFLA_OFFLOAD_XSTATS_' },
  'stats.linkOffloadXstats.hwSInfo': {
    prefix: 'IFLA_OFFLOAD_XSTATS_',
    partial: 'the other groups say nothing of the device',
  },
  'stats.linkOffloadXstats.hwSInfo.l3Stats': { prefix: 'IFLA_OFFLOAD_XSTATS_HW_S_INFO_' },
  'stats.linkXstats': { prefix: 'LINK_XSTATS_TYPE_' },
  'stats.linkXstats.bond': { prefix: 'BOND_XSTATS_' },
  'stats.linkXstats.bond.3ad': {
    prefix: 'BOND_3AD_STAT_',
    first: 'BOND_3AD_STAT_LACPDU_RX',
    accepted: { BOND_3AD_STAT_PAD: PADDING },
  },
  'stats.linkXstats.bridge': { prefix: 'BRIDGE_XSTATS_', accepted: { BRIDGE_XSTATS_PAD: PADDING } },
  statsRequest: {
    prefix: 'IFLA_STATS_',
    first: 'IFLA_STATS_GETSET_UNSPEC',
    accepted: { IFLA_STATS_GETSET_UNSPEC: '(no attribute)' },
  },
  'statsRequest.getFilters': { prefix: 'IFLA_STATS_', partial: 'the other groups have no groups in them' },

  vlan: { prefix: 'BRIDGE_VLANDB_' },
  'vlan.entry': { prefix: 'BRIDGE_VLANDB_ENTRY_' },
  'vlan.entry.stats': { prefix: 'BRIDGE_VLANDB_STATS_', accepted: { BRIDGE_VLANDB_STATS_PAD: PADDING } },
  'vlan.entry.tunnelInfo': { prefix: 'BRIDGE_VLANDB_TINFO_' },
  'vlan.globalOptions': { prefix: 'BRIDGE_VLANDB_GOPTS_', accepted: { BRIDGE_VLANDB_GOPTS_PAD: PADDING } },
  'vlan.globalOptions.mcastQuerierState': {
    prefix: 'BRIDGE_QUERIER_',
    accepted: { BRIDGE_QUERIER_PAD: PADDING },
  },
  'vlan.globalOptions.mcastRouterPorts': { prefix: 'MDBA_ROUTER_' },
  vlanDump: { prefix: 'BRIDGE_VLANDB_DUMP_' },
};
