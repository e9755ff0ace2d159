import test from 'ava';
import fc from 'fast-check';
import { addressAttributes } from '../src/address.ts';
import { addressLabelAttributes } from '../src/addrlabel.ts';
import { Reader } from '../src/bytes/reader.ts';
import { Writer } from '../src/bytes/writer.ts';
import { linkAttributes } from '../src/link/attributes.ts';
import { kinds, slaveKinds } from '../src/link/kinds/index.ts';
import { peerLink } from '../src/link/peer.ts';
import { mdbMessage, mdbRequestMessage } from '../src/mdb/mdb.ts';
import { neighbourAttributes } from '../src/neighbour.ts';
import { neighbourTableMessage } from '../src/neighbour_table.ts';
import { netconfMessage } from '../src/netconf.ts';
import { nexthopAttributes } from '../src/nexthop.ts';
import { nsidAttributes } from '../src/nsid.ts';
import { prefixAttributes } from '../src/prefixmsg.ts';
import { routeAttributes } from '../src/route/route.ts';
import { ruleAttributes } from '../src/rule.ts';
import type { Attributes } from '../src/schema/attributes.ts';
import type { Codec } from '../src/schema/codec.ts';
import type { HeadedCodec } from '../src/schema/headed.ts';
import { statsMessage, statsRequestMessage } from '../src/stats/stats.ts';
import { vlanDumpMessage, vlanMessage } from '../src/vlan/vlan.ts';
import { canonical } from './golden.ts';
import { bodies } from './seeds.ts';

/*
 * encode(decode(bytes)) gives the bytes back, the order of attributes aside, for what a kernel of any age may send.
 * The bytes are made from the tables: attributes of every number, most with a payload of the length that the table
 * reads, some of another.
 */

interface Nla {
  readonly type: number;
  readonly payload: Uint8Array;
}

