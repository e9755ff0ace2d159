import { readFileSync } from 'node:fs';
import { align4 } from '../bytes/align.ts';
import { Reader } from '../bytes/reader.ts';
import { forEachMessage, type MessageHeader, NLM_F_REQUEST, NLMSG_HDRLEN } from '../message/header.ts';
import { type DecodedMessage, decodeMessage } from '../registry.ts';
import { COOKED, type Direction, LINKTYPE_NETLINK, readCookedHeader } from './cooked.ts';
import { readPackets } from './format.ts';

/** linux/netlink.h */
const NETLINK_ROUTE = 0;

/** What a recording says of each message, whatever it is. */
export interface RecordedHeader {
  /** Nanoseconds since 1970, UTC. */
  readonly time: bigint;
  readonly direction: Direction;
  /** `NETLINK_*` (linux/netlink.h): 0 is `NETLINK_ROUTE`. Messages of other families are not decoded. */
  readonly family: number;
  /** `struct nlmsghdr`; its offsets are those within {@link bytes}. */
  readonly header: MessageHeader;
  /** The whole message, header included. */
  readonly bytes: Uint8Array;
}

/** Bytes of a packet that are no whole message: cut off by the capture, or of a host of the other byte order. */
export interface RecordedRest {
  readonly time: bigint;
  readonly direction: Direction | undefined;
  readonly family: number | undefined;
  readonly header: undefined;
  readonly bytes: Uint8Array;
  readonly object: 'rest';
  readonly name: 'rest';
  readonly body: Uint8Array;
}

/** One message of a recording, decoded by its type; `object` tells what `body` is. */
export type RecordedMessage = (RecordedHeader & DecodedMessage) | RecordedRest;

/**
 * The messages of a pcap file of link type `LINKTYPE_NETLINK`: one that `record` wrote, or a capture of an nlmon
 * device. Files of either byte order, with microseconds or nanoseconds.
 *
 * @param file its path, or its content
 * @throws {PcapError} for a file that is no such pcap; and, behind the messages before it, where a file is cut off or
 * damaged. Nothing else, but the error of `node:fs` for a file that cannot be read
 *
 * @example
 * for (const message of decodePcap('blue.pcap'))
 *   if (message.object === 'link') console.log(message.direction, message.name, message.body.ifname);
 */
export function* decodePcap(file: string | Uint8Array): Generator<RecordedMessage, void, undefined> {
  const [name, content] = typeof file === 'string' ? [file, readFileSync(file)] : ['pcap', file];
  for (const { time, bytes } of readPackets(content, LINKTYPE_NETLINK, name)) yield* messagesOf(time, bytes);
}

function messagesOf(time: bigint, packet: Uint8Array): RecordedMessage[] {
  const cooked = readCookedHeader(packet);
  if (cooked === undefined) return [rest(time, undefined, undefined, packet)];
  const { direction, family } = cooked;
  const found: RecordedMessage[] = [];
  const content = packet.subarray(COOKED);
  const reader = Reader.copy(content);
  let reached = 0;
  forEachMessage(reader, 0, content.length, (message) => {
    reached = Math.min(align4(message.end), content.length);
    found.push({
      time,
      direction: direction ?? directionOf(message),
      family,
      header: { ...message, start: 0, end: message.end - message.start },
      bytes: reader.bytes(message.start, message.end),
      ...(family === NETLINK_ROUTE ? decodeMessage(reader, message) : undecoded(reader, message)),
    });
  });
  if (reached < content.length) found.push(rest(time, direction, family, content.subarray(reached)));
  return found;
}

/** Tools that capture by `recvfrom` have packet types of their own; the kernel never sets `NLM_F_REQUEST`. */
const directionOf = ({ flags }: MessageHeader): Direction =>
  (flags & NLM_F_REQUEST) !== 0 ? 'toKernel' : 'fromKernel';

function undecoded(reader: Reader, { type, start, end }: MessageHeader): DecodedMessage {
  return { object: 'unknown', name: String(type), body: reader.bytes(start + NLMSG_HDRLEN, end) };
}

function rest(
  time: bigint,
  direction: Direction | undefined,
  family: number | undefined,
  content: Uint8Array,
): RecordedRest {
  const bytes = content.slice();
  return { time, direction, family, header: undefined, bytes, object: 'rest', name: 'rest', body: bytes };
}
