import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h: what is reported of tun',
    bytes: `
      84000000 1000 0000 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 7461703000 000000          # IFLA_IFNAME
      5800 1200                            # IFLA_LINKINFO
        0800 0100 74756e00                 # IFLA_INFO_KIND
        4c00 0200                          # IFLA_INFO_DATA
          0800 0100 e8030000               # IFLA_TUN_OWNER
          0800 0200 64000000               # IFLA_TUN_GROUP
          0500 0300 02 000000              # IFLA_TUN_TYPE
          0500 0400 00 000000              # IFLA_TUN_PI
          0500 0500 01 000000              # IFLA_TUN_VNET_HDR
          0500 0600 01 000000              # IFLA_TUN_PERSIST
          0500 0700 01 000000              # IFLA_TUN_MULTI_QUEUE
          0800 0800 04000000               # IFLA_TUN_NUM_QUEUES
          0800 0900 01000000               # IFLA_TUN_NUM_DISABLED_QUEUES
    `,
    value: {
      ...blank,
      ifname: 'tap0',
      kind: 'tun',
      data: {
        owner: 1000,
        group: 100,
        type: 'tap',
        pi: 0,
        vnetHdr: 1,
        persist: 1,
        multiQueue: 1,
        numQueues: 4,
        numDisabledQueues: 1,
      },
    },
  },
];

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