function nest(attributes: readonly Nla[]): Uint8Array {
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
function withoutPadding(codec: Codec<unknown>, bytes: Uint8Array): Uint8Array {
  const value = codec.read(Reader.copy(bytes), 0, bytes.length);
  if (value === undefined) return bytes;
  const writer = new Writer();
  codec.write(writer, value);
  return writer.written.slice();
}

function payload(codec: Codec<unknown>): fc.Arbitrary<Uint8Array> {
  if (codec === peerLink)
    return attributesOf(linkAttributes).map((rest) => new Uint8Array([...new Uint8Array(16), ...rest]));
  if (isHeaded(codec)) return headedBytes(codec);
  if ('attributes' in codec) return attributesOf(codec.attributes as Attributes);
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
  return 'fields' in codec ? bytes.map((made) => withoutPadding(codec, made)) : bytes;
}

const bytesOfLength = (lengths: readonly number[]): fc.Arbitrary<Uint8Array> =>
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
function attributesOf(table: Attributes): fc.Arbitrary<Uint8Array> {
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

/** Checks that what is read once and written is read and written the same for ever after, and is what was there. */
function survives(
  codec: Pick<Codec<unknown>, 'read' | 'write'>,
  bytes: Uint8Array,
  headerLength = 0,
): boolean {
  const value = codec.read(Reader.copy(bytes), 0, bytes.length);
  if (value === undefined) return false;
  const writer = new Writer();
  codec.write(writer, value);
  const again = writer.written.slice();
  const second = new Writer();
  codec.write(second, codec.read(Reader.copy(again), 0, again.length));
  if (Buffer.compare(second.written, again) !== 0) throw new Error('the second round differs from the first');
  const [expected, got] = [canonical(bytes, headerLength), canonical(again, headerLength)];
  if (expected !== got) throw new Error(`\n${expected}\n${got}\n${JSON.stringify(value, text)}`);
  return true;
}

const text = (_name: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

for (const [name, codec] of [
  ...Object.entries(kinds),
  ...Object.entries(slaveKinds).map(([key, value]) => [`port of ${key}`, value] as const),
])
  test(`data of kind ${name}`, (t) => {
    fc.assert(
      fc.property(attributesOf(codec.attributes), (bytes) => {
        survives(codec as Codec<unknown>, bytes);
      }),
      { numRuns: 20, seed: 1 },
    );
    t.pass();
  });

/** A header of the object, and the attributes that say again what the header says. */
interface Message {
  readonly name: string;
  readonly header: fc.Arbitrary<Uint8Array>;
  readonly table: Attributes;
  /** Numbers that are left to `repeated`. */
  readonly except: readonly number[];
  readonly repeated: (header: Uint8Array) => readonly Nla[];
}

const word = (value: number): Uint8Array => new Uint8Array(new Uint32Array([value]).buffer);
const byte = fc.integer({ min: 0, max: 255 });

const messages: readonly Message[] = [
  {
    name: 'link',
    header: fc
      .tuple(byte, byte, byte, byte)
      .map(([type, index, flags, change]) =>
        Uint8Array.from([0, 0, type, 1, index, 0, 0, 0, flags, flags, change, flags, change, 0, 0, 0]),
      ),
    table: linkAttributes,
    except: [],
    repeated: () => [],
  },
  {
    name: 'address',
    header: fc
      .tuple(byte, byte, byte)
      .map(([flags, scope, index]) => Uint8Array.from([2, 24, flags, scope, index, 0, 0, 0])),
    table: addressAttributes.attributes,
    except: [1, 8],
    repeated: ([, , flags = 0]) => [
      { type: 1, payload: Uint8Array.from([192, 0, 2, 1]) },
      { type: 8, payload: word(flags) },
    ],
  },
  {
    name: 'route',
    header: fc
      .tuple(byte, byte, byte, byte, byte)
      .map(([tos, table, protocol, scope, flags]) =>
        Uint8Array.from([2, 24, 0, tos, table, protocol, scope, scope, flags, flags, 0, 0]),
      ),
    table: routeAttributes.attributes,
    except: [1, 2, 15],
    repeated: ([, , , , table = 0]) => [
      { type: 1, payload: Uint8Array.from([192, 0, 2, 0]) },
      { type: 15, payload: word(table) },
    ],
  },
  {
    name: 'neighbour',
    header: fc
      .tuple(byte, byte, byte, byte, byte)
      .map(([family, index, state, flags, type]) =>
        Uint8Array.from([family, 0, 0, 0, index, 0, 0, 0, state, 0, flags, type]),
      ),
    table: neighbourAttributes.attributes,
    except: [],
    repeated: () => [],
  },
  {
    name: 'rule',
    header: fc
      .tuple(byte, byte, byte, byte)
      .map(([tos, table, action, flags]) =>
        Uint8Array.from([2, 24, 0, tos, table, 0, 0, action, flags, 0, 0, 0]),
      ),
    table: ruleAttributes.attributes,
    except: [1, 2, 15],
    repeated: ([, , , , table = 0]) => [
      { type: 1, payload: Uint8Array.from([192, 0, 2, 0]) },
      { type: 15, payload: word(table) },
    ],
  },
  {
    name: 'nexthop',
    header: fc
      .tuple(byte, byte, byte)
      .map(([scope, protocol, flags]) => Uint8Array.from([2, scope, protocol, 0, flags, 0, 0, 0])),
    table: nexthopAttributes.attributes,
    except: [],
    repeated: () => [],
  },
  {
    name: 'nsid',
    header: byte.map((family) => Uint8Array.from([family, 0, 0, 0])),
    table: nsidAttributes.attributes,
    except: [],
    repeated: () => [],
  },
  {
    name: 'addressLabel',
    header: fc
      .tuple(byte, byte, byte)
      .map(([flags, index, seq]) => Uint8Array.from([10, 0, 32, flags, index, 0, 0, 0, seq, 0, 0, 0])),
    table: addressLabelAttributes.attributes,
    except: [1],
    repeated: () => [{ type: 1, payload: Uint8Array.from([0x20, 1, ...new Array<number>(14).fill(0)]) }],
  },
  {
    name: 'prefix',
    header: fc
      .tuple(byte, byte, byte)
      .map(([index, type, flags]) => Uint8Array.from([10, 0, 0, 0, index, 0, 0, 0, type, 64, flags, 0])),
    table: prefixAttributes.attributes,
    except: [1],
    repeated: () => [{ type: 1, payload: Uint8Array.from([0x20, 1, ...new Array<number>(14).fill(0)]) }],
  },
  ...Object.entries({
    mdb: mdbMessage,
    mdbRequest: mdbRequestMessage,
    neighbourTable: neighbourTableMessage,
    netconf: netconfMessage,
    stats: statsMessage,
    statsRequest: statsRequestMessage,
    vlan: vlanMessage,
    vlanDump: vlanDumpMessage,
  }).map(([name, codec]) => ({
    name,
    header: bytesOfLength([codec.headerLength]).map((made) => withoutPadding(codec as Codec<unknown>, made)),
    table: codec.attributes,
    except: [],
    repeated: () => [],
  })),
];

for (const { name, header, table, except, repeated } of messages)
  test(`messages: ${name}`, (t) => {
    const body = bodies.find((candidate) => candidate.name === name);
    if (body === undefined) return t.fail();
    const some = Object.fromEntries(Object.entries(table).filter(([, { type }]) => !except.includes(type)));
    const bytes = fc
      .tuple(header, attributesOf(some))
      .map(([head, rest]) => new Uint8Array(Buffer.concat([head, nest(repeated(head)), rest])));
    let read = 0;
    fc.assert(
      fc.property(bytes, (message) => {
        if (survives(body, message, body.headerLength)) read++;
      }),
      { numRuns: 40, seed: 2 },
    );
    t.is(read, 40);
  });
