import { Reader } from '../../src/bytes/reader.ts';
import { Writer } from '../../src/bytes/writer.ts';
import { canonical } from '../golden.ts';
import type { Body } from '../seeds.ts';

/** What a message lost and what it got when it was decoded and encoded, the order of attributes aside. */
export function rewritten(body: Body, bytes: Uint8Array): { lost: string[]; made: string[]; longer: number } {
  const decoded = body.read(Reader.copy(bytes), 0, bytes.length);
  const writer = new Writer();
  body.write(writer, decoded);
  const written = canonical(writer.written, body.headerLength).split(',');
  const expected = canonical(bytes, body.headerLength).split(',');
  return {
    lost: expected.filter((part) => !written.includes(part)),
    made: written.filter((part) => !expected.includes(part)),
    longer: writer.length - bytes.length,
  };
}

/** Nothing of it. */
export const SAME = { lost: [], made: [], longer: 0 };
