import test, { type ExecutionContext } from 'ava';
import { Reader } from '../../src/bytes/reader.ts';
import { Writer } from '../../src/bytes/writer.ts';
import { discover } from '../../src/declarations.ts';
import { type Attribute, attributes } from '../../src/schema/attributes.ts';
import type { Field } from '../../src/schema/shape.ts';

/*
 * Structs grow with kernels: bytes behind the known fields, and bytes that end before the latest of them, must come
 * back as they were. The bytes are laid out here by the offsets of the fields, not by the codec that is tested.
 */

interface Payload {
  readonly path: string;
  readonly attribute: Attribute<unknown>;
  readonly fields: readonly Field[];
}

/** Every attribute whose payload is a struct. */
const payloads: readonly Payload[] = [...discover().attributes].flatMap(([path, table]) =>
  Object.entries(table).flatMap(([name, attribute]): Payload[] => {
    const { shape } = attribute.codec;
    return shape?.of === 'struct' ? [{ path: `${path}.${name}`, attribute, fields: shape.fields }] : [];
  }),
);

/** A letter at the beginning of each field, so that a text is one; zeros elsewhere, as between the fields. */
function laidOut(fields: readonly Field[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (const { codec, offset } of fields) {
    if (offset + codec.size <= length) bytes[offset] = 0x61;
  }
  return bytes;
}

function known(fields: readonly Field[]): number {
  const end = Math.max(...fields.map(({ codec, offset }) => offset + codec.size));
  const alignment = Math.max(...fields.map(({ codec }) => codec.alignment));
  return Math.ceil(end / alignment) * alignment;
}

/** Reads a set that has the attribute alone, and writes it again as a kernel would. */
function again({ attribute }: Payload, payload: Uint8Array): { bytes: Uint8Array; value: object } {
  const set = attributes(() => ({ field: { ...attribute, many: false } }));
  const writer = new Writer();
  const at = writer.open(attribute.type);
  writer.bytes(payload);
  writer.close(at);
  const value = set.read(Reader.copy(writer.written.slice()), 0, writer.length);
  if (value === undefined) throw new Error('a set of attributes is always read');
  const rewritten = new Writer();
  set.write(rewritten, value);
  return { bytes: rewritten.written.slice(4, 4 + payload.length), value };
}

function survives(t: ExecutionContext, payload: Payload, bytes: Uint8Array): object {
  const { bytes: back, value } = again(payload, bytes);
  t.deepEqual(back, bytes, `${payload.path}, ${bytes.length} bytes`);
  return value;
}

test('structs of newer kernels: what is behind the known fields comes back', (t) => {
  for (const payload of payloads) {
    const size = known(payload.fields);
    for (const more of [1, 4, 8, 61]) {
      const bytes = new Uint8Array([...laidOut(payload.fields, size), ...new Uint8Array(more).fill(0xa5)]);
      survives(t, payload, bytes);
    }
  }
  t.true(payloads.length >= 20, `${payloads.length} structs`);
});

test('structs of older kernels: shorter ones come back', (t) => {
  for (const payload of payloads) {
    for (let length = 0; length < known(payload.fields); length += 4)
      survives(t, payload, laidOut(payload.fields, length));
  }
});
