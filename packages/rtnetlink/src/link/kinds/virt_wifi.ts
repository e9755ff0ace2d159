import { attributes } from '../../schema/attributes.ts';

/** Kind `virt_wifi` has no attributes of its own. A wireless face of the Ethernet device in `link`. */
export const virtWifi = attributes(() => ({}));
