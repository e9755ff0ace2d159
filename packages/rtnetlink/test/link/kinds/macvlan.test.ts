import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add link br0 name mv0 address 02:00:00:00:00:01 type macvlan mode bridge',
    bytes: `
      58000000 1000 0506 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0a00 0100 020000000001 0000    # IFLA_ADDRESS
      0800 0500 02000000             # IFLA_LINK
      0800 0300 6d763000             # IFLA_IFNAME
      1c00 1200                      # IFLA_LINKINFO
        0b00 0100 6d6163766c616e 00    # IFLA_INFO_KIND
        0c00 0200                      # IFLA_INFO_DATA
          0800 0100 04000000             # IFLA_MACVLAN_MODE
    `,
    value: {
      ...blank,
      ifname: 'mv0',
      address: '02:00:00:00:00:01',
      link: 2,
      kind: 'macvlan',
      data: { mode: 'bridge' },
    },
  },
  {
    command: 'ip link add link br0 name mv1 type macvlan mode passthru nopromisc',
    bytes: `
      54000000 1000 0506 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0800 0500 02000000             # IFLA_LINK
      0800 0300 6d763100             # IFLA_IFNAME
      2400 1200                      # IFLA_LINKINFO
        0b00 0100 6d6163766c616e 00    # IFLA_INFO_KIND
        1400 0200                      # IFLA_INFO_DATA
          0800 0100 08000000             # IFLA_MACVLAN_MODE
          0600 0200 0100 0000            # IFLA_MACVLAN_FLAGS
    `,
    value: {
      ...blank,
      ifname: 'mv1',
      link: 2,
      kind: 'macvlan',
      data: { mode: 'passthru', flags: ['nopromisc'] },
    },
  },
  {
    command: 'ip link add link br0 name mt0 type macvtap mode vepa',
    bytes: `
      4c000000 1000 0506 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0800 0500 02000000             # IFLA_LINK
      0800 0300 6d743000             # IFLA_IFNAME
      1c00 1200                      # IFLA_LINKINFO
        0b00 0100 6d616376746170 00    # IFLA_INFO_KIND
        0c00 0200                      # IFLA_INFO_DATA
          0800 0100 02000000             # IFLA_MACVLAN_MODE
    `,
    value: { ...blank, ifname: 'mt0', link: 2, kind: 'macvtap', data: { mode: 'vepa' } },
  },
  {
    command: 'ip link set link dev mv2 type macvlan macaddr add 02:00:00:00:00:02',
    bytes: `
      48000000 1000 0500 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000100000000000000000000000 # ifinfomsg
      2800 1200                      # IFLA_LINKINFO
        0b00 0100 6d6163766c616e 00    # IFLA_INFO_KIND
        1800 0200                      # IFLA_INFO_DATA
          0800 0300 00000000             # IFLA_MACVLAN_MACADDR_MODE
          0a00 0400 020000000002 0000    # IFLA_MACVLAN_MACADDR
    `,
    value: {
      ...blank,
      index: 16,
      kind: 'macvlan',
      data: { macaddrMode: 'add', macaddr: '02:00:00:00:00:02' },
    },
  },
  {
    command: 'ip link set link dev mv2 type macvlan macaddr set 02:00:00:00:00:02 02:00:00:00:00:03',
    bytes: `
      58000000 1000 0500 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000100000000000000000000000 # ifinfomsg
      3800 1200                      # IFLA_LINKINFO
        0b00 0100 6d6163766c616e 00    # IFLA_INFO_KIND
        2800 0200                      # IFLA_INFO_DATA
          0800 0300 03000000             # IFLA_MACVLAN_MACADDR_MODE
          1c00 0500                      # IFLA_MACVLAN_MACADDR_DATA
            0a00 0400 020000000002 0000    # IFLA_MACVLAN_MACADDR
            0a00 0400 020000000003 0000    # IFLA_MACVLAN_MACADDR
    `,
    value: {
      ...blank,
      index: 16,
      kind: 'macvlan',
      data: { macaddrMode: 'set', macaddrData: ['02:00:00:00:00:02', '02:00:00:00:00:03'] },
    },
  },
  {
    command: 'composed by hand from linux/if_link.h of Linux 6.5: bcCutoff',
    bytes: `
      5c000000 1000 0506 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0500 02000000                   # IFLA_LINK
      0800 0300 6d763000                   # IFLA_IFNAME
      2c00 1200                            # IFLA_LINKINFO
        0c00 0100 6d6163766c616e00         # IFLA_INFO_KIND
        1c00 0200                          # IFLA_INFO_DATA
          0800 0100 04000000               # IFLA_MACVLAN_MODE
          0800 0700 f4010000               # IFLA_MACVLAN_BC_QUEUE_LEN
          0800 0900 ffffffff               # IFLA_MACVLAN_BC_CUTOFF
    `,
    value: {
      ...blank,
      ifname: 'mv0',
      link: 2,
      kind: 'macvlan',
      data: { mode: 'bridge', bcQueueLen: 500, bcCutoff: -1 },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
