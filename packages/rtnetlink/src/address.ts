import type { Writer } from './bytes/writer.ts';
import { familyOf, parsePrefix, prefixText } from './prefix.ts';
import { attr, attributes, type Fields } from './schema/attributes.ts';
import { field, type MessageBody } from './schema/codec.ts';
import { type FlagWords, flagBits, flagNames, flagset } from './schema/names.ts';
import { describe, ip, s32, string, u8, u32 } from './schema/scalar.ts';
import { struct } from './schema/struct.ts';

/** Message types of `RTNLGRP_IPV4_IFADDR` and `RTNLGRP_IPV6_IFADDR` (linux/rtnetlink.h) */
export const RTM_NEWADDR = 20;
/** `RTM_DELADDR` (linux/rtnetlink.h) */
export const RTM_DELADDR = 21;
/** `RTM_GETADDR` (linux/rtnetlink.h) */
export const RTM_GETADDR = 22;
/** Of multicast and anycast addresses, which only the kernel makes. */
export const RTM_NEWMULTICAST = 56;
/** `RTM_DELMULTICAST` (linux/rtnetlink.h) */
export const RTM_DELMULTICAST = 57;
/** `RTM_GETMULTICAST` (linux/rtnetlink.h) */
export const RTM_GETMULTICAST = 58;
/** `RTM_NEWANYCAST` (linux/rtnetlink.h) */
export const RTM_NEWANYCAST = 60;
/** `RTM_DELANYCAST` (linux/rtnetlink.h) */
export const RTM_DELANYCAST = 61;
/** `RTM_GETANYCAST` (linux/rtnetlink.h) */
export const RTM_GETANYCAST = 62;

/** `IFA_F_*` (linux/if_addr.h). Of IPv6 addresses, `secondary` means temporary. */
export const IFA_F = {
  secondary: 0x01,
  nodad: 0x02,
  optimistic: 0x04,
  dadfailed: 0x08,
  homeaddress: 0x10,
  deprecated: 0x20,
  tentative: 0x40,
  permanent: 0x80,
  managetempaddr: 0x100,
  noprefixroute: 0x200,
  mcautojoin: 0x400,
  stablePrivacy: 0x800,
} as const;

/** The flags of an address; a bit that has no name here is in the list as its value. */
export type AddressFlags = FlagWords<typeof IFA_F>;

/** `IFAPROT_*` (linux/if_addr.h): who set an address; other numbers are those of daemons. */
export const IFAPROT = { unspec: 0, kernelLo: 1, kernelRa: 2, kernelLl: 3 } as const;

/** Of a lifetime: it never ends (`INFINITY_LIFE_TIME`). */
export const FOREVER = 0xffffffff;

/** `struct ifa_cacheinfo`: lifetimes in seconds or {@link FOREVER}; `cstamp` and `tstamp` in 1/100 s since boot */
const cacheinfo = struct(() => ({ prefered: u32, valid: u32, cstamp: u32, tstamp: u32 }));

/** `IFA_*` (linux/if_addr.h), without `IFA_FLAGS`, which is the wide form of `ifa_flags` */
const definitions = () => ({
  address: attr(1, ip),
  local: attr(2, ip),
  label: attr(3, string),
  broadcast: attr(4, ip),
  anycast: attr(5, ip),
  cacheinfo: attr(6, cacheinfo),
  multicast: attr(7, ip),
  /** Metric of the prefix route. */
  rtPriority: attr(9, u32),
  targetNetnsid: attr(10, s32),
  /** {@link IFAPROT}: who set the address. */
  proto: attr(11, u8),
});

const wideFlags = flagset(u32, () => IFA_F);
export const addressAttributes = attributes(() => ({ ...definitions(), flags: attr(8, wideFlags) }));

/** `struct ifaddrmsg` (linux/if_addr.h), without the prefix length, which is part of `address`. */
export interface AddressHeader {
  family: number;
  prefixlen: number;
  /** {@link RT_SCOPE} */
  scope: number;
  /** Index of the interface. */
  index: number;
  flags: AddressFlags;
}

/**
 * An address of an interface, as `RTM_NEWADDR` reports it. `address` (`IFA_ADDRESS`) is written with the prefix
 * length; on a point-to-point link it is the other end's, and `local` is the interface's own.
 */
export type Address = AddressHeader & Fields<ReturnType<typeof definitions>>;

/** What {@link addressMessage} writes. `family` and `prefixlen` follow from `address` where they are not given. */
export type AddressMessage = Partial<AddressHeader> & Fields<ReturnType<typeof definitions>>;

const IFADDRMSG_LENGTH = 8;
const names = flagNames(() => IFA_F);

/** The body of address messages: decodes to {@link Address}. */
export const addressMessage: MessageBody<Address, AddressMessage> = {
  shape: {
    of: 'parts',
    parts: {
      flags: { shape: { of: 'flags', base: u32, words: IFA_F } },
      proto: { shape: { of: 'enumeration', base: u8, words: IFAPROT } },
      attributes: addressAttributes,
    },
  },
  read(reader, start, end) {
    if (end - start < IFADDRMSG_LENGTH) return undefined;
    const prefixlen = reader.u8[start + 1] ?? 0;
    const address: Address = {
      family: reader.u8[start] ?? 0,
      prefixlen,
      scope: reader.u8[start + 3] ?? 0,
      index: reader.u32[(start + 4) >> 2] ?? 0,
      flags: names(reader.u8[start + 2] ?? 0),
    };
    addressAttributes.readInto(address, reader, start + IFADDRMSG_LENGTH, end);
    if (address.address !== undefined) address.address = prefixText(address.address, prefixlen);
    return address;
  },
  write(writer, message) {
    const { prefixlen, address, family } = prefixOf(writer, message);
    const flags = flagBits(IFA_F, message.flags ?? []);
    if (typeof flags !== 'number')
      throw writer.error(`flags: expected ${Object.keys(IFA_F).join(', ')}; got ${describe(flags.wrong)}`);
    field(writer, 'family', u8, family);
    field(writer, 'prefixlen', u8, prefixlen);
    // Requests need the wide form only beyond 8 bits, and then no other; the kernel's own messages have both.
    const isWide = !writer.isRequest || flags > 0xff;
    writer.u8(writer.isRequest && isWide ? 0 : flags & 0xff);
    field(writer, 'scope', u8, message.scope ?? 0);
    field(writer, 'index', u32, message.index ?? 0);
    addressAttributes.write(writer, message, {
      address,
      flags: isWide ? (message.flags ?? []) : undefined,
    });
  },
  locate(reader, start, end, target, path) {
    return addressAttributes.locate(reader, start + IFADDRMSG_LENGTH, end, target, path);
  },
  nameOf: (type) => addressAttributes.nameOf(type),
};

function prefixOf(
  writer: Writer,
  message: AddressMessage,
): { prefixlen: number; address: string | undefined; family: number } {
  const text = message.address ?? message.local;
  const family = message.family ?? (text === undefined ? 0 : familyOf(text));
  if (message.address === undefined) {
    const whole = text === undefined ? 0 : parsePrefix(text)?.length;
    return { prefixlen: message.prefixlen ?? whole ?? 0, address: undefined, family };
  }
  const prefix = parsePrefix(message.address);
  if (prefix === undefined)
    throw writer.error(`address: expected an address such as 192.0.2.1/24, got ${describe(message.address)}`);
  const explicit = message.address.includes('/') ? prefix.length : (message.prefixlen ?? prefix.length);
  return { prefixlen: explicit, address: prefix.address, family };
}
