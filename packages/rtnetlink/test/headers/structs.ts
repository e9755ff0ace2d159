import type { StructMapping } from './compare.ts';

/*
 * The C struct of each struct that the tables declare, by the path of the field. Fields have the names of the C
 * fields without `prefix`, in camelCase; `accepted` has those that are called otherwise.
 */

const BITS = 'its fields are bits or a union, of which the comparison knows nothing';

export const structMappings: Readonly<Record<string, StructMapping | { readonly elsewhere: string }>> = {
  'address.cacheinfo': { struct: 'ifa_cacheinfo', prefix: 'ifa_' },
  'link.afSpec.inet6.cacheinfo': { struct: 'ifla_cacheinfo' },
  'link.bridge.bridgeAfSpec.vlanInfo': { struct: 'bridge_vlan_info' },
  'link.bridge.protinfo.rootId': { struct: 'ifla_bridge_id' },
  'link.data.bridge.multiBoolopt': { struct: 'br_boolopt_multi' },
  'link.data.can.berrCounter': { struct: 'can_berr_counter' },
  'link.data.can.bittiming': { struct: 'can_bittiming' },
  'link.data.can.bittimingConst': { struct: 'can_bittiming_const' },
  'link.data.can.clock': { struct: 'can_clock' },
  'link.data.can.ctrlmode': { struct: 'can_ctrlmode' },
  'link.data.geneve.portRange': { struct: 'ifla_geneve_port_range', since: '6.17' },
  'link.data.rmnet.flags': { struct: 'ifla_rmnet_flags' },
  'link.data.vlan.egressQos.mapping': { struct: 'ifla_vlan_qos_mapping' },
  'link.data.vlan.flags': { struct: 'ifla_vlan_flags' },
  'link.data.vxlan.portRange': { struct: 'ifla_vxlan_port_range' },
  'link.map': { struct: 'rtnl_link_ifmap' },
  'link.portSelf.vsiType': { struct: 'ifla_port_vsi' },
  'link.stats': { struct: 'rtnl_link_stats' },
  'link.stats64': { struct: 'rtnl_link_stats64' },
  'link.vfinfoList.info.ibNodeGuid': { struct: 'ifla_vf_guid' },
  'link.vfinfoList.info.linkState': { struct: 'ifla_vf_link_state' },
  'link.vfinfoList.info.mac': { struct: 'ifla_vf_mac' },
  'link.vfinfoList.info.rate': { struct: 'ifla_vf_rate' },
  'link.vfinfoList.info.spoofchk': { struct: 'ifla_vf_spoofchk' },
  'link.vfinfoList.info.txRate': { struct: 'ifla_vf_tx_rate' },
  'link.vfinfoList.info.vlan': { struct: 'ifla_vf_vlan' },
  'link.vfinfoList.info.vlanList.info': { struct: 'ifla_vf_vlan_info' },
  'link.xstats.can': { struct: 'can_device_stats' },
  'mdbRequest.entry': {
    struct: 'br_mdb_entry',
    fields: ['ifindex', 'state', 'flags', 'vid', 'addr'],
    accepted: { ifindex: 'port', addr: 'address' },
  },
  'neighbour.cacheinfo': { struct: 'nda_cacheinfo', prefix: 'ndm_' },
  'neighbourTable.config': { struct: 'ndt_config', prefix: 'ndtc_' },
  'neighbourTable.stats': { struct: 'ndt_stats', prefix: 'ndts_' },
  'nexthop.encap.ioam6.trace': { elsewhere: `struct ioam6_trace_hdr: ${BITS}` },
  'nexthop.encap.rpl.srh.header': { elsewhere: `struct ipv6_rpl_sr_hdr: ${BITS}` },
  'nexthop.encap.seg6local.srh.header': { struct: 'ipv6_sr_hdr' },
  'nexthop.encap.seg6local.srh.hmac': { struct: 'sr6_tlv_hmac' },
  'nexthop.encap.seg6local.srh.hmac.tlvhdr': {
    struct: 'sr6_tlv',
    accepted: { data: '(the fields behind it)' },
  },
  'nexthop.group': { struct: 'nexthop_grp', accepted: { resvd1: 'weightHigh' } },
  'prefix.cacheinfo': { struct: 'prefix_cacheinfo' },
  'route.cacheinfo': { struct: 'rta_cacheinfo', prefix: 'rta_' },
  'route.mfcStats': { struct: 'rta_mfc_stats', prefix: 'mfcs_' },
  'rule.sportRange': { struct: 'fib_rule_port_range' },
  'rule.uidRange': { struct: 'fib_rule_uid_range' },
  'stats.afSpec.mpls.link': { struct: 'mpls_link_stats' },
  'stats.linkOffloadXstats.l3Stats': { struct: 'rtnl_hw_stats64' },
  'stats.linkXstats.bridge.mcast': { struct: 'br_mcast_stats' },
  'stats.linkXstats.bridge.mcast.igmpV1queries': { elsewhere: 'an array of two in br_mcast_stats' },
  'stats.linkXstats.bridge.stp': { struct: 'bridge_stp_xstats' },
  'stats.linkXstats.bridge.vlan': { struct: 'bridge_vlan_xstats' },
};
