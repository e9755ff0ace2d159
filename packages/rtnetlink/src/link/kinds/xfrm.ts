import { attr, attributes } from '../../schema/attributes.ts';
import { flag, u32 } from '../../schema/scalar.ts';

/** `IFLA_XFRM_*` (linux/if_link.h). */
export const xfrm = attributes(() => ({
  link: attr(1, u32),
  ifId: attr(2, u32),
  collectMetadata: attr(3, flag),
}));
