import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add link v0 name ib0.8001 type ipoib pkey 0x8001 mode connected umcast 1',
    bytes: `
      64000000 1000 0506 5f3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0500 03000000                   # IFLA_LINK
      0d00 0300 6962302e3830303100 000000  # IFLA_IFNAME
      2c00 1200                            # IFLA_LINKINFO
        0900 0100 69706f6962 000000        # IFLA_INFO_KIND
        1c00 0200                          # IFLA_INFO_DATA
          0600 0100 0180 0000              # IFLA_IPOIB_PKEY
          0600 0200 0100 0000              # IFLA_IPOIB_MODE
          0600 0300 0100 0000              # IFLA_IPOIB_UMCAST
    `,
    value: {
      ...blank,
      ifname: 'ib0.8001',
      link: 3,
      kind: 'ipoib',
      data: { pkey: 32769, mode: 'connected', umcast: 1 },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
