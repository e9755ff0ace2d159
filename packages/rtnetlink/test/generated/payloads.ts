import fc from 'fast-check';
import { Reader } from '../../src/bytes/reader.ts';
import { Writer } from '../../src/bytes/writer.ts';
import { linkAttributes } from '../../src/link/attributes.ts';
import { peerLink } from '../../src/link/peer.ts';
import { multipath } from '../../src/route/nexthop.ts';
import { type Attributes, attributes as attributeSet } from '../../src/schema/attributes.ts';
import type { Codec } from '../../src/schema/codec.ts';
import type { HeadedCodec } from '../../src/schema/headed.ts';
import { survives } from './survives.ts';

/*
 * What a kernel of any age may send, made from the tables: attributes of every number, most with a payload of a
 * length that the table reads, some of another, and some that no table knows.
 */

/** An attribute: `nla_type` with its flag bits, and the payload. */
export interface Nla {
  readonly type: number;
  readonly payload: Uint8Array;
}

export function nest(attributes: readonly Nla[]): Uint8Array {
  const writer = new Writer();
  for (const { type, payload } of attributes) {
    const at = writer.open(type);
    writer.bytes(payload);
    writer.close(at);
  }
  return writer.written.slice();
}

/** The lengths up to 300 bytes that a codec reads when all bytes are 0, and when all are 1. */
function lengthsOf(codec: Codec<unknown>): number[] {
  const lengths: number[] = [];
  for (let length = 0; length <= 300; length++) {
    const reader = new Reader(new ArrayBuffer((length + 3) & ~3));
    if (codec.read(reader, 0, length) !== undefined) lengths.push(length);
  }
  return lengths;
}

/** A text is written with its NUL, whatever it came with. */
const isText = (codec: Codec<unknown>): boolean =>
  codec.read(Reader.copy(new Uint8Array([0x61, 0x62, 0])), 0, 3) === 'ab';

/** The padding between the fields of a struct is written as zeros, which is what the kernel has there. */
export function withoutPadding(codec: Codec<unknown>, bytes: Uint8Array): Uint8Array {
  const value = codec.read(Reader.copy(bytes), 0, bytes.length);
  if (value === undefined) return bytes;
  const writer = new Writer();
  codec.write(writer, value);
  return writer.written.slice();
}

function payload(codec: Codec<unknown>): fc.Arbitrary<Uint8Array> {
  if (codec === peerLink)
    return attributesOf(linkAttributes()).map((rest) => new Uint8Array([...new Uint8Array(16), ...rest]));
  if (codec === multipath) return pathsOf(multipath);
  if (isHeaded(codec)) return headedBytes(codec);
  if (codec.shape?.of === 'nestedList') return listOf(codec.shape.element, codec.shape.fixed);
  if (codec.shape?.of === 'attributes') return attributesOf(codec.shape.attributes);
  if (isText(codec))
    return fc.uint8Array({ min: 1, maxLength: 20 }).map((letters) => new Uint8Array([...letters, 0]));
  const lengths = lengthsOf(codec);
  // Taken as a flag, reported as a byte.
  if (lengths.join() === '0,1') return fc.constantFrom(new Uint8Array([0]), new Uint8Array([1]));
  const fitting = lengths.filter((length) => length > 0).slice(0, 3);
  const bytes = fc.oneof(
    { weight: 8, arbitrary: bytesOfLength(fitting.length > 0 ? fitting : [0]) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 24 }) },
  );
  return codec.shape?.of === 'struct' || codec.shape?.of === 'settings'
    ? bytes.map((made) => withoutPadding(codec, made))
    : bytes;
}

/** A nest of up to three elements, numbered or all of one type. */
function listOf(element: Codec<unknown>, fixed: number | undefined): fc.Arbitrary<Uint8Array> {
  return fc
    .array(payload(element), { maxLength: 3 })
    .map((items) => nest(items.map((bytes, index) => ({ type: fixed ?? index, payload: bytes }))));
}

/** `struct rtnexthop`, up to three times, with the attributes behind it; as {@link headedBytes}. */
function pathsOf({ shape }: Codec<unknown>): fc.Arbitrary<Uint8Array> {
  const inner = shape?.of === 'parts' ? shape.parts['attributes']?.shape : undefined;
  const table = inner?.of === 'attributes' ? inner.attributes : {};
  const set = attributeSet(() => table);
  const path = fc
    .tuple(fc.uint8Array({ minLength: 6, maxLength: 6 }), attributesOf(table))
    .map(([rest, made]) => {
      survives(set, made);
      const attributes = withoutPadding(set, made);
      const length = new Uint8Array(new Uint16Array([8 + attributes.length]).buffer);
      return new Uint8Array([...length, ...rest, ...attributes]);
    });
  return fc.array(path, { maxLength: 3 }).map((paths) => new Uint8Array(Buffer.concat(paths)));
}

export const bytesOfLength = (lengths: readonly number[]): fc.Arbitrary<Uint8Array> =>
  fc.constantFrom(...lengths).chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));

const isHeaded = (codec: Codec<unknown>): codec is HeadedCodec<object, object> => 'headerLength' in codec;

/**
 * A header and attributes behind it, as the payload of an attribute. `canonical` does not see attributes behind a
 * header in there, so these are checked here and come in the order in which they are written.
 */
function headedBytes(codec: HeadedCodec<object, object>): fc.Arbitrary<Uint8Array> {
  const header = bytesOfLength([codec.headerLength]).map((made) => withoutPadding(codec, made));
  return fc.tuple(header, attributesOf(codec.attributes)).map(([head, rest]) => {
    const bytes = new Uint8Array([...head, ...rest]);
    survives(codec, bytes, codec.headerLength);
    return withoutPadding(codec, bytes);
  });
}

/** A set of attributes: each at most once, those that may come often twice, and some that no table knows. */
export function attributesOf(table: Attributes): fc.Arbitrary<Uint8Array> {
  const known = Object.values(table).map((attribute) =>
    fc.option(
      payload(attribute.codec).map(
        (bytes): Nla => ({ type: attribute.type | attribute.flags, payload: bytes }),
      ),
      { nil: undefined, freq: 3 },
    ),
  );
  const largest = Math.max(99, ...Object.values(table).map(({ type }) => type));
  const unknown = fc.array(
    fc.record({
      type: fc
        .integer({ min: largest + 1, max: 0x3fff })
        .chain((type) => fc.constantFrom(type, type | 0x8000, type | 0x4000)),
      payload: fc.uint8Array({ maxLength: 20 }),
    }),
    { maxLength: 2 },
  );
  return fc
    .tuple(fc.tuple(...known), unknown)
    .map(([some, others]) => nest([...some.filter((nla) => nla !== undefined), ...others]));
}
