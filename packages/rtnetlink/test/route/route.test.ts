import test from 'ava';
import { type Route, routeMessage } from '../../src/route/route.ts';
import { check, type Golden } from '../golden.ts';

const unicast = {
  family: 2,
  tos: 0,
  table: 254,
  protocol: 3,
  scope: 0,
  type: 'unicast',
  flags: [],
} as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Route>[] = [
  {
    command: 'ip route add default via 192.0.2.2 dev br0',
    bytes: `
      2c000000 1800 0506 cb16016b 00000000 # nlmsghdr: RTM_NEWROUTE
      02000000fe03000100000000       # rtmsg
      0800 0500 c0000202             # RTA_GATEWAY
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...unicast, dst: 'default', gateway: '192.0.2.2', oif: 2 },
  },
  {
    command: 'ip route add default via 203.0.113.1 dev br0 onlink table 1000 metric 10',
    bytes: `
      3c000000 1800 0506 cb16016b 00000000 # nlmsghdr: RTM_NEWROUTE
      020000000003000104000000       # rtmsg
      0800 0500 cb007101             # RTA_GATEWAY
      0800 0f00 e8030000             # RTA_TABLE
      0800 0600 0a000000             # RTA_PRIORITY
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast,
      table: 1000,
      dst: 'default',
      gateway: '203.0.113.1',
      flags: ['onlink'],
      priority: 10,
      oif: 2,
    },
  },
  {
    command: 'ip route add 198.51.100.0/24 dev br0 src 192.0.2.1 mtu lock 1400 advmss 1360 congctl cubic',
    bytes: `
      5c000000 1800 0506 cb16016b 00000000 # nlmsghdr: RTM_NEWROUTE
      02180000fe03fd0100000000       # rtmsg
      0800 0100 c6336400             # RTA_DST
      0800 0700 c0000201             # RTA_PREFSRC
      0800 0400 02000000             # RTA_OIF
      2800 0800                      # RTA_METRICS
        0800 0200 78050000             # RTAX_MTU
        0800 0800 50050000             # RTAX_ADVMSS
        0900 1000 6375626963 000000    # RTAX_CC_ALGO
        0800 0100 04000000             # RTAX_LOCK
    `,
    value: {
      ...unicast,
      scope: 253,
      dst: '198.51.100.0/24',
      prefsrc: '192.0.2.1',
      oif: 2,
      metrics: { lock: ['mtu'], mtu: 1400, advmss: 1360, ccAlgo: 'cubic' },
    },
  },
  {
    command: 'ip route add 10.0.0.0/8 nexthop via 192.0.2.2 dev br0 weight 2 nexthop via 192.0.2.3 dev br0',
    bytes: `
      48000000 1800 0506 cb16016b 00000000 # nlmsghdr: RTM_NEWROUTE
      02080000fe03000100000000       # rtmsg
      0800 0100 0a000000             # RTA_DST
      2400 0900 100000010200000008000500c0000202100000000200000008000500c0000203 # RTA_MULTIPATH
    `,
    value: {
      ...unicast,
      dst: '10.0.0.0/8',
      multipath: [
        { flags: [], weight: 2, oif: 2, gateway: '192.0.2.2' },
        { flags: [], weight: 1, oif: 2, gateway: '192.0.2.3' },
      ],
    },
  },
  {
    command: 'ip route add 10.1.0.0/16 via inet6 2001:db8::2 dev br0',
    bytes: `
      44000000 1800 0506 cb16016b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000100000000       # rtmsg
      0800 0100 0a010000             # RTA_DST
      1600 1200 0a0020010db8000000000000000000000002 0000 # RTA_VIA
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...unicast, dst: '10.1.0.0/16', via: { family: 10, address: '2001:db8::2' }, oif: 2 },
  },
  {
    command: 'ip route add blackhole 10.2.0.0/16',
    bytes: `
      24000000 1800 0506 cb16016b 00000000 # nlmsghdr: RTM_NEWROUTE
      02100000fe03000600000000       # rtmsg
      0800 0100 0a020000             # RTA_DST
    `,
    value: { ...unicast, type: 'blackhole', dst: '10.2.0.0/16' },
  },
  {
    command: 'ip -6 route add 2001:db8:1::/48 via 2001:db8::2 dev br0 pref high expires 600',
    bytes: `
      5c000000 1800 0506 cb16016b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a300000fe03000100000000       # rtmsg
      1400 0100 20010db8000100000000000000000000 # RTA_DST
      1400 0500 20010db8000000000000000000000002 # RTA_GATEWAY
      0500 1400 01 000000            # RTA_PREF
      0800 1700 58020000             # RTA_EXPIRES
      0800 0400 02000000             # RTA_OIF
    `,
    value: {
      ...unicast,
      family: 10,
      dst: '2001:db8:1::/48',
      gateway: '2001:db8::2',
      pref: 'high',
      expires: 600,
      oif: 2,
    },
  },
  {
    command: 'ip -6 route add 2001:db8:2::/48 from 2001:db8:3::/48 dev br0 metric 5',
    bytes: `
      54000000 1800 0506 0b19016b 00000000 # nlmsghdr: RTM_NEWROUTE
      0a303000fe03000100000000       # rtmsg
      1400 0100 20010db8000200000000000000000000 # RTA_DST
      1400 0200 20010db8000300000000000000000000 # RTA_SRC
      0800 0600 05000000             # RTA_PRIORITY
      0800 0400 02000000             # RTA_OIF
    `,
    value: { ...unicast, family: 10, dst: '2001:db8:2::/48', src: '2001:db8:3::/48', priority: 5, oif: 2 },
  },
  {
    command: 'ip route get 192.0.2.77',
    bytes: `
      24000000 1a00 0100 cb16016b 00000000 # nlmsghdr: RTM_GETROUTE
      022000000000000000100000       # rtmsg
      0800 0100 c000024d             # RTA_DST
    `,
    value: {
      ...unicast,
      table: 0,
      protocol: 0,
      type: 'unspec',
      dst: '192.0.2.77/32',
      flags: ['lookupTable'],
    },
  },
  {
    command: 'ip route del 10.2.0.0/16',
    bytes: `
      24000000 1900 0500 cb16016b 00000000 # nlmsghdr: RTM_DELROUTE
      02100000fe00ff0000000000       # rtmsg
      0800 0100 0a020000             # RTA_DST
    `,
    value: { ...unicast, protocol: 0, scope: 255, type: 'unspec', dst: '10.2.0.0/16' },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: routeMessage, headerLength: 12, isRequest: true }, golden));
