import { attr, attributes, type Fields } from '../schema/attributes.ts';
import type { MessageBody } from '../schema/codec.ts';
import { literal } from '../schema/literal.ts';
import { addrGenModeOnly } from './addr_gen_mode.ts';
import { commonAttributes, linkAttributes } from './attributes.ts';
import { bridgeAfSpec } from './bridge_af_spec.ts';
import { IFINFOMSG_LENGTH, type LinkHeader, linkFlags, readLinkHeader, writeLinkHeader } from './header.ts';
import { bridgePort } from './kinds/bridge_port.ts';
import { type LinkInfo, linkinfo } from './linkinfo.ts';
import { linkOf } from './object.ts';

/** Message types of `RTNLGRP_LINK` (linux/rtnetlink.h) */
export const RTM_NEWLINK = 16;
/** `RTM_DELLINK` (linux/rtnetlink.h) */
export const RTM_DELLINK = 17;
/** `RTM_GETLINK` (linux/rtnetlink.h) */
export const RTM_GETLINK = 18;
/** `RTM_SETLINK` (linux/rtnetlink.h) */
export const RTM_SETLINK = 19;
/** `RTM_NEWLINKPROP` (linux/rtnetlink.h) */
export const RTM_NEWLINKPROP = 108;
/** `RTM_DELLINKPROP` (linux/rtnetlink.h) */
export const RTM_DELLINKPROP = 109;

/** `AF_BRIDGE` (linux/socket.h) */
export const AF_BRIDGE = 7;

const bridgeAttributes = () => ({
  ...commonAttributes(),
  /** `IFLA_PROTINFO`: without `NLA_F_NESTED` the kernel takes it for one byte of STP state. */
  protinfo: attr(12, bridgePort, { nested: true }),
  bridgeAfSpec: attr(26, bridgeAfSpec),
});

const unspec = attributes(linkAttributes, linkinfo);
const ofBridge = attributes(bridgeAttributes, linkinfo);
const withoutSettings = attributes(
  () => ({ ...linkAttributes(), afSpec: attr(26, addrGenModeOnly) }),
  linkinfo,
);

/** The attributes of a link message but for `kind` and what is typed by it. */
export type LinkFields = Fields<ReturnType<typeof linkAttributes>> &
  Pick<Fields<ReturnType<typeof bridgeAttributes>>, 'protinfo' | 'bridgeAfSpec'>;

/** The attributes of a link message; `data` is typed by `kind`. */
export type LinkAttributes = LinkFields & LinkInfo;

/**
 * A network interface, as `RTM_NEWLINK` reports it: `struct ifinfomsg` and `IFLA_*` (linux/if_link.h) under the
 * kernel's names in camelCase. A field that the kernel did not send is undefined.
 */
export type Link = LinkHeader & LinkAttributes;

/** What {@link linkMessage} writes: any part of a link. */
export type LinkMessage = Partial<LinkHeader> & LinkAttributes;

const readLink = literal(linkAttributes, linkinfo, (v, unknown) => linkOf(v, v[26], unknown));
const readBridgeLink = literal(bridgeAttributes, linkinfo, (v, unknown) => linkOf(v, undefined, unknown));

const setFor = (family: number | undefined): typeof unspec | typeof ofBridge =>
  family === AF_BRIDGE ? ofBridge : unspec;

/** A field that can be read without the others; `addrGenMode`: of `afSpec` no more than `inet6.addrGenMode`. */
export type LinkField = keyof LinkAttributes | 'addrGenMode';

/** Reads the header of link messages and these fields of their attributes. */
export function linkFieldsOnly(fields: readonly LinkField[]): Pick<MessageBody<Link, LinkMessage>, 'read'> {
  const bridge = ofBridge.only(fields);
  const other = fields.includes('addrGenMode')
    ? withoutSettings.only([...fields, 'afSpec'])
    : unspec.only(fields);
  return {
    read(reader, start, end) {
      if (end - start < IFINFOMSG_LENGTH) return undefined;
      const link: Link = readLinkHeader({}, reader, start);
      const readInto = link.family === AF_BRIDGE ? bridge : other;
      readInto(link, reader, start + IFINFOMSG_LENGTH, end);
      return link;
    },
  };
}

/** The body of link messages: decodes to {@link Link}, encodes any part of one. */
export const linkMessage: MessageBody<Link, LinkMessage> = {
  shape: { of: 'parts', parts: { flags: linkFlags, attributes: unspec, bridge: ofBridge } },
  read(reader, start, end) {
    if (end - start < IFINFOMSG_LENGTH) return undefined;
    const read = reader.u8[start] === AF_BRIDGE ? readBridgeLink : readLink;
    return readLinkHeader(read(reader, start + IFINFOMSG_LENGTH, end), reader, start);
  },
  write(writer, link) {
    writeLinkHeader(writer, link);
    // RTM_NEWLINK takes the parts of the families whatever its own family; only RTM_SETLINK is for bridges.
    (link.afSpec === undefined ? setFor(link.family) : unspec).write(writer, link);
  },
  locate(reader, start, end, target, path) {
    return setFor(reader.u8[start]).locate(reader, start + IFINFOMSG_LENGTH, end, target, path);
  },
  nameOf: (type) => unspec.nameOf(type),
};
