import { formatIp, parseIp } from '../bytes/address.ts';
import { AF_INET, AF_INET6 } from '../prefix.ts';
import type { Codec } from '../schema/codec.ts';
import { describe } from '../schema/scalar.ts';

/** A gateway of another family than the route's (`struct rtvia`, linux/rtnetlink.h). */
export interface Via {
  readonly family: number;
  readonly address: string;
}

export const via: Codec<Via> = {
  read(reader, start, end) {
    if (end - start < 2) return undefined;
    const family = reader.u16[start >> 1] ?? 0;
    const address = formatIp(reader.u8, start + 2, end);
    const size = family === AF_INET ? 4 : family === AF_INET6 ? 16 : 0;
    return address === undefined || end - start - 2 !== size ? undefined : { family, address };
  },
  write(writer, value) {
    const bytes = parseIp(value.address);
    if (bytes === undefined) throw writer.error(`expected an address, got ${describe(value.address)}`);
    writer.u16(value.family);
    writer.bytes(bytes);
  },
};
