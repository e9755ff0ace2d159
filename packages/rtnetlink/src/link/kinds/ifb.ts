import { attributes } from '../../schema/attributes.ts';

/** Kind `ifb` has no attributes of its own. */
export const ifb = attributes(() => ({}));
