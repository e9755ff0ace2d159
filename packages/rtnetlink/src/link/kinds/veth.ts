import { attr, attributes } from '../../schema/attributes.ts';
import { peerLink } from '../peer.ts';

/** `VETH_INFO_PEER` (linux/veth.h): the other end, a link message of its own. The kernel does not report it. */
export const veth = attributes(() => ({ peer: attr(1, peerLink) }));
