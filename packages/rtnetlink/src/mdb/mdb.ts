import { attr, attributes, many } from '../schema/attributes.ts';
import { headed, type PartOf, type WholeOf, whole } from '../schema/headed.ts';
import { enumeration, flagset } from '../schema/names.ts';
import { ip, u8, u16, u32 } from '../schema/scalar.ts';
import { struct } from '../schema/struct.ts';
import { groupAddress } from './address.ts';
import { type routerPort, routerPorts } from './router.ts';

/** Message types of `RTNLGRP_MDB` (linux/rtnetlink.h). Kernels answer a dump with messages of type `RTM_GETMDB`. */
export const RTM_NEWMDB = 84;
/** `RTM_DELMDB` (linux/rtnetlink.h) */
export const RTM_DELMDB = 85;
/** `RTM_GETMDB` (linux/rtnetlink.h) */
export const RTM_GETMDB = 86;

/** `MDB_FLAGS_*` (linux/if_bridge.h) */
export const MDB_FLAGS = {
  /** A device forwards it. */
  offload: 0x01,
  fastLeave: 0x02,
  starExcl: 0x04,
  /** What this source sends is not forwarded. */
  blocked: 0x08,
  /** A device refused it. */
  offloadFailed: 0x10,
} as const;

/** `struct br_mdb_entry` (linux/if_bridge.h) */
const entryFields = {
  /** Index of the port, or of the bridge itself (`br_mdb_entry.ifindex`). */
  port: u32,
  /** Temporary members leave when nobody renews them. */
  state: enumeration(u8, () => ({ temporary: 0, permanent: 1 })),
  flags: flagset(u8, () => MDB_FLAGS),
  /** VLAN; 0 on a bridge that does not filter VLANs */
  vid: u16,
  /** The group: an IPv4, IPv6 or MAC address. */
  address: groupAddress,
};
export const mdbEntry = struct(() => entryFields);

/** `MCAST_EXCLUDE`, `MCAST_INCLUDE` (linux/in.h): all sources but those listed, or only these */
const groupMode = enumeration(u8, () => ({ exclude: 0, include: 1 }));

/** `MDBA_MDB_SRCATTR_*`: a source of a group; `timer` in 1/100 s */
export const reportedSource = attributes(() => ({ address: attr(1, ip), timer: attr(2, u32) }));

/** `MDBA_MDB_EATTR_*` (linux/if_bridge.h), in the order of the kernel; the last five are of VXLAN devices */
export const mdbEntryAttributes = attributes(() => ({
  /** Until the member leaves, in 1/100 s. */
  timer: attr(1, u32),
  /** The one source of an (S, G) entry. */
  source: attr(4, ip),
  /** `RTPROT_*`: who added it */
  rtprot: attr(5, u8),
  srcList: attr(
    2,
    attributes(() => ({ entry: many(1, reportedSource, { nested: true }) })),
    { nested: true },
  ),
  groupMode: attr(3, groupMode),
  /** The remote end of the tunnel. */
  dst: attr(6, ip),
  dstPort: attr(7, u16),
  vni: attr(8, u32),
  /** Index of the interface that packets to `dst` leave through. */
  ifindex: attr(9, u32),
  srcVni: attr(10, u32),
}));

/** `MDBA_MDB_ENTRY_INFO` */
export const mdbEntryInfo = headed(() => entryFields, mdbEntryAttributes);

/** `MDBA_MDB_ENTRY`: the members of one group */
export const mdbGroup = attributes(() => ({ info: many(1, whole(mdbEntryInfo)) }));

/** `MDBA_*` (linux/if_bridge.h) */
export const mdbAttributes = attributes(() => ({
  mdb: attr(
    1,
    attributes(() => ({ entry: many(1, mdbGroup) })),
  ),
  router: attr(2, routerPorts),
}));

/** `MDBE_SRCATTR_*` (linux/if_bridge.h) */
export const requestedSource = attributes(() => ({ address: attr(1, ip) }));

/** `MDBE_ATTR_*` (linux/if_bridge.h): the same facts in requests, by other numbers. Linux 6.1 has `source` only. */
export const mdbeAttributes = attributes(() => ({
  source: attr(1, ip),
  srcList: attr(
    2,
    attributes(() => ({ entry: many(1, requestedSource, { nested: true }) })),
    { nested: true },
  ),
  groupMode: attr(3, groupMode),
  rtprot: attr(4, u8),
  dst: attr(5, ip),
  dstPort: attr(6, u16),
  vni: attr(7, u32),
  ifindex: attr(8, u32),
  srcVni: attr(9, u32),
  /** Of a deletion of many: which bits of `state` count. */
  stateMask: attr(10, u8),
}));

/** `MDBA_SET_ENTRY*`, `MDBA_GET_ENTRY*` (linux/if_bridge.h), which have equal numbers */
export const mdbRequestAttributes = attributes(() => ({
  entry: attr(1, mdbEntry),
  attrs: attr(2, mdbeAttributes, { nested: true }),
}));

/** `struct br_port_msg` (linux/if_bridge.h); `ifindex` is the bridge or a VXLAN device, in dump requests 0 for all */
const header = { family: u8, ifindex: u32 };

/** The body of `RTM_NEWMDB` and `RTM_DELMDB` from the kernel: decodes to {@link Mdb}. */
export const mdbMessage = headed(() => header, mdbAttributes);

/** The body of requests. */
export const mdbRequestMessage = headed(() => header, mdbRequestAttributes);

/** A member of a multicast group. */
export type MdbEntryInfo = WholeOf<typeof mdbEntryInfo>;

/** A port that has a multicast router behind it. */
export type MdbRouterPort = WholeOf<typeof routerPort>;

/** The multicast forwarding database of one bridge, or a part of it, as `RTM_NEWMDB` reports it. */
export type Mdb = WholeOf<typeof mdbMessage>;

/** What {@link mdbMessage} writes. */
export type MdbMessage = PartOf<typeof mdbMessage>;

/** What {@link mdbRequestMessage} writes. */
export type MdbRequestMessage = PartOf<typeof mdbRequestMessage>;
