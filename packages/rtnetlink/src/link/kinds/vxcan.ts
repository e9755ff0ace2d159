import { attr, attributes } from '../../schema/attributes.ts';
import { peerLink } from '../peer.ts';

/**
 * `VXCAN_INFO_PEER` (linux/can/vxcan.h): the other end of a pair of CAN interfaces, a link message of its own. The
 * kernel does not report it.
 */
export const vxcan = attributes(() => ({ peer: attr(1, peerLink) }));
