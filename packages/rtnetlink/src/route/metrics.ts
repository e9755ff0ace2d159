import { attr, attributes } from '../schema/attributes.ts';
import { string, u32 } from '../schema/scalar.ts';

/**
 * `RTAX_*` (linux/rtnetlink.h). `lock` has bit N set when metric N must not be changed by the protocols; round-trip
 * times are in the kernel's units: `rtt` in 1/8 ms, `rttvar` in 1/4 ms, `rtoMin` in ms.
 */
export const metrics = attributes({
  lock: attr(1, u32),
  mtu: attr(2, u32),
  window: attr(3, u32),
  rtt: attr(4, u32),
  rttvar: attr(5, u32),
  ssthresh: attr(6, u32),
  cwnd: attr(7, u32),
  advmss: attr(8, u32),
  reordering: attr(9, u32),
  hoplimit: attr(10, u32),
  initcwnd: attr(11, u32),
  features: attr(12, u32),
  rtoMin: attr(13, u32),
  initrwnd: attr(14, u32),
  quickack: attr(15, u32),
  ccAlgo: attr(16, string),
  fastopenNoCookie: attr(17, u32),
});
