import type { ExecutionContext } from 'ava';
import { Reader } from '../src/bytes/reader.ts';
import { Writer } from '../src/bytes/writer.ts';
import { beginMessage, endMessage, forEachMessage, NLMSG_HDRLEN } from '../src/message/header.ts';

/** The bytes of annotated hex: a `#` begins a comment that ends with the line, white space says nothing. */
export function bytesOf(annotated: string): Uint8Array {
  const hex = annotated.replaceAll(/#.*/g, '').replaceAll(/\s/g, '');
  if (!/^([0-9a-f]{2})*$/.test(hex)) throw new Error(`no hex: ${hex}`);
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** A message as it was on the wire, and the object it stands for. */
export interface Golden<T> {
  /** The command that made it, with iproute2 6.1.0. */
  readonly command: string;
  readonly bytes: string;
  readonly value: T;
}

/** The attributes of `bytes` sorted by type at every level, where bytes look like attributes. */
function sorted(bytes: Uint8Array): string {
  // The empty ifinfomsg of a veth peer, before its attributes.
  if (bytes.length > 16 && bytes.subarray(0, 16).every((byte) => byte === 0))
    return `peer(${sorted(bytes.subarray(16))})`;
  const parts: string[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = view.getUint16(at, true);
    if (length < 4 || at + length > bytes.length) break;
    parts.push(`${view.getUint16(at + 2, true)}(${sorted(bytes.subarray(at + 4, at + length))})`);
    at += (length + 3) & ~3;
  }
  // Not attributes to their end: bytes with a meaning of their own.
  if (at >= bytes.length && parts.length > 0) return parts.sort().join();
  return Buffer.from(withoutNul(bytes)).toString('hex');
}

/** iproute2 leaves out the NUL of IFLA_INFO_KIND and RTAX_CC_ALGO, which the kernel takes with or without. */
function withoutNul(bytes: Uint8Array): Uint8Array {
  const text = bytes.subarray(0, -1);
  const isText = text.length >= 2 && text.every((byte) => byte > 0x20 && byte < 0x7f);
  return isText && bytes.at(-1) === 0 ? text : bytes;
}

/** A message body in a form in which the order of attributes does not show. */
export function canonical(bytes: Uint8Array, headerLength: number): string {
  return `${Buffer.from(bytes.subarray(0, headerLength)).toString('hex')} ${sorted(bytes.subarray(headerLength))}`;
}

export function decode<T>(body: Decoder<T>, bytes: Uint8Array): T | undefined {
  const reader = Reader.copy(bytes);
  let value: T | undefined;
  forEachMessage(reader, 0, bytes.length, ({ start, end }) => {
    value = body.read(reader, start + NLMSG_HDRLEN, end);
  });
  return value;
}

interface Decoder<T> {
  read(reader: Reader, start: number, end: number): T | undefined;
}

interface Encoder<T> {
  write(writer: Writer, value: T): void;
}

/** The whole message, with the header of `like`. */
export function encode<T>(body: Encoder<T>, value: T, isRequest: boolean, like?: Uint8Array): Uint8Array {
  const writer = new Writer({ isRequest });
  const start = beginMessage(writer, 0, 0, 0);
  body.write(writer, value);
  writer.pad(4);
  endMessage(writer, start);
  const bytes = writer.written.slice();
  if (like !== undefined) bytes.set(like.subarray(4, NLMSG_HDRLEN), 4);
  return bytes;
}

/** The fields that are there: what a decoded message shows, without those that are undefined. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const object = 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON() : value;
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, plain(field)]),
  );
}

/** Checks both directions: the bytes decode to the value, and the value encodes to the bytes, order aside. */
export function check<T extends object>(
  t: ExecutionContext,
  codec: {
    readonly body: Decoder<T> & Encoder<T>;
    readonly headerLength: number;
    readonly isRequest: boolean;
  },
  golden: Golden<T>,
): void {
  const bytes = bytesOf(golden.bytes);
  t.is(new DataView(bytes.buffer).getUint32(0, true), bytes.length, 'nlmsg_len');
  const decoded = decode<T>(codec.body, bytes);
  if (decoded === undefined) t.fail('not decoded');
  t.deepEqual(plain(decoded), plain(golden.value), golden.command);
  const expected = canonical(bytes.subarray(NLMSG_HDRLEN), codec.headerLength);
  for (const value of [golden.value, decoded]) {
    const encoded = encode(codec.body, value, codec.isRequest, bytes);
    t.is(canonical(encoded.subarray(NLMSG_HDRLEN), codec.headerLength), expected, golden.command);
  }
}
