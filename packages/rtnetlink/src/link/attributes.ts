import { attr, attributes, many } from '../schema/attributes.ts';
import { deferred } from '../schema/deferred.ts';
import { enumeration } from '../schema/names.ts';
import { once } from '../schema/once.ts';
import { binary, lladdr, s32, string, u8, u16, u32, u64, uint } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';
import { afSpec } from './af_spec.ts';
import { linkStats, linkStats64 } from './stats.ts';
import { vfinfo } from './vf.ts';
import { vfPort, vfPorts } from './vf_port.ts';
import { xdp } from './xdp.ts';

/** `struct rtnl_link_ifmap` */
export const ifmap = struct(() => ({
  memStart: u64,
  memEnd: u64,
  baseAddr: u64,
  irq: u16,
  dma: u8,
  port: u8,
}));

/** `IFLA_PROP_LIST`; the kernel refuses it without `NLA_F_NESTED`. */
const propList = attributes(() => ({ altIfname: many(53, string) }));

/** `DEVLINK_ATTR_*` (linux/devlink.h) that name a port of a device. */
const devlinkPort = attributes(() => ({
  busName: attr(1, string),
  devName: attr(2, string),
  portIndex: attr(3, u32),
}));

/** `IFLA_PROTO_DOWN_REASON_*` */
export const protoDownReason = attributes(() => ({ mask: attr(1, u32), value: attr(2, u32) }));

/** `IF_OPER_*` (linux/if.h, RFC 2863) */
const operstate = enumeration(u8, () => ({
  unknown: 0,
  notpresent: 1,
  down: 2,
  lowerlayerdown: 3,
  testing: 4,
  dormant: 5,
  up: 6,
}));

/** `IF_LINK_MODE_*` (linux/if.h) */
const linkmode = enumeration(u8, () => ({ default: 0, dormant: 1, testing: 2 }));

/** `IFLA_EVENT_*` */
const event = enumeration(u32, () => ({
  none: 0,
  reboot: 1,
  features: 2,
  bondingFailover: 3,
  notifyPeers: 4,
  igmpResend: 5,
  bondingOptions: 6,
}));

/**
 * `IFLA_*` (linux/if_link.h) in link messages of any family, but for `IFLA_LINKINFO`, which link.ts folds in, and
 * `IFLA_PROTINFO` and `IFLA_AF_SPEC`, whose layout depends on the family.
 */
export const commonAttributes = once(() => ({
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
  vfinfoList: attr(
    22,
    attributes(() => ({ info: many(1, vfinfo) })),
  ),
  stats64: attr(23, deferred(linkStats64), { reported: true }),
  vfPorts: attr(24, vfPorts),
  portSelf: attr(25, vfPort),
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
  devlinkPort: attr(62, devlinkPort, { nested: true, reported: true }),
  gsoIpv4MaxSize: attr(63, u32),
  groIpv4MaxSize: attr(64, u32),
  dpllPin: attr(
    65,
    attributes(() => ({ id: attr(1, u32) })),
    { nested: true, reported: true },
  ),
  maxPacingOffloadHorizon: attr(66, uint, { reported: true }),
  netnsImmutable: attr(67, u8, { reported: true }),
  headroom: attr(68, u16, { reported: true }),
  tailroom: attr(69, u16, { reported: true }),
}));

/** The attributes of a link message of family AF_UNSPEC, without `IFLA_LINKINFO`. */
export const linkAttributes = once(() => ({
  ...commonAttributes(),
  afSpec: attr(26, deferred(afSpec), { existing: true }),
}));
