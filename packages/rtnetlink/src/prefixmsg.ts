import { AF_INET6, prefixText } from './prefix.ts';
import { prefixOf } from './route/selector.ts';
import { altered } from './schema/altered.ts';
import { attr, attributes } from './schema/attributes.ts';
import type { MessageBody } from './schema/codec.ts';
import { headed, type PartOf, reserved, type WholeOf } from './schema/headed.ts';
import { flagset } from './schema/names.ts';
import { ipv6, s32, u8, u32 } from './schema/scalar.ts';
import { struct } from './schema/struct.ts';

/** Message type of `RTNLGRP_IPV6_PREFIX` (linux/rtnetlink.h): notifications only */
export const RTM_NEWPREFIX = 52;

/**
 * What the router says of the prefix: the bits L, A, R and P of its option (RFC 4861, section 4.6.2; RFC 6275,
 * section 7.2; RFC 9762), as Linux 6.1 and 6.18 pass them on. `IF_PREFIX_ONLINK` and `IF_PREFIX_AUTOCONF`
 * (net/if_inet6.h), which older kernels made of them, are 1 and 2.
 */
const flags = flagset(u8, () => ({ onlink: 0x80, autoconf: 0x40, routerAddress: 0x20, dhcpv6Pd: 0x10 }));

/** `struct prefix_cacheinfo` (linux/rtnetlink.h): seconds, 0xffffffff for ever */
const cacheinfo = struct(() => ({ preferredTime: u32, validTime: u32 }));

/** `PREFIX_*` (linux/rtnetlink.h) */
export const prefixAttributes = attributes(() => ({ address: attr(1, ipv6), cacheinfo: attr(2, cacheinfo) }));

/** `struct prefixmsg` (linux/rtnetlink.h) */
const body = headed(
  () => ({
    family: u8,
    /** Index of the interface that the router was heard on. */
    ifindex: s32,
    /** `ND_OPT_PREFIX_INFO`: 3 */
    type: u8,
    len: u8,
    flags,
    reserved: reserved(1),
  }),
  prefixAttributes,
);

/**
 * A prefix that a router announced, as `RTM_NEWPREFIX` reports it. `address` is written with its prefix length:
 * `2001:db8::/64`.
 */
export type PrefixNotice = WholeOf<typeof body>;

/** What {@link prefixMessage} writes. `family` and `len` follow from `address` where it has them. */
export type PrefixMessage = PartOf<typeof body>;

/** The body of prefix messages: decodes to {@link PrefixNotice}. */
export const prefixMessage: MessageBody<PrefixNotice, PrefixMessage> = altered(body, {
  read(reader, start, end) {
    const notice = body.read(reader, start, end);
    return notice?.address === undefined
      ? notice
      : { ...notice, address: prefixText(notice.address, notice.len) };
  },
  write(writer, notice) {
    const prefix = prefixOf(writer, 'address', notice.address);
    const isWhole = notice.address?.includes('/') !== true;
    body.write(writer, {
      ...notice,
      family: notice.family ?? (prefix === undefined ? 0 : AF_INET6),
      len: isWhole ? (notice.len ?? prefix?.length) : prefix?.length,
      address: prefix?.address,
    });
  },
});
