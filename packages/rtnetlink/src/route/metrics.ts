import { attr, attributes } from '../schema/attributes.ts';
import { flagset } from '../schema/names.ts';
import { string, u32 } from '../schema/scalar.ts';

/** `1 << RTAX_*` (linux/rtnetlink.h): the metrics that `lock` can name */
export const RTAX_LOCK = {
  mtu: 1 << 2,
  window: 1 << 3,
  rtt: 1 << 4,
  rttvar: 1 << 5,
  ssthresh: 1 << 6,
  cwnd: 1 << 7,
  advmss: 1 << 8,
  reordering: 1 << 9,
  hoplimit: 1 << 10,
  initcwnd: 1 << 11,
  features: 1 << 12,
  rtoMin: 1 << 13,
  initrwnd: 1 << 14,
  quickack: 1 << 15,
  ccAlgo: 1 << 16,
  fastopenNoCookie: 1 << 17,
} as const;

/** `RTAX_FEATURE_*` (linux/rtnetlink.h) */
export const RTAX_FEATURE = { ecn: 1, sack: 2, timestamp: 4, allfrag: 8, tcpUsecTs: 16 } as const;

/**
 * `RTAX_*` (linux/rtnetlink.h). Times are in the kernel's units: `rtt` in 1/8 ms, `rttvar` in 1/4 ms, `rtoMin` in ms.
 */
export const metrics = attributes(() => ({
  /** The metrics that the protocols must not change. */
  lock: attr(
    1,
    flagset(u32, () => RTAX_LOCK),
  ),
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
  features: attr(
    12,
    flagset(u32, () => RTAX_FEATURE),
  ),
  rtoMin: attr(13, u32),
  initrwnd: attr(14, u32),
  quickack: attr(15, u32),
  /** The congestion control algorithm. */
  ccAlgo: attr(16, string),
  fastopenNoCookie: attr(17, u32),
}));
