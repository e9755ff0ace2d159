import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add v0 mtu 1400 type veth peer name v1 address 02:00:00:00:00:09',
    bytes: `
      68000000 1000 0506 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0800 0400 78050000             # IFLA_MTU
      0700 0300 763000 00            # IFLA_IFNAME
      3800 1200                      # IFLA_LINKINFO
        0800 0100 76657468             # IFLA_INFO_KIND
        2c00 0200                      # IFLA_INFO_DATA
          2800 0100                      # VETH_INFO_PEER
            00000000000000000000000000000000 # ifinfomsg
            0a00 0100 020000000009 0000    # IFLA_ADDRESS
            0700 0300 763100 00            # IFLA_IFNAME
    `,
    value: {
      ...blank,
      ifname: 'v0',
      mtu: 1400,
      kind: 'veth',
      data: {
        peer: {
          family: 0,
          type: 0,
          index: 0,
          flags: [],
          change: 0,
          ifname: 'v1',
          address: '02:00:00:00:00:09',
        },
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
