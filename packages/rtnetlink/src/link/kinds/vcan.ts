import { attributes } from '../../schema/attributes.ts';

/** Kind `vcan` has no attributes of its own. A CAN bus without hardware. */
export const vcan = attributes(() => ({}));
