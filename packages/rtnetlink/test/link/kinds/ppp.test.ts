import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests that iproute2 6.1.0 cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h',
    bytes: `
      44000000 1000 0506 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 7070703000 000000          # IFLA_IFNAME
      1800 1200                            # IFLA_LINKINFO
        0800 0100 70707000                 # IFLA_INFO_KIND
        0c00 0200                          # IFLA_INFO_DATA
          0800 0100 05000000               # IFLA_PPP_DEV_FD
    `,
    value: { ...blank, ifname: 'ppp0', kind: 'ppp', data: { devFd: 5 } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
