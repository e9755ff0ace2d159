import { formatIp, formatLladdr, parseIp, parseLladdr } from '../bytes/address.ts';
import { AF_INET, AF_INET6 } from '../prefix.ts';
import type { Codec } from '../schema/codec.ts';
import { describe } from '../schema/scalar.ts';

/** `AF_PACKET` (sys/socket.h): the family of link-layer addresses */
export const AF_PACKET = 17;

/** A gateway of another family than the route's (`struct rtvia`, linux/rtnetlink.h). */
export interface Via {
  /** `AF_INET` (2), `AF_INET6` (10), or `AF_PACKET` (17) for a link-layer address. */
  readonly family: number;
  readonly address: string;
}

const SIZES: Readonly<Record<number, number>> = { [AF_INET]: 4, [AF_INET6]: 16 };

export const via: Codec<Via> = {
  read(reader, start, end) {
    if (end - start < 2) return undefined;
    const family = reader.u16[start >> 1] ?? 0;
    if (family === AF_PACKET) return { family, address: formatLladdr(reader.u8, start + 2, end) };
    const address = end - start - 2 === SIZES[family] ? formatIp(reader.u8, start + 2, end) : undefined;
    return address === undefined ? undefined : { family, address };
  },
  write(writer, value) {
    const bytes = value.family === AF_PACKET ? parseLladdr(value.address) : parseIp(value.address);
    if (bytes === undefined) throw writer.error(`expected an address, got ${describe(value.address)}`);
    writer.u16(value.family);
    writer.bytes(bytes);
  },
};
