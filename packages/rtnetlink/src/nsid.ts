import { attr, attributes, type Fields } from './schema/attributes.ts';
import { field, type MessageBody } from './schema/codec.ts';
import { s32, u8, u32 } from './schema/scalar.ts';

/** Message types of `RTNLGRP_NSID` (linux/rtnetlink.h) */
export const RTM_NEWNSID = 88;
/** `RTM_DELNSID` (linux/rtnetlink.h) */
export const RTM_DELNSID = 89;
/** `RTM_GETNSID` (linux/rtnetlink.h) */
export const RTM_GETNSID = 90;

/** `NETNSA_NSID_NOT_ASSIGNED` (linux/net_namespace.h) */
export const NSID_NOT_ASSIGNED = -1;

/** `NETNSA_*` (linux/net_namespace.h) */
const definitions = () => ({
  nsid: attr(1, s32),
  pid: attr(2, u32),
  fd: attr(3, u32),
  targetNsid: attr(4, s32),
  currentNsid: attr(5, s32),
});

export const nsidAttributes = attributes(definitions);

/** The id by which one network namespace knows another. */
export type Nsid = { family: number } & Fields<ReturnType<typeof definitions>>;

/** What {@link nsidMessage} writes. */
export type NsidMessage = Partial<Nsid>;

/** `struct rtgenmsg` is one byte, padded to 4 before the attributes. */
const RTGENMSG_LENGTH = 4;

/** The body of nsid messages: decodes to {@link Nsid}. */
export const nsidMessage: MessageBody<Nsid, NsidMessage> = {
  shape: { of: 'parts', parts: { attributes: nsidAttributes } },
  read(reader, start, end) {
    if (end <= start) return undefined;
    const nsid: Nsid = { family: reader.u8[start] ?? 0 };
    nsidAttributes.readInto(nsid, reader, start + RTGENMSG_LENGTH, end);
    return nsid;
  },
  write(writer, nsid) {
    field(writer, 'family', u8, nsid.family ?? 0);
    writer.zero(3);
    nsidAttributes.write(writer, nsid);
  },
  locate: (reader, start, end, target, path) =>
    nsidAttributes.locate(reader, start + RTGENMSG_LENGTH, end, target, path),
  nameOf: (type) => nsidAttributes.nameOf(type),
};
