import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests that iproute2 6.1.0 cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h of Linux 6.16',
    bytes: `
      48000000 1000 0506 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0a00 0300 6f76706e3000 0000          # IFLA_IFNAME
      1c00 1200                            # IFLA_LINKINFO
        0900 0100 6f76706e00 000000        # IFLA_INFO_KIND
        0c00 0200                          # IFLA_INFO_DATA
          0500 0100 01 000000              # IFLA_OVPN_MODE
    `,
    value: { ...blank, ifname: 'ovpn0', kind: 'ovpn', data: { mode: 'mp' } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
