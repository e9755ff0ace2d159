import { attr, attributes, many } from '../schema/attributes.ts';
import { deferred } from '../schema/deferred.ts';
import { enumeration, flagset } from '../schema/names.ts';
import { binary, lladdr, s32, string, u8, u16, u32, u64, uint } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';
import { bridgeVlanInfo, bridgeVlanTunnelInfo } from './bridge_vlan.ts';
import { inet6Conf, inetConf } from './devconf.ts';
import { linkStats, linkStats64 } from './stats.ts';
import { vfinfo } from './vf.ts';

/** `struct rtnl_link_ifmap` */
export const ifmap = struct({ memStart: u64, memEnd: u64, baseAddr: u64, irq: u16, dma: u8, port: u8 });

/** `IFLA_XDP_*` */
export const xdp = attributes({
  fd: attr(1, s32),
  attached: attr(2, u8, { reported: true }),
  flags: attr(3, u32),
  progId: attr(4, u32, { reported: true }),
  drvProgId: attr(5, u32, { reported: true }),
  skbProgId: attr(6, u32, { reported: true }),
  hwProgId: attr(7, u32, { reported: true }),
  expectedFd: attr(8, u32),
});

/** `struct ifla_cacheinfo` */
export const inet6Cacheinfo = struct({ maxReasmLen: u32, tstamp: u32, reachableTime: u32, retransTime: u32 });

/** `IFLA_INET_*` within `IFLA_AF_SPEC` */
export const inet = attributes({ conf: attr(1, inetConf) });

/** `IFLA_INET6_*` within `IFLA_AF_SPEC`; the statistics are arrays of 64-bit counters that grow with kernels. */
export const inet6 = attributes({
  flags: attr(1, u32, { reported: true }),
  conf: attr(2, inet6Conf, { reported: true }),
  stats: attr(3, binary, { reported: true }),
  cacheinfo: attr(5, inet6Cacheinfo, { reported: true }),
  icmp6stats: attr(6, binary, { reported: true }),
  token: attr(7, binary),
  addrGenMode: attr(8, enumeration(u8, { eui64: 0, none: 1, stablePrivacy: 2, random: 3 })),
  raMtu: attr(9, u32, { reported: true }),
});

/** `IFLA_MCTP_*` (linux/if_link.h of later kernels) */
const mctp = attributes({ net: attr(1, u32), physBinding: attr(2, u8, { reported: true }) });

/** `IFLA_AF_SPEC` of a link message of family AF_UNSPEC: attributes numbered by address family. */
export const afSpec = attributes({ inet: attr(2, inet), inet6: attr(10, inet6), mctp: attr(45, mctp) });

/** `IFLA_PROP_LIST`; the kernel refuses it without `NLA_F_NESTED`. */
const propList = attributes({ altIfname: many(53, string) });

/** `IFLA_PROTO_DOWN_REASON_*` */
export const protoDownReason = attributes({ mask: attr(1, u32), value: attr(2, u32) });

/** `IF_OPER_*` (linux/if.h, RFC 2863) */
const operstate = enumeration(u8, {
  unknown: 0,
  notpresent: 1,
  down: 2,
  lowerlayerdown: 3,
  testing: 4,
  dormant: 5,
  up: 6,
});

/** `IF_LINK_MODE_*` (linux/if.h) */
const linkmode = enumeration(u8, { default: 0, dormant: 1, testing: 2 });

/** `IFLA_EVENT_*` */
const event = enumeration(u32, {
  none: 0,
  reboot: 1,
  features: 2,
  bondingFailover: 3,
  notifyPeers: 4,
  igmpResend: 5,
  bondingOptions: 6,
});

/**
 * `IFLA_*` (linux/if_link.h) in link messages of any family, but for `IFLA_LINKINFO`, which link.ts folds in, and
 * `IFLA_PROTINFO` and `IFLA_AF_SPEC`, whose layout depends on the family.
 */
