import type { Reader } from '../bytes/reader.ts';
import type { Writer } from '../bytes/writer.ts';
import { field } from '../schema/codec.ts';
import { flagset } from '../schema/names.ts';
import { describe, u8, u16, u32 } from '../schema/scalar.ts';
import { IFF, type LinkFlags } from './flags.ts';

/** `struct ifinfomsg` (linux/rtnetlink.h) */
export interface LinkHeader {
  /** `AF_UNSPEC`, or `AF_BRIDGE` in messages about bridge ports. */
  family: number;
  /** `ARPHRD_*` */
  type: number;
  /** Interface index; 0 in requests that name the interface otherwise. */
  index: number;
  flags: LinkFlags;
  /** Of requests: the flags to change, bits of `IFF_*`. */
  change: number;
}

/** `sizeof(struct ifinfomsg)` */
export const IFINFOMSG_LENGTH = 16;

/** `ifi_flags` */
export const linkFlags = flagset(u32, () => IFF);

/** Fills in the header fields of an object that is being made. */
export function readLinkHeader<T extends Partial<LinkHeader>>(
  into: T,
  reader: Reader,
  start: number,
): T & LinkHeader {
  const word = start >> 2;
  const header: Partial<LinkHeader> = into;
  header.family = reader.u8[start] ?? 0;
  header.type = reader.u16[(start >> 1) + 1] ?? 0;
  header.index = reader.s32[word + 1] ?? 0;
  header.flags = linkFlags.read(reader, start + 8, start + 12) ?? [];
  header.change = reader.u32[word + 3] ?? 0;
  // All of it is there now.
  return into as T & LinkHeader;
}

const NO_FLAGS: LinkFlags = [];

export function writeLinkHeader(writer: Writer, header: Partial<LinkHeader>): void {
  const index = header.index ?? 0;
  if (!Number.isInteger(index) || index < 0 || index > 0x7fffffff)
    throw writer.error(`index: expected an interface index, got ${describe(index)}`);
  const family = header.family ?? 0;
  const type = header.type ?? 0;
  const flags = header.flags ?? NO_FLAGS;
  const change = header.change ?? 0;
  // Most requests have none of these.
  if (family === 0 && type === 0) writer.u32(0);
  else {
    field(writer, 'family', u8, family);
    writer.u8(0);
    field(writer, 'type', u16, type);
  }
  writer.u32(index);
  if (flags.length === 0) writer.u32(0);
  else field(writer, 'flags', linkFlags, flags);
  if (change === 0) writer.u32(0);
  else field(writer, 'change', u32, change);
}
