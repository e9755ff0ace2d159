import { attributes } from '../../schema/attributes.ts';

/** Kind `pfcp` has no attributes of its own. Packet Forwarding Control Protocol, of Linux 6.10 and later. */
export const pfcp = attributes(() => ({}));
