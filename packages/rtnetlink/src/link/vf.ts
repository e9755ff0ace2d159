import { attr, attributes, many } from '../schema/attributes.ts';
import { enumeration } from '../schema/names.ts';
import { be16, bytes, u32, u64 } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';

const setting = struct({ vf: u32, setting: u32 });
const guid = struct({ vf: u32, guid: u64 });

/** `IFLA_VF_STATS_*` */
export const vfStats = attributes({
  rxPackets: attr(0, u64),
  txPackets: attr(1, u64),
  rxBytes: attr(2, u64),
  txBytes: attr(3, u64),
  broadcast: attr(4, u64),
  multicast: attr(5, u64),
  rxDropped: attr(7, u64),
  txDropped: attr(8, u64),
});

/** `struct ifla_vf_vlan_info` */
const vlanInfo = struct({ vf: u32, vlan: u32, qos: u32, vlanProto: be16 });

/** `IFLA_VF_*` (linux/if_link.h): one virtual function of an SR-IOV device. MACs are padded to `MAX_ADDR_LEN`. */
export const vfinfo = attributes({
  mac: attr(1, struct({ vf: u32, mac: bytes(32) })),
  vlan: attr(2, struct({ vf: u32, vlan: u32, qos: u32 })),
  txRate: attr(3, struct({ vf: u32, rate: u32 })),
  spoofchk: attr(4, setting),
  linkState: attr(5, struct({ vf: u32, linkState: enumeration(u32, { auto: 0, enable: 1, disable: 2 }) })),
  rate: attr(6, struct({ vf: u32, minTxRate: u32, maxTxRate: u32 })),
  rssQueryEn: attr(7, setting),
  stats: attr(8, vfStats, { reported: true }),
  trust: attr(9, setting),
  ibNodeGuid: attr(10, guid),
  ibPortGuid: attr(11, guid),
  vlanList: attr(12, attributes({ info: many(1, vlanInfo) })),
  broadcast: attr(13, bytes(32), { reported: true }),
});
