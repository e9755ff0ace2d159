import type { Mapping } from './compare.ts';

/*
 * The C enumeration, or the macros, of each table of words, by the path of the field. Words have the names of the C
 * members without the prefix, in camelCase; `accepted` has those that are called otherwise.
 */

const BONDING = 'include/net/bonding.h, which is no part of the UAPI';

export const wordMappings: Readonly<Record<string, Mapping>> = {
  'address.flags': { prefix: 'IFA_F_', macros: true, accepted: { IFA_F_TEMPORARY: 'secondary' } },
  'address.proto': { prefix: 'IFAPROT_', macros: true },

  'link.flags': { prefix: 'IFF_', macros: true, accepted: { IFF_VOLATILE: '(a mask)' } },
  'link.afSpec.inet.conf': {
    prefix: 'IPV4_DEVCONF_',
    first: 'IPV4_DEVCONF_FORWARDING',
    accepted: { IPV4_DEVCONF_ARPFILTER: 'arpFilter' },
  },
  'link.afSpec.inet6.conf': { prefix: 'DEVCONF_', first: 'DEVCONF_FORWARDING' },
  'link.afSpec.inet6.addrGenMode': {
    prefix: 'IN6_ADDR_GEN_MODE_',
    first: 'IN6_ADDR_GEN_MODE_EUI64',
  },
  'link.afSpec.inet6.flags': { elsewhere: 'include/net/if_inet6.h, which is no part of the UAPI' },
  'link.afSpec.inet6.icmp6stats': { prefix: 'ICMP6_MIB_', first: 'ICMP6_MIB_NUM' },
  'link.afSpec.inet6.stats': {
    prefix: 'IPSTATS_MIB_',
    first: 'IPSTATS_MIB_NUM',
    accepted: { IPSTATS_MIB_OUTPKTS: 'outrequests' },
  },
  'link.afSpec.mctp.physBinding': { elsewhere: 'include/net/mctp.h, after DMTF DSP0239' },
  'link.bridge.bridgeAfSpec.cfm.ccConfig.expInterval': {
    prefix: 'BR_CFM_CCM_INTERVAL_',
    first: 'BR_CFM_CCM_INTERVAL_NONE',
  },
  'link.bridge.bridgeAfSpec.cfm.mepCreate.direction': {
    prefix: 'BR_CFM_MEP_DIRECTION_',
    first: 'BR_CFM_MEP_DIRECTION_DOWN',
  },
  'link.bridge.bridgeAfSpec.cfm.mepCreate.domain': { prefix: 'BR_CFM_', first: 'BR_CFM_PORT' },
  'link.bridge.bridgeAfSpec.flags': { prefix: 'BRIDGE_FLAGS_', macros: true },
  'link.bridge.bridgeAfSpec.mode': { prefix: 'BRIDGE_MODE_', macros: true },
  'link.bridge.bridgeAfSpec.mrp.info.inRole': { prefix: 'BR_MRP_IN_ROLE_', first: 'BR_MRP_IN_ROLE_DISABLED' },
  'link.bridge.bridgeAfSpec.mrp.portRole.role': {
    prefix: 'BR_MRP_PORT_ROLE_',
    first: 'BR_MRP_PORT_ROLE_PRIMARY',
  },
  'link.bridge.bridgeAfSpec.mrp.portState.state': {
    prefix: 'BR_MRP_PORT_STATE_',
    first: 'BR_MRP_PORT_STATE_DISABLED',
  },
  'link.bridge.bridgeAfSpec.mrp.ringRole.role': {
    prefix: 'BR_MRP_RING_ROLE_',
    first: 'BR_MRP_RING_ROLE_DISABLED',
  },
  'link.bridge.bridgeAfSpec.mrp.ringState.state': {
    prefix: 'BR_MRP_RING_STATE_',
    first: 'BR_MRP_RING_STATE_OPEN',
  },
  'link.bridge.bridgeAfSpec.vlanInfo.flags': { prefix: 'BRIDGE_VLAN_INFO_', macros: true },
  'link.bridge.protinfo.multicastRouter': { prefix: 'MDB_RTR_TYPE_', first: 'MDB_RTR_TYPE_DISABLED' },
  'link.bridge.protinfo.state': { prefix: 'BR_STATE_', macros: true },
  'link.event': { prefix: 'IFLA_EVENT_', first: 'IFLA_EVENT_NONE' },
  'link.linkmode': { prefix: 'IF_LINK_MODE_', first: 'IF_LINK_MODE_DEFAULT' },
  'link.operstate': { prefix: 'IF_OPER_', first: 'IF_OPER_UNKNOWN' },
  'link.portSelf.request': { prefix: 'PORT_REQUEST_', first: 'PORT_REQUEST_PREASSOCIATE' },
  'link.portSelf.response': { prefix: 'PORT_', first: 'PORT_VDP_RESPONSE_SUCCESS' },
  'link.vfinfoList.info.linkState.linkState': {
    prefix: 'IFLA_VF_LINK_STATE_',
    first: 'IFLA_VF_LINK_STATE_AUTO',
  },

  'link.xdp.attached': { prefix: 'XDP_ATTACHED_', first: 'XDP_ATTACHED_NONE' },
  'link.xdp.flags': {
    prefix: 'XDP_FLAGS_',
    macros: true,
    accepted: { XDP_FLAGS_MODES: '(a mask)', XDP_FLAGS_MASK: '(a mask)' },
  },

  'link.data.amt.mode': { prefix: 'AMT_MODE_', first: 'AMT_MODE_GATEWAY' },
  'link.data.bond.adLacpRate': { elsewhere: BONDING },
  'link.data.bond.adSelect': { elsewhere: BONDING },
  'link.data.bond.arpAllTargets': { elsewhere: BONDING },
  'link.data.bond.arpValidate': { elsewhere: BONDING },
  'link.data.bond.failOverMac': { elsewhere: BONDING },
  'link.data.bond.mode': {
    prefix: 'BOND_MODE_',
    macros: true,
    accepted: {
      BOND_MODE_ROUNDROBIN: 'balanceRr',
      BOND_MODE_ACTIVEBACKUP: 'activeBackup',
      BOND_MODE_XOR: 'balanceXor',
      BOND_MODE_8023AD: '802.3ad',
      BOND_MODE_TLB: 'balanceTlb',
      BOND_MODE_ALB: 'balanceAlb',
    },
  },
  'link.data.bond.primaryReselect': { elsewhere: BONDING },
  'link.data.bond.xmitHashPolicy': {
    prefix: 'BOND_XMIT_POLICY_',
    macros: true,
    accepted: {
      BOND_XMIT_POLICY_LAYER34: 'layer3+4',
      BOND_XMIT_POLICY_LAYER23: 'layer2+3',
      BOND_XMIT_POLICY_ENCAP23: 'encap2+3',
      BOND_XMIT_POLICY_ENCAP34: 'encap3+4',
      BOND_XMIT_POLICY_VLAN_SRCMAC: 'vlan+srcmac',
    },
  },
  'link.data.bridge.multiBoolopt.optval': {
    elsewhere: 'enum br_boolopt_id of linux/if_bridge.h, which numbers the bits and has no masks',
  },
  'link.data.bridge.stpMode': { prefix: 'BR_STP_MODE_', first: 'BR_STP_MODE_AUTO', since: '7.1' },
  'link.data.can.ctrlmode.mask': { prefix: 'CAN_CTRLMODE_', macros: true },
  'link.data.can.state': { prefix: 'CAN_STATE_', first: 'CAN_STATE_ERROR_ACTIVE' },
  'link.data.erspan.encapFlags': { prefix: 'TUNNEL_ENCAP_FLAG_', macros: true },
  'link.data.erspan.encapType': { prefix: 'TUNNEL_ENCAP_', first: 'TUNNEL_ENCAP_NONE' },
  'link.data.erspan.flags': { prefix: 'IP6_TNL_F_', macros: true },
  'link.data.erspan.iflags': { elsewhere: 'GRE_* of linux/if_tunnel.h, in the byte order of the network' },
  'link.data.geneve.df': { prefix: 'GENEVE_DF_', first: 'GENEVE_DF_UNSET' },
  'link.data.gtp.role': { prefix: 'GTP_ROLE_', first: 'GTP_ROLE_GGSN' },
  'link.data.hsr.protocol': { prefix: 'HSR_PROTOCOL_', first: 'HSR_PROTOCOL_HSR' },
  'link.data.ipip.flags': { prefix: 'SIT_', macros: true },
  'link.data.ipoib.mode': { prefix: 'IPOIB_MODE_', first: 'IPOIB_MODE_DATAGRAM' },
  'link.data.ipvlan.flags': { prefix: 'IPVLAN_F_', macros: true },
  'link.data.ipvlan.mode': { prefix: 'IPVLAN_MODE_', first: 'IPVLAN_MODE_L2' },
  'link.data.macsec.offload': { prefix: 'MACSEC_OFFLOAD_', first: 'MACSEC_OFFLOAD_OFF' },
  'link.data.macsec.validation': { prefix: 'MACSEC_VALIDATE_', first: 'MACSEC_VALIDATE_DISABLED' },
  'link.data.macvlan.flags': { prefix: 'MACVLAN_FLAG_', macros: true },
  'link.data.macvlan.macaddrMode': { prefix: 'MACVLAN_MACADDR_', first: 'MACVLAN_MACADDR_ADD' },
  'link.data.macvlan.mode': { prefix: 'MACVLAN_MODE_', first: 'MACVLAN_MODE_PRIVATE' },
  'link.data.netkit.mode': { prefix: 'NETKIT_', first: 'NETKIT_L2', since: '6.7' },
  'link.data.netkit.pairing': {
    prefix: 'NETKIT_DEVICE_',
    first: 'NETKIT_DEVICE_PAIR',
    since: '7.0',
  },
  'link.data.netkit.policy': {
    prefix: 'NETKIT_',
    first: 'NETKIT_NEXT',
    since: '6.7',
    accepted: { NETKIT_NEXT: '(within the kernel only)', NETKIT_REDIRECT: '(within the kernel only)' },
  },
  'link.data.netkit.scrub': { prefix: 'NETKIT_SCRUB_', first: 'NETKIT_SCRUB_NONE', since: '6.13' },
  'link.data.ovpn.mode': { prefix: 'OVPN_MODE_', first: 'OVPN_MODE_P2P', since: '6.16' },
  'link.data.rmnet.flags.flags': { prefix: 'RMNET_FLAGS_', macros: true },
  'link.data.tun.type': { elsewhere: 'linux/if_tun.h, whose IFF_TUN and IFF_TAP clash with linux/if.h' },
  'link.data.vlan.flags.flags': { prefix: 'VLAN_FLAG_', first: 'VLAN_FLAG_REORDER_HDR' },
  'link.data.vxlan.df': { prefix: 'VXLAN_DF_', first: 'VXLAN_DF_UNSET' },
  'link.data.vxlan.labelPolicy': { prefix: 'VXLAN_LABEL_', first: 'VXLAN_LABEL_FIXED', since: '6.7' },
  'link.slaveData.bond.adActorOperPortState': { prefix: 'LACP_STATE_', macros: true },
  'link.slaveData.bond.adChurnActorState': {
    elsewhere: 'include/net/bond_3ad.h, which is no part of the UAPI',
  },
  'link.slaveData.bond.miiStatus': {
    prefix: 'BOND_LINK_',
    macros: true,
    accepted: { BOND_LINK_FAIL: 'goingDown', BOND_LINK_BACK: 'goingBack' },
  },
  'link.slaveData.bond.state': { prefix: 'BOND_STATE_', macros: true },

  'mdbRequest.attrs.groupMode': { elsewhere: 'MCAST_EXCLUDE and MCAST_INCLUDE of linux/in.h' },
  'mdbRequest.entry.flags': { prefix: 'MDB_FLAGS_', macros: true },
  'mdbRequest.entry.state': { prefix: 'MDB_', macros: true, accepted: { 'MDB_FLAGS_*': '(of flags)' } },

  'neighbour.fdbExtAttrs.activityNotify': {
    prefix: 'FDB_NOTIFY_',
    first: 'FDB_NOTIFY_BIT',
    accepted: { FDB_NOTIFY_BIT: 'notify', FDB_NOTIFY_INACTIVE_BIT: 'inactive' },
  },
  'neighbour.flags': {
    prefix: 'NTF_',
    macros: true,
    accepted: { NTF_EXT_LEARNED: 'extLearned', 'NTF_EXT_*': '(of flagsExt)' },
  },
  'neighbour.flagsExt': { prefix: 'NTF_EXT_', macros: true, accepted: { NTF_EXT_LEARNED: '(of flags)' } },
  'neighbour.state': { prefix: 'NUD_', macros: true, accepted: { NUD_NONE: '(no bit)' } },

  'netconf.rpFilter': { elsewhere: 'Documentation/networking/ip-sysctl.rst' },

  'nexthop.encap.ila.csumMode': { prefix: 'ILA_CSUM_', first: 'ILA_CSUM_ADJUST_TRANSPORT' },
  'nexthop.encap.ila.hookType': { prefix: 'ILA_HOOK_', first: 'ILA_HOOK_ROUTE_OUTPUT' },
  'nexthop.encap.ila.identType': { prefix: 'ILA_ATYPE_', first: 'ILA_ATYPE_IID' },
  'nexthop.encap.ioam6.mode': {
    prefix: 'IOAM6_IPTUNNEL_MODE_',
    first: '__IOAM6_IPTUNNEL_MODE_MIN',
    accepted: { __IOAM6_IPTUNNEL_MODE_MIN: '(no mode)' },
  },
  'nexthop.encap.ip.flags': { elsewhere: 'TUNNEL_* of linux/if_tunnel.h, which are big-endian there' },
  'nexthop.encap.seg6.srh.mode': {
    prefix: 'SEG6_IPTUN_MODE_',
    first: 'SEG6_IPTUN_MODE_INLINE',
    accepted: { SEG6_IPTUN_MODE_ENCAP_RED: 'encap.red', SEG6_IPTUN_MODE_L2ENCAP_RED: 'l2encap.red' },
  },
  'nexthop.encap.seg6local.action': { prefix: 'SEG6_LOCAL_ACTION_' },
  'nexthop.encap.seg6local.flavors.operation': {
    elsewhere: 'SEG6_LOCAL_FLV_OP_*, which are the numbers of these bits',
  },
  'nexthop.encap.seg6local.srh.header.flags': { prefix: 'SR6_FLAG1_', macros: true },
  'nexthop.encap.type': {
    prefix: 'LWTUNNEL_ENCAP_',
    first: 'LWTUNNEL_ENCAP_NONE',
    accepted: { LWTUNNEL_ENCAP_SEG6_LOCAL: 'seg6local' },
  },
  'nexthop.flags': { prefix: 'RTNH_F_', macros: true },
  'nexthop.groupType': { prefix: 'NEXTHOP_GRP_TYPE_', first: 'NEXTHOP_GRP_TYPE_MPATH' },
  'nexthop.opFlags': { prefix: 'NHA_OP_FLAG_', macros: true, since: '6.9' },

  'prefix.flags': { elsewhere: 'RFC 4861, section 4.6.2, and its successors' },

  'route.flags': {
    prefix: 'RTM_F_',
    macros: true,
    also: 'RTNH_F_',
    accepted: { RTM_F_OFFLOAD: 'rtOffload', RTM_F_TRAP: 'rtTrap' },
  },
  'route.metrics.features': {
    prefix: 'RTAX_FEATURE_',
    macros: true,
    accepted: { RTAX_FEATURE_MASK: '(a mask)' },
  },
  'route.metrics.lock': { elsewhere: 'RTAX_*, which are the numbers of these bits' },
  'route.pref': { prefix: 'ICMPV6_ROUTER_PREF_', macros: true },
  'route.protocol': { prefix: 'RTPROT_', macros: true },
  'route.scope': { prefix: 'RT_SCOPE_', first: 'RT_SCOPE_UNIVERSE' },
  'route.table': { prefix: 'RT_TABLE_' },
  'route.type': { prefix: 'RTN_' },

  'rule.action': {
    prefix: 'FR_ACT_',
    accepted: { FR_ACT_TO_TBL: 'toTable', FR_ACT_RES3: '(reserved)', FR_ACT_RES4: '(reserved)' },
  },
  'rule.flags': { prefix: 'FIB_RULE_', macros: true, accepted: { FIB_RULE_DEV_DETACHED: 'iifDetached' } },

  'stats.filterMask': { elsewhere: 'IFLA_STATS_FILTER_BIT makes each of an attribute' },
  'statsRequest.getFilters.linkOffloadXstats': {
    elsewhere: 'IFLA_STATS_FILTER_BIT makes each of an attribute',
  },

  'vlanDump.flags': { prefix: 'BRIDGE_VLANDB_DUMPF_', macros: true },

  'vni.flags': { prefix: 'TUNNEL_MSG_FLAG_', macros: true },
};
