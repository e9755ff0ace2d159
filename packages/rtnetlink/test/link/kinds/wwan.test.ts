import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add wwan0-1 parentdev wwan0 type wwan linkid 1',
    bytes: `
      50000000 1000 0506 613e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0a00 3800 7777616e3000 0000          # IFLA_PARENT_DEV_NAME
      0c00 0300 7777616e302d3100           # IFLA_IFNAME
      1800 1200                            # IFLA_LINKINFO
        0800 0100 7777616e                 # IFLA_INFO_KIND
        0c00 0200                          # IFLA_INFO_DATA
          0800 0100 01000000               # IFLA_WWAN_LINK_ID
    `,
    value: { ...blank, ifname: 'wwan0-1', parentDevName: 'wwan0', kind: 'wwan', data: { linkId: 1 } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
