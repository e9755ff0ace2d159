import { align4 } from '../bytes/align.ts';
import type { Reader } from '../bytes/reader.ts';
import { attr, attributes } from '../schema/attributes.ts';
import type { ValueOf } from '../schema/codec.ts';
import { binary, s64, string, u32, u64 } from '../schema/scalar.ts';
import { type MessageHeader, NLM_F_ACK_TLVS, NLM_F_CAPPED, NLMSG_DONE, NLMSG_HDRLEN } from './header.ts';

/** `enum netlink_policy_type_attr` (linux/netlink.h): the limits of the policy that a value broke. */
export const policyAttributes = attributes(() => ({
  type: attr(1, u32),
  minValueS: attr(2, s64),
  maxValueS: attr(3, s64),
  minValueU: attr(4, u64),
  maxValueU: attr(5, u64),
  minLength: attr(6, u32),
  maxLength: attr(7, u32),
  policyIdx: attr(8, u32),
  policyMaxtype: attr(9, u32),
  bitfield32Mask: attr(10, u32),
  mask: attr(12, u64),
}));

/** The limits of the policy that a value broke (`NLMSGERR_ATTR_POLICY`, linux/netlink.h). */
export type Policy = ValueOf<typeof policyAttributes>;

/** `enum nlmsgerr_attrs` (linux/netlink.h): the extended acknowledgement. */
export const ackAttributes = attributes(() => ({
  message: attr(1, string),
  /** Offset of the attribute at fault, from the start of the request's header. */
  offset: attr(2, u32),
  cookie: attr(3, binary),
  policy: attr(4, policyAttributes, { nested: true }),
  /** Number of an attribute that is missing ... */
  missType: attr(5, u32),
  /** ... and the offset of the nest that lacks it; without it the nest is the message. */
  missNest: attr(6, u32),
}));

/** What an `NLMSG_ERROR` or `NLMSG_DONE` says: positive errno, 0 for success, and the extended acknowledgement. */
export type Acknowledgement = ValueOf<typeof ackAttributes> & { errno: number };

/**
 * Reads an acknowledgement.
 *
 * The attributes lie behind the request, which the kernel echoes whole after an error unless `NETLINK_CAP_ACK` is
 * on; `NLM_F_CAPPED` of this message, not of the echo, says that only its header was sent. `NLMSG_DONE` echoes
 * nothing, and some families send it without even the errno.
 */
export function readAcknowledgement(reader: Reader, message: MessageHeader): Acknowledgement {
  const payload = message.start + NLMSG_HDRLEN;
  const acknowledgement: Acknowledgement = { errno: 0 };
  if (payload + 4 > message.end) return acknowledgement;
  acknowledgement.errno = Math.abs(reader.s32[payload >> 2] ?? 0);
  if ((message.flags & NLM_F_ACK_TLVS) === 0) return acknowledgement;
  const echo = payload + 4;
  const start = echo + echoLength(reader, message, echo);
  if (start <= message.end) ackAttributes.readInto(acknowledgement, reader, start, message.end);
  return acknowledgement;
}

function echoLength(reader: Reader, message: MessageHeader, echo: number): number {
  if (message.type === NLMSG_DONE) return 0;
  if ((message.flags & NLM_F_CAPPED) !== 0) return NLMSG_HDRLEN;
  const length = reader.u32[echo >> 2] ?? 0;
  // Compared before it is aligned, which is arithmetic of 32 bits with a sign.
  return length > message.end - echo ? message.end : align4(length);
}
