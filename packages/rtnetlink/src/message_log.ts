import { align4 } from './bytes/align.ts';
import { Reader } from './bytes/reader.ts';
import { forEachMessage, type MessageHeader, NLMSG_HDRLEN } from './message/header.ts';
import { type DecodedMessage, decodeMessage } from './registry.ts';

/** `rtmon` writes messages of this type among those of the kernel, which has none of it. */
const NLMSG_TSTAMP = 15;

/** When the messages behind it were received. */
export interface LoggedTime {
  readonly object: 'time';
  readonly name: 'NLMSG_TSTAMP';
  /** Since 1970, UTC. */
  readonly body: { readonly seconds: number; readonly microseconds: number };
}

/** A message of a log, decoded by its type. */
export type LoggedMessage = (DecodedMessage | LoggedTime) & {
  /** The offsets in it are of no use outside. */
  readonly header: MessageHeader;
  /** Its `struct nlmsghdr` and all behind it, padded to 4 bytes with zeros. */
  readonly bytes: Uint8Array;
};

/** Where a log cannot be read any further. */
export class MessageLogError extends Error {
  override readonly name = 'MessageLogError';
  /** It ends within a message, or a message says a length that none can have. */
  readonly reason: 'truncated' | 'malformed';
  /** `nlmsg_len` as it stands there, 0 where the end came before it. */
  readonly length: number;
  /** Bytes that were read, the header of the message included. */
  readonly offset: number;

  constructor(reason: 'truncated' | 'malformed', length: number, offset: number) {
    super(`${reason} message of length ${length} before byte ${offset}`);
    this.reason = reason;
    this.length = length;
    this.offset = offset;
  }
}

/** The longest message that `ip` takes from a file. */
const LONGEST = 16384;

/**
 * The messages of a log: one behind another, each padded to 4 bytes, as `rtmon` of iproute2 writes them, and
 * `ip route save` behind its number. Each is given before the chunk behind it is asked for.
 *
 * @param chunks the content of the file, cut anywhere
 * @throws {MessageLogError} behind the messages before it, where the log is cut off or damaged
 */
export function* decodeMessageLog(chunks: Iterable<Uint8Array>): Generator<LoggedMessage, void, undefined> {
  const source = new Source(chunks);
  for (;;) {
    if (!source.has(NLMSG_HDRLEN)) {
      if (source.length === 0) return;
      throw new MessageLogError('truncated', 0, source.offset + source.length);
    }
    const length = source.lengthField;
    if (length < NLMSG_HDRLEN || length > LONGEST)
      throw new MessageLogError('malformed', length, source.offset + NLMSG_HDRLEN);
    if (!source.has(align4(length)))
      throw new MessageLogError('truncated', length, source.offset + source.length);
    yield* decodeOne(source.take(align4(length)));
  }
}

function decodeOne(bytes: Uint8Array): LoggedMessage[] {
  const reader = Reader.copy(bytes);
  const found: LoggedMessage[] = [];
  forEachMessage(reader, 0, bytes.length, (header) => found.push(loggedMessage(reader, header)));
  return found;
}

/** A message as a log has it. */
export function loggedMessage(reader: Reader, header: MessageHeader): LoggedMessage {
  const message = header.type === NLMSG_TSTAMP ? decodeTime(reader, header) : decodeMessage(reader, header);
  const bytes = new Uint8Array(align4(header.end - header.start));
  bytes.set(reader.u8.subarray(header.start, header.end));
  return { ...message, header, bytes };
}

function decodeTime(reader: Reader, { start }: MessageHeader): LoggedTime {
  const at = (start + NLMSG_HDRLEN) >> 2;
  const body = { seconds: reader.u32[at] ?? 0, microseconds: reader.u32[at + 1] ?? 0 };
  return { object: 'time', name: 'NLMSG_TSTAMP', body };
}

/** Chunks joined as far as they are needed. */
class Source {
  readonly #chunks: Iterator<Uint8Array>;
  #bytes: Uint8Array = new Uint8Array(0);
  /** Bytes that were taken. */
  offset = 0;

  constructor(chunks: Iterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.iterator]();
  }

  /** Bytes that were read and not taken. */
  get length(): number {
    return this.#bytes.length;
  }

  /** `nlmsg_len` of the message at the beginning. */
  get lengthField(): number {
    return Reader.copy(this.#bytes.subarray(0, NLMSG_HDRLEN)).u32[0] ?? 0;
  }

  /** Reads until there are `length` bytes. */
  has(length: number): boolean {
    while (this.#bytes.length < length) {
      const next = this.#chunks.next();
      if (next.done === true) return false;
      const joined = new Uint8Array(this.#bytes.length + next.value.length);
      joined.set(this.#bytes);
      joined.set(next.value, this.#bytes.length);
      this.#bytes = joined;
    }
    return true;
  }

  take(length: number): Uint8Array {
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    this.offset += length;
    return taken;
  }
}
