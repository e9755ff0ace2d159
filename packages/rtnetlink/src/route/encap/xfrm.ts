import { attr, attributes } from '../../schema/attributes.ts';
import { u32 } from '../../schema/scalar.ts';

/** `LWT_XFRM_*` (linux/lwtunnel.h): IPsec through an `xfrm` interface with `external`. */
export const xfrm = attributes(() => ({
  ifId: attr(1, u32),
  /** Index of the underlying interface. */
  link: attr(2, u32),
}));
