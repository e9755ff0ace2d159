import { align4 } from '../bytes/align.ts';
import { Reader } from '../bytes/reader.ts';
import { forEachMessage, type MessageHeader, NLM_F_CREATE, NLMSG_HDRLEN } from '../message/header.ts';
import { binary } from '../schema/scalar.ts';
import { dump, dumpRequest } from './dump.ts';
import { decodeEvent, type ObjectEvent, type OtherEvent } from './monitor/event.ts';
import { subjects } from './monitor/subject.ts';
import { ask, type Operation } from './request.ts';

/** A message as it is on the wire, and what it tells. */
export interface WireMessage {
  /** Its `struct nlmsghdr` and all behind it, padded to 4 bytes. */
  readonly bytes: Uint8Array;
  /** Undefined for an end of a dump and the like, which are about no object. */
  readonly event: ObjectEvent | OtherEvent | undefined;
}

/** Which messages to list; what an object can be asked for beside its family is in the filters of its own `list`. */
export interface MessageFilter {
  readonly family?: number;
  /** Of routes. */
  readonly table?: number;
  /** Of routes: the cached exceptions in their place. */
  readonly flags?: readonly ['cloned'];
  /** Of addresses: their interface. */
  readonly index?: number;
}

/** Where a row of messages breaks off. */
export type MessageFault =
  /** The bytes end within a message. */
  | { readonly kind: 'truncated' }
  /** A length that no message has. `offset` is that of the bytes behind the header. */
  | { readonly kind: 'malformed'; readonly length: number; readonly offset: number };

/** The longest message that is taken for one. */
const MESSAGE_MAX = 16 * 1024;

function wireMessage(reader: Reader, header: MessageHeader): WireMessage {
  const bytes = new Uint8Array(align4(header.end - header.start));
  bytes.set(reader.u8.subarray(header.start, header.end));
  return { bytes, event: decodeEvent(reader, header, undefined, undefined) };
}

/**
 * The messages that lie one behind the other, as {@link messages} lists them and as rtmon writes them to a file.
 * @returns what is wrong with the rest, if anything is
 */
export function* readMessages(bytes: Uint8Array): Generator<WireMessage, MessageFault | undefined, void> {
  for (let at = 0; at < bytes.length; ) {
    if (at + NLMSG_HDRLEN > bytes.length) return { kind: 'truncated' };
    const { u32 } = Reader.copy(bytes.subarray(at, at + NLMSG_HDRLEN));
    const length = u32[0] ?? 0;
    if (length < NLMSG_HDRLEN || length > MESSAGE_MAX)
      return { kind: 'malformed', length, offset: at + NLMSG_HDRLEN };
    if (at + align4(length) > bytes.length) return { kind: 'truncated' };
    const reader = Reader.copy(bytes.subarray(at, at + align4(length)));
    const found: WireMessage[] = [];
    forEachMessage(reader, 0, length, (header) => found.push(wireMessage(reader, header)));
    yield* found;
    at += align4(length);
  }
  return undefined;
}

/** Operations on messages as they are, to keep them in a file and to send them again (`ip rule save`, `restore`). */
export const messages = {
  /** Lists objects as the kernel tells of them. @throws DumpInterruptedError */
  *list(subject: 'address' | 'route' | 'rule', filter: MessageFilter = {}): Operation<WireMessage[]> {
    const { types, body } = subjects[subject];
    return yield* dump(
      dumpRequest<WireMessage>({
        operation: `list messages of ${subject}`,
        type: types.get ?? 0,
        body,
        message: filter,
        answer: (reader, header) => (header.type === types.new ? wireMessage(reader, header) : undefined),
      }),
    );
  },

  /** Sends a message as it is, but that it may create something. @throws NetlinkError */
  *send(bytes: Uint8Array): Operation<void> {
    const { u16 } = Reader.copy(bytes.subarray(0, NLMSG_HDRLEN));
    const type = u16[2] ?? 0;
    yield* ask({
      operation: `send message of type ${type}`,
      type,
      flags: (u16[3] ?? 0) | NLM_F_CREATE,
      body: binary,
      message: bytes.subarray(NLMSG_HDRLEN),
      answer: () => undefined,
    });
  },
};
