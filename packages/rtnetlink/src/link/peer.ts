import { attributes, type Fields } from '../schema/attributes.ts';
import type { Codec } from '../schema/codec.ts';
import { linkAttributes } from './attributes.ts';
import { IFINFOMSG_LENGTH, type LinkHeader, linkFlags, readLinkHeader, writeLinkHeader } from './header.ts';

const peerAttributes = attributes(linkAttributes);

/** A link message without `IFLA_LINKINFO`: the other end of a veth or netkit pair. */
export type PeerLink = Partial<LinkHeader> & Fields<ReturnType<typeof linkAttributes>>;

/** `struct ifinfomsg` and attributes, as the payload of `VETH_INFO_PEER`. */
export const peerLink: Codec<PeerLink> = {
  shape: { of: 'parts', parts: { flags: linkFlags, attributes: peerAttributes } },
  read(reader, start, end) {
    if (end - start < IFINFOMSG_LENGTH) return undefined;
    const peer: PeerLink = readLinkHeader({}, reader, start);
    peerAttributes.readInto(peer, reader, start + IFINFOMSG_LENGTH, end);
    return peer;
  },
  write(writer, peer) {
    writeLinkHeader(writer, peer);
    peerAttributes.write(writer, peer);
  },
  locate: (reader, start, end, target, path) =>
    peerAttributes.locate(reader, start + IFINFOMSG_LENGTH, end, target, path),
  nameOf: (type) => peerAttributes.nameOf(type),
};
