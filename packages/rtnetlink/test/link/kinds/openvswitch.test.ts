import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h: what is reported of openvswitch',
    bytes: `
      40000000 1000 0000 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 6f76733000 000000          # IFLA_IFNAME
      1400 1200                            # IFLA_LINKINFO
        1000 0100 6f70656e7673776974636800 # IFLA_INFO_KIND
    `,
    value: { ...blank, ifname: 'ovs0', kind: 'openvswitch' },
  },
];

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
