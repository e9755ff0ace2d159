import { formatLladdr, parseLladdr } from '../bytes/address.ts';
import { attr, attributes, many } from '../schema/attributes.ts';
import type { FixedCodec } from '../schema/codec.ts';
import { enumeration } from '../schema/names.ts';
import { be16, describe, u32, u64 } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';

/** `__u8 mac[32]`, `MAX_ADDR_LEN`: the text has six octets, or as many as are not 0 at the end. */
const paddedLladdr: FixedCodec<string> = {
  size: 32,
  alignment: 1,
  read(reader, start, end) {
    if (end - start !== 32) return undefined;
    let last = end;
    while (last > start + 6 && reader.u8[last - 1] === 0) last--;
    return formatLladdr(reader.u8, start, last);
  },
  write(writer, value) {
    const parsed = typeof value === 'string' ? parseLladdr(value) : undefined;
    if (parsed === undefined || parsed.length > 32)
      throw writer.error(`expected a link-layer address such as 02:00:00:00:00:01, got ${describe(value)}`);
    writer.bytes(parsed);
    writer.zero(32 - parsed.length);
  },
};

const setting = struct(() => ({ vf: u32, setting: u32 }));
const guid = struct(() => ({ vf: u32, guid: u64 }));

/** `IFLA_VF_STATS_*` */
export const vfStats = attributes(() => ({
  rxPackets: attr(0, u64),
  txPackets: attr(1, u64),
  rxBytes: attr(2, u64),
  txBytes: attr(3, u64),
  broadcast: attr(4, u64),
  multicast: attr(5, u64),
  rxDropped: attr(7, u64),
  txDropped: attr(8, u64),
}));

/** `struct ifla_vf_vlan_info` */
const vlanInfo = struct(() => ({ vf: u32, vlan: u32, qos: u32, vlanProto: be16 }));

/**
 * `IFLA_VF_*` (linux/if_link.h): one virtual function of an SR-IOV device. Of requests, each setting says which: `vf`.
 * `spoofchk`, `rssQueryEn` and `trust` are 0 or 1; rates are in Mbit/s, 0 for no limit; VLAN 0 is none.
 */
export const vfinfo = attributes(() => ({
  mac: attr(
    1,
    struct(() => ({ vf: u32, mac: paddedLladdr })),
  ),
  vlan: attr(
    2,
    struct(() => ({ vf: u32, vlan: u32, qos: u32 })),
  ),
  txRate: attr(
    3,
    struct(() => ({ vf: u32, rate: u32 })),
  ),
  spoofchk: attr(4, setting),
  linkState: attr(
    5,
    struct(() => ({ vf: u32, linkState: enumeration(u32, () => ({ auto: 0, enable: 1, disable: 2 })) })),
  ),
  rate: attr(
    6,
    struct(() => ({ vf: u32, minTxRate: u32, maxTxRate: u32 })),
  ),
  rssQueryEn: attr(7, setting),
  stats: attr(8, vfStats, { reported: true }),
  trust: attr(9, setting),
  ibNodeGuid: attr(10, guid),
  ibPortGuid: attr(11, guid),
  vlanList: attr(
    12,
    attributes(() => ({ info: many(1, vlanInfo) })),
  ),
  broadcast: attr(13, paddedLladdr, { reported: true }),
}));
