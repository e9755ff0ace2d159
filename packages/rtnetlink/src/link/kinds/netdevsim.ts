import { attributes } from '../../schema/attributes.ts';

/** Kind `netdevsim` has no attributes of its own. The kernel makes these by its own bus, and refuses RTM_NEWLINK. */
export const netdevsim = attributes(() => ({}));
