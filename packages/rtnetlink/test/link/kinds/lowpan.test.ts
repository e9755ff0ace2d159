import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add link v0 name lp0 type lowpan',
    bytes: `
      40000000 1000 0506 5f3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0500 03000000                   # IFLA_LINK
      0800 0300 6c703000                   # IFLA_IFNAME
      1000 1200                            # IFLA_LINKINFO
        0a00 0100 6c6f7770616e 0000        # IFLA_INFO_KIND
    `,
    value: { ...blank, ifname: 'lp0', link: 3, kind: 'lowpan' },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
