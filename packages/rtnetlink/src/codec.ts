/** The codec alone: messages to bytes and back, without a socket and without native code. */

export type { AddressHeader } from './address.ts';
export {
  type Address,
  type AddressFlags,
  type AddressMessage,
  addressMessage,
  FOREVER,
  IFA_F,
  IFAPROT,
  RTM_DELADDR,
  RTM_DELANYCAST,
  RTM_DELMULTICAST,
  RTM_GETADDR,
  RTM_GETANYCAST,
  RTM_GETMULTICAST,
  RTM_NEWADDR,
  RTM_NEWANYCAST,
  RTM_NEWMULTICAST,
} from './address.ts';
export {
  type AddressLabel,
  type AddressLabelMessage,
  addressLabelMessage,
  RTM_DELADDRLABEL,
  RTM_GETADDRLABEL,
  RTM_NEWADDRLABEL,
} from './addrlabel.ts';
export {
  formatIp,
  formatIpv4,
  formatIpv6,
  formatLladdr,
  parseIp,
  parseIpv4,
  parseIpv6,
  parseLladdr,
} from './bytes/address.ts';
export { Reader } from './bytes/reader.ts';
export { decodeText, encodeText } from './bytes/text.ts';
export { EncodeError, Writer } from './bytes/writer.ts';
export {
  BRIDGE_VLAN_INFO,
  type BridgeVlanFlags,
  type BridgeVlanInfo,
} from './link/bridge_vlan.ts';
export { IFF, type LinkFlag, type LinkFlags } from './link/flags.ts';
export type { LinkHeader } from './link/header.ts';
export { LACP_STATE } from './link/kinds/bond_slave.ts';
export { BR_BOOLOPT, MDB_RTR_TYPE } from './link/kinds/bridge.ts';
export { BR_STATE } from './link/kinds/bridge_port.ts';
export { CAN_CTRLMODE } from './link/kinds/can.ts';
export { GRE } from './link/kinds/gre.ts';
export { kinds, slaveKinds, xstatsKinds } from './link/kinds/index.ts';
export { RMNET_FLAGS } from './link/kinds/rmnet.ts';
export { IP6_TNL_F, TUNNEL_ENCAP_FLAG } from './link/kinds/tunnel_encap.ts';
export {
  AF_BRIDGE,
  type Link,
  type LinkAttributes,
  type LinkField,
  type LinkFields,
  type LinkMessage,
  linkMessage,
  RTM_DELLINK,
  RTM_DELLINKPROP,
  RTM_GETLINK,
  RTM_NEWLINK,
  RTM_NEWLINKPROP,
  RTM_SETLINK,
} from './link/link.ts';
export {
  isLinkKind,
  type LinkData,
  type LinkInfo,
  type LinkKind,
  type LinkSlaveData,
  type LinkSlaveInfo,
  type LinkSlaveKind,
  type LinkXstats,
  type OtherData,
  type OtherKind,
  otherKind,
  slaveDataOf,
} from './link/linkinfo.ts';
export type { PeerLink } from './link/peer.ts';
export type { LinkStats, LinkStats64 } from './link/stats.ts';
export { XDP_FLAGS } from './link/xdp.ts';
export type { OtherGroup } from './mdb/address.ts';
export {
  MDB_FLAGS,
  type Mdb,
  type MdbEntryInfo,
  type MdbMessage,
  type MdbRequestMessage,
  type MdbRouterPort,
  mdbMessage,
  mdbRequestMessage,
  RTM_DELMDB,
  RTM_GETMDB,
  RTM_NEWMDB,
} from './mdb/mdb.ts';
export { type Acknowledgement, type Policy, readAcknowledgement } from './message/ack.ts';
export * from './message/header.ts';
export type { NeighbourHeader } from './neighbour.ts';
export {
  type Neighbour,
  type NeighbourMessage,
  NTF,
  NTF_EXT,
  NUD,
  neighbourMessage,
  RTM_DELNEIGH,
  RTM_GETNEIGH,
  RTM_NEWNEIGH,
} from './neighbour.ts';
export {
  type NeighbourTable,
  type NeighbourTableMessage,
  neighbourTableMessage,
  RTM_GETNEIGHTBL,
  RTM_NEWNEIGHTBL,
  RTM_SETNEIGHTBL,
} from './neighbour_table.ts';
export {
  NETCONFA_IFINDEX_ALL,
  NETCONFA_IFINDEX_DEFAULT,
  type Netconf,
  type NetconfMessage,
  netconfMessage,
  RTM_DELNETCONF,
  RTM_GETNETCONF,
  RTM_NEWNETCONF,
} from './netconf.ts';
export type { NexthopEncap, NexthopHeader } from './nexthop.ts';
export {
  type Nexthop,
  type NexthopMember,
  type NexthopMessage,
  NHA_OP_FLAG,
  nexthopMessage,
  RTM_DELNEXTHOP,
  RTM_DELNEXTHOPBUCKET,
  RTM_GETNEXTHOP,
  RTM_GETNEXTHOPBUCKET,
  RTM_NEWNEXTHOP,
  RTM_NEWNEXTHOPBUCKET,
} from './nexthop.ts';
export {
  NSID_NOT_ASSIGNED,
  type Nsid,
  type NsidMessage,
  nsidMessage,
  RTM_DELNSID,
  RTM_GETNSID,
  RTM_NEWNSID,
} from './nsid.ts';
export { AF_INET, AF_INET6, familyOf, type Prefix, parsePrefix } from './prefix.ts';
export { type PrefixMessage, type PrefixNotice, prefixMessage, RTM_NEWPREFIX } from './prefixmsg.ts';
export {
  type DecodedMessage,
  decodeMessage,
  messageName,
  messages,
  type ObjectMessage,
} from './registry.ts';
export { type Encap, type EncapType, encaps, LWTUNNEL_ENCAP } from './route/encap/encap.ts';
export type { RplHeader } from './route/encap/rpl.ts';
export { SEG6_IPTUN_MODE, type Seg6Header } from './route/encap/seg6.ts';
export { SEG6_LOCAL_ACTION, SEG6_LOCAL_FLV_OP } from './route/encap/seg6_local.ts';
export type { SegmentHmac, SegmentRoutingHeader } from './route/encap/srh.ts';
export { AF_MPLS } from './route/labels.ts';
export { RTAX_FEATURE, RTAX_LOCK } from './route/metrics.ts';
export { type MultipathNexthop, RTNH_F } from './route/nexthop.ts';
export { RT_SCOPE, RT_TABLE, RTPROT } from './route/numbers.ts';
export type { RouteFields, RouteHeader } from './route/route.ts';
export {
  type Route,
  type RouteMessage,
  RTM_DELROUTE,
  RTM_F,
  RTM_GETROUTE,
  RTM_NEWROUTE,
  routeMessage,
} from './route/route.ts';
export { RTNL_FAMILY_IP6MR, RTNL_FAMILY_IPMR } from './route/selector.ts';
export { type RouteType, RTN } from './route/type.ts';
export { AF_PACKET, type Via } from './route/via.ts';
export type { RuleHeader } from './rule.ts';
export {
  FIB_RULE,
  FR_ACT,
  RTM_DELRULE,
  RTM_GETRULE,
  RTM_NEWRULE,
  type Rule,
  type RuleMessage,
  ruleMessage,
} from './rule.ts';
export type { Attribute, AttributeSet, Fields, UnknownAttribute } from './schema/attributes.ts';
export type { Codec, FixedCodec, MessageBody, ValueOf } from './schema/codec.ts';
export type { FlagWords, Word } from './schema/names.ts';
export type { StructCodec, StructValue } from './schema/struct.ts';
export {
  OFFLOAD_XSTATS_FILTER,
  RTM_GETSTATS,
  RTM_NEWSTATS,
  RTM_SETSTATS,
  STATS_FILTER,
  type Stats,
  type StatsMessage,
  type StatsRequestMessage,
  statsMessage,
  statsRequestMessage,
} from './stats/stats.ts';
export {
  BRIDGE_VLANDB_DUMPF,
  RTM_DELVLAN,
  RTM_GETVLAN,
  RTM_NEWVLAN,
  type VlanDumpMessage,
  type VlanMessage,
  type VlanReport,
  vlanDumpMessage,
  vlanMessage,
} from './vlan/vlan.ts';
export {
  RTM_DELTUNNEL,
  RTM_GETTUNNEL,
  RTM_NEWTUNNEL,
  TUNNEL_MSG_FLAG,
  type VniMessage,
  type VniReport,
  vniMessage,
} from './vni.ts';
