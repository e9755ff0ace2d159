import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add nl0 type nlmon',
    bytes: `
      38000000 1000 0506 5f3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 6e6c3000                   # IFLA_IFNAME
      1000 1200                            # IFLA_LINKINFO
        0900 0100 6e6c6d6f6e 000000        # IFLA_INFO_KIND
    `,
    value: { ...blank, ifname: 'nl0', kind: 'nlmon' },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
