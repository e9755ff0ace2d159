import { attr, attributes } from '../../schema/attributes.ts';
import { u8 } from '../../schema/scalar.ts';
import { labelStack } from '../labels.ts';

/** `MPLS_IPTUNNEL_*` (linux/mpls_iptunnel.h): puts labels before the packet. */
export const mpls = attributes(() => ({
  /** The labels, the outermost first. */
  dst: attr(1, labelStack),
  /** TTL of the labels; the packet's own where it is not given. */
  ttl: attr(2, u8),
}));
