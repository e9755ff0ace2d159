import { Reader } from '../../src/bytes/reader.ts';
import { Writer } from '../../src/bytes/writer.ts';
import type { Codec } from '../../src/schema/codec.ts';
import { canonical } from '../golden.ts';

/** Checks that what is read once and written is read and written the same for ever after, and is what was there. */
export function survives(
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
