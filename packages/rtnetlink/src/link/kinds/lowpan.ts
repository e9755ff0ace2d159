import { attributes } from '../../schema/attributes.ts';

/** Kind `lowpan` has no attributes of its own. IPv6 over IEEE 802.15.4; `link` is the device below. */
export const lowpan = attributes(() => ({}));
