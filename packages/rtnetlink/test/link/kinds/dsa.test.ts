import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link set v0 type dsa conduit v1',
    bytes: `
      38000000 1000 0500 613e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      1800 1200                            # IFLA_LINKINFO
        0700 0100 647361 00                # IFLA_INFO_KIND
        0c00 0200                          # IFLA_INFO_DATA
          0800 0100 02000000               # IFLA_DSA_MASTER
    `,
    value: { ...blank, index: 3, kind: 'dsa', data: { conduit: 2 } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
