import test from 'ava';
import { metrics, RTAX_LOCK } from '../../src/route/metrics.ts';
import { checkRequests, unicast } from './requests.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
checkRequests([
  {
    command:
      'ip route add 10.9.0.0/16 via 192.0.2.2 rtt 100ms rttvar lock 50ms rto_min 200ms window 65535 cwnd lock 10 initcwnd 20 initrwnd 30 ssthresh 40 reordering 5 hoplimit 64 quickack 1 features ecn congctl lock reno',
    bytes: `
      a0000000 1800 0506 88370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000100000000       # rtmsg
      0800 0100 0a090000             # RTA_DST
      0800 0500 c0000202             # RTA_GATEWAY
      7400 0800                      # RTA_METRICS
        0800 0400 20030000           # RTAX_RTT
        0800 0500 c8000000           # RTAX_RTTVAR
        0800 0d00 c8000000           # RTAX_RTO_MIN
        0800 0300 ffff0000           # RTAX_WINDOW
        0800 0700 0a000000           # RTAX_CWND
        0800 0b00 14000000           # RTAX_INITCWND
        0800 0e00 1e000000           # RTAX_INITRWND
        0800 0600 28000000           # RTAX_SSTHRESH
        0800 0900 05000000           # RTAX_REORDERING
        0800 0a00 40000000           # RTAX_HOPLIMIT
        0800 0f00 01000000           # RTAX_QUICKACK
        0800 0c00 01000000           # RTAX_FEATURES
        0800 1000 72656e6f           # RTAX_CC_ALGO
        0800 0100 a0200100           # RTAX_LOCK
    `,
    value: {
      ...unicast,
      dst: '10.9.0.0/16',
      gateway: '192.0.2.2',
      metrics: {
        rtt: 800,
        rttvar: 200,
        rtoMin: 200,
        window: 65535,
        cwnd: 10,
        initcwnd: 20,
        initrwnd: 30,
        ssthresh: 40,
        reordering: 5,
        hoplimit: 64,
        quickack: 1,
        features: ['ecn'],
        ccAlgo: 'reno',
        lock: ['rttvar', 'cwnd', 'rtoMin', 'ccAlgo'],
      },
    },
  },
  {
    command: 'ip route change 10.10.0.0/16 dev br0 fastopen_no_cookie 1',
    bytes: `
      38000000 1800 0501 8a370a6b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03fd0100000000       # rtmsg
      0800 0100 0a0a0000             # RTA_DST
      0800 0400 02000000             # RTA_OIF
      0c00 0800                      # RTA_METRICS
        0800 1100 01000000           # RTAX_FASTOPEN_NO_COOKIE
    `,
    value: { ...unicast, dst: '10.10.0.0/16', scope: 253, oif: 2, metrics: { fastopenNoCookie: 1 } },
  },
]);

test('a metric is locked by the bit of its number', (t) => {
  const { lock: _lock, ...others } = metrics.attributes;
  const bits = Object.entries(others).map(([name, { type }]) => [name, 2 ** type]);
  t.deepEqual({ ...RTAX_LOCK }, Object.fromEntries(bits));
});
