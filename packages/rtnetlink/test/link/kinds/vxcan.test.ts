import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add vx0 type vxcan peer name vx1',
    bytes: `
      58000000 1000 0506 603e0a6b 00000000   # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000       # ifinfomsg
      0800 0300 76783000                     # IFLA_IFNAME
      3000 1200                              # IFLA_LINKINFO
        0900 0100 767863616e 000000          # IFLA_INFO_KIND
        2000 0200                            # IFLA_INFO_DATA
          1c00 0100                          # VXCAN_INFO_PEER
            00000000000000000000000000000000 # ifinfomsg
            0800 0300 76783100               # IFLA_IFNAME
    `,
    value: {
      ...blank,
      ifname: 'vx0',
      kind: 'vxcan',
      data: { peer: { family: 0, type: 0, index: 0, flags: [], change: 0, ifname: 'vx1' } },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
