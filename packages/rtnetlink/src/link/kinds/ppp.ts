import { attr, attributes } from '../../schema/attributes.ts';
import { s32 } from '../../schema/scalar.ts';

/** `IFLA_PPP_*` (linux/if_link.h). The kernel reports none. */
export const ppp = attributes(() => ({
  /** File descriptor of /dev/ppp, of which the unit is made. */
  devFd: attr(1, s32),
}));
