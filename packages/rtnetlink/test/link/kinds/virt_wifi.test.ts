import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add link v0 name vw0 type virt_wifi',
    bytes: `
      44000000 1000 0506 603e0a6b 00000000  # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000      # ifinfomsg
      0800 0500 03000000                    # IFLA_LINK
      0800 0300 76773000                    # IFLA_IFNAME
      1400 1200                             # IFLA_LINKINFO
        0d00 0100 766972745f77696669 000000 # IFLA_INFO_KIND
    `,
    value: { ...blank, ifname: 'vw0', link: 3, kind: 'virt_wifi' },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
