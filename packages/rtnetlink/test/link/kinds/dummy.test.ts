import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add d0 numtxqueues 2 type dummy',
    bytes: `
      40000000 1000 0506 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0800 1f00 02000000             # IFLA_NUM_TX_QUEUES
      0700 0300 643000 00            # IFLA_IFNAME
      1000 1200                      # IFLA_LINKINFO
        0900 0100 64756d6d79 000000    # IFLA_INFO_KIND
    `,
    value: { ...blank, ifname: 'd0', numTxQueues: 2, kind: 'dummy' },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
