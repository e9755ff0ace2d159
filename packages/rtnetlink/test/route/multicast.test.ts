import test from 'ava';
import { type Route, routeMessage } from '../../src/route/route.ts';
import { RTNL_FAMILY_IP6MR, RTNL_FAMILY_IPMR } from '../../src/route/selector.ts';
import { check, type Golden } from '../golden.ts';

/**
 * Composed by hand from linux/rtnetlink.h, as the kernel's `mr_fill_mroute` (net/ipv4/ipmr_base.c) fills them: only a
 * multicast routing daemon makes such routes.
 */
const reports: readonly Golden<Route>[] = [
  {
    command: 'ip mroute show: (192.0.2.1,239.1.2.3) from interface 2 to 3 and 4',
    bytes: `
      78000000 1800 0200 00000000 00000000 # nlmsghdr: RTM_NEWROUTE
      80202000fd11000500000000       # rtmsg: RTNL_FAMILY_IPMR
      0800 0f00 fd000000             # RTA_TABLE
      0800 0200 c0000201             # RTA_SRC
      0800 0100 ef010203             # RTA_DST
      0800 0300 02000000             # RTA_IIF
      1400 0900                      # RTA_MULTIPATH
        0800 00 00 03000000          # rtnexthop: TTL 1
        0800 00 07 04000000          # rtnexthop: TTL 8
      1c00 1100 0500000000000000 f401000000000000 0100000000000000 # RTA_MFC_STATS
      0c00 1700 2c01000000000000     # RTA_EXPIRES
    `,
    value: {
      family: RTNL_FAMILY_IPMR,
      dst: '239.1.2.3/32',
      src: '192.0.2.1/32',
      tos: 0,
      table: 253,
      protocol: 17,
      scope: 0,
      type: 'multicast',
      flags: [],
      iif: 2,
      multipath: [
        { flags: [], weight: 1, oif: 3 },
        { flags: [], weight: 8, oif: 4 },
      ],
      mfcStats: { packets: 5n, bytes: 500n, wrongIf: 1n },
      idle: 300n,
    },
  },
  {
    command: 'ip -6 mroute show: (2001:db8::1,ff0e::1), not resolved yet',
    bytes: `
      4c000000 1800 0200 00000000 00000000 # nlmsghdr: RTM_NEWROUTE
      81808000fe11000520000000       # rtmsg: RTNL_FAMILY_IP6MR, RTNH_F_UNRESOLVED
      0800 0f00 fe000000             # RTA_TABLE
      1400 0200 20010db8000000000000000000000001 # RTA_SRC
      1400 0100 ff0e0000000000000000000000000001 # RTA_DST
    `,
    value: {
      family: RTNL_FAMILY_IP6MR,
      dst: 'ff0e::1/128',
      src: '2001:db8::1/128',
      tos: 0,
      table: 254,
      protocol: 17,
      scope: 0,
      type: 'multicast',
      flags: ['unresolved'],
    },
  },
];

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: routeMessage, headerLength: 12, isRequest: false }, golden));
