import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add ifb9 type ifb',
    bytes: `
      38000000 1000 0506 6819016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0900 0300 6966623900 000000    # IFLA_IFNAME
      0c00 1200                      # IFLA_LINKINFO
        0700 0100 696662 00            # IFLA_INFO_KIND
    `,
    value: { ...blank, ifname: 'ifb9', kind: 'ifb' },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
