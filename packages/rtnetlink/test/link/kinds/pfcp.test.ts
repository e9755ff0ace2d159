import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests that iproute2 6.1.0 cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h; iproute2 6.1 would send the same for any kind',
    bytes: `
      3c000000 1000 0506 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0a00 0300 706663703000 0000          # IFLA_IFNAME
      1000 1200                            # IFLA_LINKINFO
        0900 0100 7066637000 000000        # IFLA_INFO_KIND
    `,
    value: { ...blank, ifname: 'pfcp0', kind: 'pfcp' },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
