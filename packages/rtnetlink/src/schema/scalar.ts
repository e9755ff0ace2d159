import { formatIp, formatIpv4, formatIpv6, formatLladdr, parseIp, parseLladdr } from '../bytes/address.ts';
import type { Reader } from '../bytes/reader.ts';
import { encodeText } from '../bytes/text.ts';
import type { Writer } from '../bytes/writer.ts';
import type { Codec, FixedCodec } from './codec.ts';

function integer(
  size: number,
  alignment: number,
  minimum: number,
  maximum: number,
  read: FixedCodec<number>['read'],
  store: (writer: Writer, value: number) => void,
): FixedCodec<number> {
  return {
    size,
    alignment,
    read,
    write(writer, value) {
      if (!Number.isInteger(value) || value < minimum || value > maximum)
        throw writer.error(`expected an integer from ${minimum} to ${maximum}, got ${describe(value)}`);
      store(writer, value);
    },
  };
}

/** What an error message shows of a value that a caller passed. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value);
}

/** `__u8` */
export const u8: FixedCodec<number> = integer(
  1,
  1,
  0,
  0xff,
  (reader, start, end) => (end - start === 1 ? reader.u8[start] : undefined),
  (writer, value) => writer.u8(value),
);

/** `__s8` */
export const s8: FixedCodec<number> = integer(
  1,
  1,
  -0x80,
  0x7f,
  (reader, start, end) => (end - start === 1 ? ((reader.u8[start] ?? 0) << 24) >> 24 : undefined),
  (writer, value) => writer.u8(value & 0xff),
);

/** `__u16`, host-endian */
export const u16: FixedCodec<number> = integer(
  2,
  2,
  0,
  0xffff,
  (reader, start, end) => (end - start === 2 ? reader.u16[start >> 1] : undefined),
  (writer, value) => writer.u16(value),
);

/** `__u32`, host-endian */
export const u32: FixedCodec<number> = integer(
  4,
  4,
  0,
  0xffffffff,
  (reader, start, end) => (end - start === 4 ? reader.u32[start >> 2] : undefined),
  (writer, value) => writer.u32(value),
);

/** `__s32` or `int`, host-endian */
export const s32: FixedCodec<number> = integer(
  4,
  4,
  -0x80000000,
  0x7fffffff,
  (reader, start, end) => (end - start === 4 ? reader.s32[start >> 2] : undefined),
  (writer, value) => writer.u32(value >>> 0),
);

/** `__be16`: big-endian on every host */
export const be16: FixedCodec<number> = integer(
  2,
  2,
  0,
  0xffff,
  (reader, start, end) => (end - start === 2 ? reader.be16(start) : undefined),
  (writer, value) => writer.be16(value),
);

/** `__be32`: big-endian on every host */
export const be32: FixedCodec<number> = integer(
  4,
  4,
  0,
  0xffffffff,
  (reader, start, end) => (end - start === 4 ? reader.be32(start) : undefined),
  (writer, value) => writer.be32(value),
);

/** `__u64`, host-endian, a bigint; netlink aligns it to 4 bytes only. */
export const u64: FixedCodec<bigint> = {
  size: 8,
  alignment: 8,
  read: (reader, start, end) => (end - start === 8 ? reader.u64(start) : undefined),
  write(writer, value) {
    if (typeof value !== 'bigint' || value < 0n || value >= 1n << 64n)
      throw writer.error(`expected a bigint from 0n to 2n ** 64n - 1n, got ${describe(value)}`);
    writer.u64(value);
  },
};

/** `__s64`, host-endian, a bigint */
export const s64: FixedCodec<bigint> = {
  size: 8,
  alignment: 8,
  read: (reader, start, end) => (end - start === 8 ? BigInt.asIntN(64, reader.u64(start)) : undefined),
  write(writer, value) {
    if (typeof value !== 'bigint' || value < -(1n << 63n) || value >= 1n << 63n)
      throw writer.error(`expected a bigint from -(2n ** 63n) to 2n ** 63n - 1n, got ${describe(value)}`);
    writer.u64(BigInt.asUintN(64, value));
  },
};

/** `__be64`: big-endian on every host, a bigint */
export const be64: FixedCodec<bigint> = {
  size: 8,
  alignment: 8,
  read: (reader, start, end) =>
    end - start === 8 ? (BigInt(reader.be32(start)) << 32n) | BigInt(reader.be32(start + 4)) : undefined,
  write(writer, value) {
    if (typeof value !== 'bigint' || value < 0n || value >= 1n << 64n)
      throw writer.error(`expected a bigint from 0n to 2n ** 64n - 1n, got ${describe(value)}`);
    writer.be32(Number(value >> 32n));
    writer.be32(Number(value & 0xffffffffn));
  },
};

