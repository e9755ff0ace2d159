import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';

/** `NLMSG_HDRLEN`: `sizeof(struct nlmsghdr)` (linux/netlink.h) */
export const NLMSG_HDRLEN = 16;

/** Message types below `NLMSG_MIN_TYPE` (linux/netlink.h) */
export const NLMSG_NOOP = 1;
/** `NLMSG_ERROR` (linux/netlink.h) */
export const NLMSG_ERROR = 2;
/** `NLMSG_DONE` (linux/netlink.h) */
export const NLMSG_DONE = 3;
/** `NLMSG_OVERRUN` (linux/netlink.h) */
export const NLMSG_OVERRUN = 4;

/** `nlmsg_flags` (linux/netlink.h) */
export const NLM_F_REQUEST = 0x01;
/** `NLM_F_MULTI` (linux/netlink.h) */
export const NLM_F_MULTI = 0x02;
/** `NLM_F_ACK` (linux/netlink.h) */
export const NLM_F_ACK = 0x04;
/** `NLM_F_ECHO` (linux/netlink.h) */
export const NLM_F_ECHO = 0x08;
/** `NLM_F_DUMP_INTR` (linux/netlink.h) */
export const NLM_F_DUMP_INTR = 0x10;
/** `NLM_F_DUMP_FILTERED` (linux/netlink.h) */
export const NLM_F_DUMP_FILTERED = 0x20;
/** Of GET requests: return all that matches. */
export const NLM_F_DUMP = 0x300;
/** Of NEW requests */
export const NLM_F_REPLACE = 0x100;
/** `NLM_F_EXCL` (linux/netlink.h) */
export const NLM_F_EXCL = 0x200;
/** `NLM_F_CREATE` (linux/netlink.h) */
export const NLM_F_CREATE = 0x400;
/** `NLM_F_APPEND` (linux/netlink.h) */
export const NLM_F_APPEND = 0x800;
/** Of DEL requests: delete all that matches. */
export const NLM_F_BULK = 0x200;
/** Of acknowledgements */
export const NLM_F_CAPPED = 0x100;
/** `NLM_F_ACK_TLVS` (linux/netlink.h) */
export const NLM_F_ACK_TLVS = 0x200;

/** One message within a buffer: its `struct nlmsghdr` and where it lies. */
export interface MessageHeader {
  /** Offset of the header. */
  readonly start: number;
  /** Offset behind the payload, `start + nlmsg_len`. */
  readonly end: number;
  readonly type: number;
  readonly flags: number;
  /** `nlmsg_seq` */
  readonly sequence: number;
  /** `nlmsg_pid`, the port id that asked */
  readonly port: number;
}

/**
 * Visits the messages of `[start, end)`. Stops where the rest is no whole message: the last message of a datagram
 * may lack its padding, and damaged lengths leave nothing that could be read behind them.
 */
export function forEachMessage(
  reader: Reader,
  start: number,
  end: number,
  visit: (message: MessageHeader) => void,
): void {
  let at = start;
  while (at + NLMSG_HDRLEN <= end) {
    const word = at >> 2;
    const length = reader.u32[word] ?? 0;
    if (length < NLMSG_HDRLEN || at + length > end) return;
    visit({
      start: at,
      end: at + length,
      type: reader.u16[(at >> 1) + 2] ?? 0,
      flags: reader.u16[(at >> 1) + 3] ?? 0,
      sequence: reader.u32[word + 2] ?? 0,
      port: reader.u32[word + 3] ?? 0,
    });
    at += (length + 3) & ~3;
  }
}

/** Whether a request changes nothing: rtnetlink groups its types by four, NEW, DEL, GET, SET. */
export const isGet = (type: number): boolean => (type & 3) === 2;

/**
 * Whether a request asks for all objects of its type. in a NEW request the bits of `NLM_F_DUMP` mean
 * others.
 */
export function isDump(type: number, flags: number): boolean {
  return isGet(type) && (flags & NLM_F_DUMP) === NLM_F_DUMP;
}

/**
 * Begins a message; the length is filled in by {@link endMessage}.
 * @param port 0 in requests: the kernel knows who sends
 * @returns its offset
 */
export function beginMessage(
  writer: Writer,
  type: number,
  flags: number,
  sequence: number,
  port = 0,
): number {
  writer.pad(4);
  const start = writer.length;
  writer.u32(0);
  writer.u16(type);
  writer.u16(flags);
  writer.u32(sequence);
  writer.u32(port);
  return start;
}

/** Ends the message begun at `start`: fills in `nlmsg_len`. */
export function endMessage(writer: Writer, start: number): void {
  writer.setU32(start, writer.length - start);
}
