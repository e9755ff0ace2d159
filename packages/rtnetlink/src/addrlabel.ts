import { AF_INET6, prefixText } from './prefix.ts';
import { prefixOf } from './route/selector.ts';
import { altered } from './schema/altered.ts';
import { attr, attributes } from './schema/attributes.ts';
import type { MessageBody } from './schema/codec.ts';
import { headed, type PartOf, reserved, type WholeOf } from './schema/headed.ts';
import { ipv6, u8, u32 } from './schema/scalar.ts';

/** Message types of address labels (linux/rtnetlink.h); the kernel sends no notifications of them. */
export const RTM_NEWADDRLABEL = 72;
/** `RTM_DELADDRLABEL` (linux/rtnetlink.h) */
export const RTM_DELADDRLABEL = 73;
/** `RTM_GETADDRLABEL` (linux/rtnetlink.h) */
export const RTM_GETADDRLABEL = 74;

/** `IFAL_*` (linux/if_addrlabel.h) */
export const addressLabelAttributes = attributes(() => ({ address: attr(1, ipv6), label: attr(2, u32) }));

/** `struct ifaddrlblmsg` (linux/if_addrlabel.h) */
const body = headed(
  () => ({
    family: u8,
    reserved: reserved(1),
    prefixlen: u8,
    flags: u8,
    /** Index of the interface that the label is for; 0: all. */
    index: u32,
    /** Reported: it grows with each change of the labels. */
    seq: u32,
  }),
  addressLabelAttributes,
);

/**
 * A label of RFC 6724, section 2.1, as `RTM_NEWADDRLABEL` reports it: of source addresses, one with the label of the
 * destination is preferred. `address` is written with its prefix length: `2001:db8::/32`.
 */
export type AddressLabel = WholeOf<typeof body>;

/** What {@link addressLabelMessage} writes. `family` and `prefixlen` follow from `address` where it has them. */
export type AddressLabelMessage = PartOf<typeof body>;

/** The body of address label messages: decodes to {@link AddressLabel}. */
export const addressLabelMessage: MessageBody<AddressLabel, AddressLabelMessage> = altered(body, {
  read(reader, start, end) {
    const label = body.read(reader, start, end);
    return label?.address === undefined
      ? label
      : { ...label, address: prefixText(label.address, label.prefixlen) };
  },
  write(writer, label) {
    const prefix = prefixOf(writer, 'address', label.address);
    const isWhole = label.address?.includes('/') !== true;
    body.write(writer, {
      ...label,
      family: label.family ?? (prefix === undefined ? 0 : AF_INET6),
      prefixlen: isWhole ? (label.prefixlen ?? prefix?.length) : prefix?.length,
      address: prefix?.address,
    });
  },
});