/** `NLA_UINT`: 4 bytes, or 8 where the value needs them. */
export const uint: Codec<bigint> = {
  read(reader, start, end) {
    if (end - start === 4) return BigInt(reader.u32[start >> 2] ?? 0);
    return end - start === 8 ? reader.u64(start) : undefined;
  },
  write(writer, value) {
    if (typeof value === 'bigint' && value >= 0n && value <= 0xffffffffn) writer.u32(Number(value));
    else u64.write(writer, value);
  },
};

/** Presence is the value (`NLA_FLAG`): `true`, or the field is absent. */
export const flag: Codec<true> = {
  read: (_reader, start, end) => (start === end ? true : undefined),
  write(writer, value) {
    if (value !== true) throw writer.error(`expected true or undefined, got ${describe(value)}`);
  },
};

/** `NLA_NUL_STRING`: sent with the NUL, read with or without one. */
export const string: Codec<string> = {
  read: (reader, start, end) => reader.text(start, end),
  write(writer, value) {
    if (typeof value !== 'string' || value.includes('\0'))
      throw writer.error(`expected text without NUL, got ${describe(value)}`);
    writer.text(value);
    writer.u8(0);
  },
};

/** `char[size]` of a struct: text, padded with NUL. */
export function text(size: number): FixedCodec<string> {
  return {
    size,
    alignment: 1,
    read: (reader, start, end) => (end - start === size ? reader.text(start, end) : undefined),
    write(writer, value) {
      const encoded = typeof value === 'string' && !value.includes('\0') ? encodeText(value) : undefined;
      if (encoded === undefined || encoded.length > size)
        throw writer.error(`expected text of at most ${size} bytes, got ${describe(value)}`);
      writer.bytes(encoded);
      writer.zero(size - encoded.length);
    },
  };
}

/** Bytes that the kernel gives no layout for. */
export const binary: Codec<Uint8Array> = {
  read: (reader, start, end) => reader.bytes(start, end),
  write(writer, value) {
    if (!(value instanceof Uint8Array)) throw writer.error(`expected a Uint8Array, got ${describe(value)}`);
    writer.bytes(value);
  },
};

/** Exactly `size` bytes, as a field of a struct. */
export function bytes(size: number): FixedCodec<Uint8Array> {
  return {
    size,
    alignment: 1,
    read: (reader, start, end) => (end - start === size ? reader.bytes(start, end) : undefined),
    write(writer, value) {
      if (!(value instanceof Uint8Array) || value.length !== size)
        throw writer.error(`expected ${size} bytes, got ${describe(value)}`);
      writer.bytes(value);
    },
  };
}

/** A link-layer address of any length, as colon-separated hex; `''` when the kernel sends none. */
export const lladdr: Codec<string> = {
  read: (reader, start, end) => formatLladdr(reader.u8, start, end),
  write(writer, value) {
    const parsed = typeof value === 'string' ? parseLladdr(value) : undefined;
    if (parsed === undefined)
      throw writer.error(`expected a link-layer address such as 02:00:00:00:00:01, got ${describe(value)}`);
    writer.bytes(parsed);
  },
};

/** `ETH_ALEN` bytes of a struct, as colon-separated hex. */
export const mac: FixedCodec<string> = {
  size: 6,
  alignment: 1,
  read: (reader, start, end) => (end - start === 6 ? formatLladdr(reader.u8, start, end) : undefined),
  write(writer, value) {
    const parsed = typeof value === 'string' ? parseLladdr(value) : undefined;
    if (parsed?.length !== 6)
      throw writer.error(`expected a MAC address such as 02:00:00:00:00:01, got ${describe(value)}`);
    writer.bytes(parsed);
  },
};

function internetAddress(size: 4 | 16, name: string, format: (bytes: Uint8Array, start: number) => string) {
  return {
    size,
    alignment: 4,
    read: (reader: Reader, start: number, end: number): string | undefined =>
      end - start === size ? format(reader.u8, start) : undefined,
    write(writer: Writer, value: string): void {
      const parsed = typeof value === 'string' ? parseIp(value) : undefined;
      if (parsed?.length !== size) throw writer.error(`expected an ${name} address, got ${describe(value)}`);
      writer.bytes(parsed);
    },
  };
}

/** `struct in_addr`, as dotted quad text. */
export const ipv4: FixedCodec<string> = internetAddress(4, 'IPv4', formatIpv4);

/** `struct in6_addr`, as RFC 5952 text. */
export const ipv6: FixedCodec<string> = internetAddress(16, 'IPv6', formatIpv6);

/** 4 or 16 bytes: the length tells the family. */
export const ip: Codec<string> = {
  read: (reader, start, end) => formatIp(reader.u8, start, end),
  write(writer, value) {
    const parsed = typeof value === 'string' ? parseIp(value) : undefined;
    if (parsed === undefined) throw writer.error(`expected an IPv4 or IPv6 address, got ${describe(value)}`);
    writer.bytes(parsed);
  },
};
