import { attributes } from '../../schema/attributes.ts';

/** Kind `nlmon` has no attributes of its own. Netlink messages of the machine, for a packet capture. */
export const nlmon = attributes(() => ({}));
