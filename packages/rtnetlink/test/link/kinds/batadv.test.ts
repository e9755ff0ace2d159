import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add bat0 type batadv ra BATMAN_V',
    bytes: `
      50000000 1000 0506 5c3e0a6b 00000000    # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000        # ifinfomsg
      0900 0300 6261743000 000000             # IFLA_IFNAME
      2400 1200                               # IFLA_LINKINFO
        0a00 0100 626174616476 0000           # IFLA_INFO_KIND
        1400 0200                             # IFLA_INFO_DATA
          0d00 0100 4241544d414e5f5600 000000 # IFLA_BATADV_ALGO_NAME
    `,
    value: { ...blank, ifname: 'bat0', kind: 'batadv', data: { algoName: 'BATMAN_V' } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