export const commonAttributes = {
  address: attr(1, lladdr),
  broadcast: attr(2, lladdr),
  ifname: attr(3, string),
  mtu: attr(4, u32),
  link: attr(5, u32),
  qdisc: attr(6, string, { reported: true }),
  stats: attr(7, deferred(linkStats), { reported: true }),
  cost: attr(8, binary, { reported: true }),
  priority: attr(9, binary, { reported: true }),
  master: attr(10, u32),
  wireless: attr(11, binary, { reported: true }),
  txqlen: attr(13, u32),
  map: attr(14, deferred(ifmap), { reported: true }),
  weight: attr(15, u32),
  operstate: attr(16, operstate),
  linkmode: attr(17, linkmode),
  netNsPid: attr(19, u32),
  ifalias: attr(20, string),
  numVf: attr(21, u32, { reported: true }),
  vfinfoList: attr(22, attributes({ info: many(1, vfinfo) })),
  stats64: attr(23, deferred(linkStats64), { reported: true }),
  vfPorts: attr(24, binary),
  portSelf: attr(25, binary),
  group: attr(27, u32),
  netNsFd: attr(28, u32),
  extMask: attr(29, u32),
  promiscuity: attr(30, u32, { reported: true }),
  numTxQueues: attr(31, u32),
  numRxQueues: attr(32, u32),
  carrier: attr(33, u8),
  physPortId: attr(34, binary, { reported: true }),
  carrierChanges: attr(35, u32, { reported: true }),
  physSwitchId: attr(36, binary, { reported: true }),
  /** Id of the namespace in which `link` is an index. */
  linkNetnsid: attr(37, s32),
  physPortName: attr(38, string, { reported: true }),
  protoDown: attr(39, u8),
  gsoMaxSegs: attr(40, u32),
  gsoMaxSize: attr(41, u32),
  xdp: attr(43, xdp),
  event: attr(44, event, { reported: true }),
  newNetnsid: attr(45, s32, { reported: true }),
  targetNetnsid: attr(46, s32),
  carrierUpCount: attr(47, u32, { reported: true }),
  carrierDownCount: attr(48, u32, { reported: true }),
  newIfindex: attr(49, s32),
  minMtu: attr(50, u32, { reported: true }),
  maxMtu: attr(51, u32, { reported: true }),
  propList: attr(52, propList, { nested: true }),
  altIfname: attr(53, string),
  permAddress: attr(54, lladdr, { reported: true }),
  protoDownReason: attr(55, protoDownReason, { nested: true }),
  parentDevName: attr(56, string),
  parentDevBusName: attr(57, string),
  groMaxSize: attr(58, u32),
  tsoMaxSize: attr(59, u32, { reported: true }),
  tsoMaxSegs: attr(60, u32, { reported: true }),
  allmulti: attr(61, u32, { reported: true }),
  devlinkPort: attr(62, binary, { nested: true, reported: true }),
  gsoIpv4MaxSize: attr(63, u32),
  groIpv4MaxSize: attr(64, u32),
  dpllPin: attr(65, binary, { nested: true, reported: true }),
  maxPacingOffloadHorizon: attr(66, uint, { reported: true }),
  netnsImmutable: attr(67, u8, { reported: true }),
  headroom: attr(68, u16, { reported: true }),
  tailroom: attr(69, u16, { reported: true }),
};

/** The attributes of a link message of family AF_UNSPEC, without `IFLA_LINKINFO`. */
export const linkAttributes = { ...commonAttributes, afSpec: attr(26, deferred(afSpec)) };

/** `IFLA_BRIDGE_*` within `IFLA_AF_SPEC` of a link message of family AF_BRIDGE. */
export const bridgeAfSpec = attributes({
  /** Of requests: to the bridge (`master`), to the device itself (`self`), or both; `master` when it is absent. */
  flags: attr(0, flagset(u16, { master: 1, self: 2 })),
  /** Of devices that switch between their functions, such as an SR-IOV NIC. */
  mode: attr(1, enumeration(u16, { veb: 0, vepa: 1, undef: 0xffff })),
  vlanInfo: many(2, bridgeVlanInfo),
  vlanTunnelInfo: many(3, bridgeVlanTunnelInfo),
  mrp: attr(4, binary, { nested: true }),
  cfm: attr(5, binary, { nested: true }),
  mst: attr(6, binary, { nested: true }),
});
