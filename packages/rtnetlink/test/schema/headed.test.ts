import test from 'ava';
import { Reader } from '../../src/bytes/reader.ts';
import { EncodeError, Writer } from '../../src/bytes/writer.ts';
import { attr, attributes } from '../../src/schema/attributes.ts';
import { headed, reserved, whole } from '../../src/schema/headed.ts';
import { flagset } from '../../src/schema/names.ts';
import { u8, u16, u32 } from '../../src/schema/scalar.ts';
import { bytesOf } from '../golden.ts';

const inner = headed(
  () => ({ id: u32 }),
  attributes(() => ({ size: attr(1, u16) })),
);
const layout = headed(
  () => ({ family: u8, gap: reserved(1), flags: flagset(u8, () => ({ fast: 1 })), index: u32, kind: u8 }),
  attributes(() => ({ label: attr(1, u32), inner: attr(2, whole(inner)) })),
);

function written(value: Parameters<typeof layout.write>[1]): Uint8Array {
  const writer = new Writer();
  layout.write(writer, value);
  return writer.written.slice();
}

test('fields lie at their natural alignment; attributes begin at the next multiple of 4', (t) => {
  t.is(layout.headerLength, 12);
  const bytes = bytesOf('07 00 01 00 04000000 09 000000 0800 0100 63000000');
  const value = { family: 7, flags: ['fast'] as const, index: 4, kind: 9, label: 99 };
  t.deepEqual(written(value), bytes);
  t.deepEqual(layout.read(Reader.copy(bytes), 0, bytes.length), value);
});

test('a field of the header that is not given is zero', (t) => {
  t.deepEqual(written({ index: 4 }), bytesOf('00 00 00 00 04000000 00 000000'));
});

test('a header may end without its padding, and not before its last field', (t) => {
  const bytes = bytesOf('07 00 00 00 04000000 09');
  t.like(layout.read(Reader.copy(bytes), 0, 9), { family: 7, kind: 9 });
  t.is(layout.read(Reader.copy(bytes), 0, 8), undefined);
});

test('as a payload it is found by the offset of what is in it', (t) => {
  const bytes = written({ inner: { id: 5, size: 6 } });
  t.deepEqual(bytes.subarray(12), bytesOf('1000 0200 05000000 0600 0100 0600 0000'));
  const pathAt = (target: number): string[] => {
    const path: string[] = [];
    layout.locate(Reader.copy(bytes), 0, bytes.length, target, path);
    return path;
  };
  t.deepEqual(pathAt(12), ['inner']);
  t.deepEqual(pathAt(16), ['inner']);
  t.deepEqual(pathAt(20), ['inner', 'size']);
  t.is(layout.nameOf(2), 'inner');
});

test('what cannot be written is refused by name', (t) => {
  const error = t.throws(() => written({ index: -1 }), { instanceOf: EncodeError });
  t.is(error.message, 'index: expected an integer from 0 to 4294967295, got -1');
});
