import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add vs0 type vsockmon',
    bytes: `
      38000000 1000 0506 603e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 76733000                   # IFLA_IFNAME
      1000 1200                            # IFLA_LINKINFO
        0c00 0100 76736f636b6d6f6e         # IFLA_INFO_KIND
    `,
    value: { ...blank, ifname: 'vs0', kind: 'vsockmon' },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
