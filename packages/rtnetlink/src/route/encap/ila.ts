import { attr, attributes } from '../../schema/attributes.ts';
import type { Codec } from '../../schema/codec.ts';
import { enumeration } from '../../schema/names.ts';
import { describe, u8 } from '../../schema/scalar.ts';

/** `ILA_CSUM_*` (linux/ila.h) */
export const ILA_CSUM = { adjustTransport: 0, neutralMap: 1, noAction: 2, neutralMapAuto: 3 } as const;
/** `ILA_ATYPE_*` (linux/ila.h) */
export const ILA_ATYPE = {
  iid: 0,
  luid: 1,
  virtV4: 2,
  virtUniV6: 3,
  virtMultiV6: 4,
  nonlocalAddr: 5,
  rsvd1: 6,
  rsvd2: 7,
  useFormat: 32,
} as const;
/** `ILA_HOOK_*` (linux/ila.h) */
export const ILA_HOOK = { routeOutput: 0, routeInput: 1 } as const;

/** The upper 64 bits of an IPv6 address, as four groups: `2001:db8:0:1`. */
const locator: Codec<string> = {
  read(reader, start, end) {
    if (end - start !== 8) return undefined;
    return [0, 2, 4, 6].map((at) => reader.be16(start + at).toString(16)).join(':');
  },
  write(writer, value) {
    if (typeof value !== 'string' || !/^[0-9a-f]{1,4}(:[0-9a-f]{1,4}){3}$/i.test(value))
      throw writer.error(`expected four groups such as 2001:db8:0:1, got ${describe(value)}`);
    for (const group of value.split(':')) writer.be16(Number.parseInt(group, 16));
  },
};

/** `ILA_ATTR_*` (linux/ila.h): identifier locator addressing, a new upper half for the destination. */
export const ila = attributes(() => ({
  locator: attr(1, locator),
  csumMode: attr(
    7,
    enumeration(u8, () => ILA_CSUM),
  ),
  identType: attr(
    8,
    enumeration(u8, () => ILA_ATYPE),
  ),
  hookType: attr(
    9,
    enumeration(u8, () => ILA_HOOK),
  ),
}));
