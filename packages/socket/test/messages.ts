/** The few rtnetlink messages that the tests of the socket need, in bytes (linux/rtnetlink.h). */

const NLM_F_REQUEST = 1;
const NLM_F_ACK = 4;
const NLM_F_DUMP = 0x300;
const NLM_F_CREATE = 0x400;

export const RTM_NEWLINK = 16;
const RTM_GETLINK = 18;
const RTM_NEWROUTE = 24;
const RTM_GETROUTE = 26;

export const NLMSG_ERROR = 2;
export const NLMSG_DONE = 3;
export const RTNLGRP_LINK = 1;

/** An nlmsghdr and its body; all numbers are in host order, and every supported host is little-endian. */
export function message(type: number, flags: number, sequence: number, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(16 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length, true);
  view.setUint16(4, type, true);
  view.setUint16(6, flags, true);
  view.setUint32(8, sequence, true);
  bytes.set(body, 16);
  return bytes;
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

export function dumpLinks(sequence: number): Uint8Array {
  return message(RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, sequence, new Uint8Array(16));
}

/** IPv4 routes of every table. */
export function dumpRoutes(sequence: number): Uint8Array {
  const body = new Uint8Array(12);
  body[0] = 2;
  return message(RTM_GETROUTE, NLM_F_REQUEST | NLM_F_DUMP, sequence, body);
}

/** A request that the kernel answers with an acknowledgement, and no more: NLMSG_NOOP's number, 1. */
export function acknowledged(sequence: number): Uint8Array {
  return message(1, NLM_F_REQUEST | NLM_F_ACK, sequence, new Uint8Array(0));
}

/** Switches the link with index 1, the loopback, up or down, which members of RTNLGRP_LINK are told. */
export function setLoopback(sequence: number, up: boolean): Uint8Array {
  const body = new Uint8Array(16);
  const view = new DataView(body.buffer);
  view.setInt32(4, 1, true);
  view.setUint32(8, up ? 1 : 0, true);
  view.setUint32(12, 1, true);
  return message(RTM_NEWLINK, NLM_F_REQUEST | NLM_F_ACK, sequence, body);
}

/** Blackhole routes to 10.x.y.z/32, `count` of them, in one datagram; only failures are answered. */
export function blackholeRoutes(first: number, count: number): Uint8Array {
  const routes: Uint8Array[] = [];
  for (let n = first; n < first + count; n++) {
    // rtmsg: AF_INET, /32, table main, protocol static, type blackhole; then RTA_DST (1).
    const body = [2, 32, 0, 0, 254, 4, 0, 6, 0, 0, 0, 0, 8, 0, 1, 0, 10, n >> 16, n >> 8, n];
    routes.push(message(RTM_NEWROUTE, NLM_F_REQUEST | NLM_F_CREATE, n + 1, new Uint8Array(body)));
  }
  return concat(routes);
}

export interface Header {
  readonly type: number;
  readonly flags: number;
  readonly sequence: number;
  /** The first four bytes of the body: the negative errno in NLMSG_ERROR and NLMSG_DONE. */
  readonly status: number;
}

/** The messages in the first `length` bytes of a buffer. */
export function headers(buffer: Uint8Array, length: number): Header[] {
  const view = new DataView(buffer.buffer, buffer.byteOffset, length);
  const found: Header[] = [];
  for (let at = 0; at + 16 <= length; ) {
    const size = view.getUint32(at, true);
    if (size < 16 || at + size > length) throw new Error(`damaged message of ${size} bytes at ${at}`);
    found.push({
      type: view.getUint16(at + 4, true),
      flags: view.getUint16(at + 6, true),
      sequence: view.getUint32(at + 8, true),
      status: size >= 20 ? view.getInt32(at + 16, true) : 0,
    });
    at += (size + 3) & ~3;
  }
  return found;
}
