import { Reader } from '../../src/bytes/reader.ts';
import type { Codec } from '../../src/schema/codec.ts';
import type { Item } from './specification.ts';

/** What can be said of a payload without its meaning. */
export interface Layout {
  readonly of: 'number' | 'bytes' | 'text' | 'nest' | 'flag';
  /** In bytes, where it is fixed. */
  readonly size?: number;
  readonly bigEndian?: boolean;
}

const WIDTHS: Readonly<Record<string, number>> = {
  u8: 1,
  s8: 1,
  u16: 2,
  s16: 2,
  u32: 4,
  s32: 4,
  u64: 8,
  s64: 8,
};

export function layoutOfItem(item: Item): Layout {
  const { type = '' } = item;
  const size = WIDTHS[type];
  if (size !== undefined) return { of: 'number', size, bigEndian: item['byte-order'] === 'big-endian' };
  switch (type) {
    case 'flag':
      return { of: 'flag' };
    case 'string':
      return { of: 'text' };
    case 'nest':
    case 'indexed-array':
    case 'sub-message':
    case 'nest-type-value':
      return { of: 'nest' };
    default:
      return { of: 'bytes' };
  }
}

function reads(codec: Codec<unknown>, ...bytes: number[]): unknown {
  return codec.read(Reader.copy(Uint8Array.from(bytes)), 0, bytes.length);
}

/** The layout of a codec, by what it was declared from and by what it reads. */
export function layoutOfCodec(codec: Codec<unknown>): Layout {
  const { shape } = codec;
  switch (shape?.of) {
    case 'attributes':
    case 'parts':
    case 'settings':
    case 'nestedList':
      return { of: 'nest' };
    case 'enumeration':
    case 'flags':
      return layoutOfCodec(shape.base);
    case 'struct':
    case 'array':
      return { of: 'bytes' };
    default:
      return layoutOfScalar(codec);
  }
}

function layoutOfScalar(codec: Codec<unknown>): Layout {
  if (reads(codec, 0x61, 0x62, 0) === 'ab') return { of: 'text' };
  if (reads(codec) === true && reads(codec, 1, 2) === undefined) return { of: 'flag' };
  for (const size of [1, 2, 4, 8]) {
    const bytes = new Array<number>(size).fill(0);
    bytes[size - 1] = 1;
    const value = reads(codec, ...bytes);
    if (typeof value === 'number' || typeof value === 'bigint')
      return { of: 'number', size, bigEndian: size > 1 && BigInt(value) === 1n };
  }
  return { of: 'bytes' };
}

export function describeLayout({ of, size, bigEndian }: Layout): string {
  return of === 'number' ? `${bigEndian === true ? 'be' : 'u'}${(size ?? 0) * 8}` : of;
}
