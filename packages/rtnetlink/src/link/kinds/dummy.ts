import { attributes } from '../../schema/attributes.ts';

/** Kind `dummy` has no attributes of its own. */
export const dummy = attributes(() => ({}));
