import test from 'ava';
import { type Link, linkMessage } from '../../src/link/link.ts';
import { check, type Golden } from '../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link set dev br0 up',
    bytes: `
      20000000 1000 0500 6819016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000020000000100000001000000 # ifinfomsg
    `,
    value: { ...blank, index: 2, flags: ['up'], change: 1 },
  },
  {
    command: 'ip link set dev br0 down',
    bytes: `
      20000000 1000 0500 6819016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000020000000000000001000000 # ifinfomsg
    `,
    value: { ...blank, index: 2, change: 1 },
  },
  {
    command: 'ip link set dev mv0 name mv9',
    bytes: `
      28000000 1000 0500 6819016b 00000000 # nlmsghdr: RTM_NEWLINK
      000000000e0000000000000000000000 # ifinfomsg
      0800 0300 6d763900             # IFLA_IFNAME
    `,
    value: { ...blank, index: 14, ifname: 'mv9' },
  },
  {
    command: 'ip link del dev vx0',
    bytes: `
      20000000 1100 0500 6819016b 00000000 # nlmsghdr: RTM_DELLINK
      00000000120000000000000000000000 # ifinfomsg
    `,
    value: { ...blank, index: 18 },
  },
  {
    command: 'ip link show dev br0',
    bytes: `
      30000000 1200 0100 6819016b 00000000 # nlmsghdr: RTM_GETLINK
      11000000000000000000000000000000 # ifinfomsg
      0800 0300 62723000             # IFLA_IFNAME
      0800 1d00 01000000             # IFLA_EXT_MASK
    `,
    value: { ...blank, family: 17, ifname: 'br0', extMask: 1 },
  },
  {
    command: 'ip link property add dev br0 altname a-long-alternative-name',
    bytes: `
      40000000 6c00 050e 6819016b 00000000 # nlmsghdr: RTM_NEWLINKPROP
      00000000020000000000000000000000 # ifinfomsg
      2000 3480                      # IFLA_PROP_LIST
        1c00 3500 612d6c6f6e672d616c7465726e61746976652d6e616d6500 # IFLA_ALT_IFNAME
    `,
    value: { ...blank, index: 2, propList: { altIfname: ['a-long-alternative-name'] } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
