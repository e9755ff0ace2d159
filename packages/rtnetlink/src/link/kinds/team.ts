import { attributes } from '../../schema/attributes.ts';

/** Kind `team` has no attributes of its own. Its options go through generic netlink. */
export const team = attributes(() => ({}));
