import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add link br0 name iv0 type ipvlan mode l2',
    bytes: `
      54000000 1000 0506 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0800 0500 02000000             # IFLA_LINK
      0800 0300 69763000             # IFLA_IFNAME
      2400 1200                      # IFLA_LINKINFO
        0a00 0100 6970766c616e 0000    # IFLA_INFO_KIND
        1400 0200                      # IFLA_INFO_DATA
          0600 0100 0000 0000            # IFLA_IPVLAN_MODE
          0600 0200 0000 0000            # IFLA_IPVLAN_FLAGS
    `,
    value: { ...blank, ifname: 'iv0', link: 2, kind: 'ipvlan', data: { mode: 'l2', flags: [] } },
  },
  {
    command: 'ip link add link br0 name iv0 type ipvlan mode l3s vepa',
    bytes: `
      54000000 1000 0506 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0800 0500 02000000             # IFLA_LINK
      0800 0300 69763000             # IFLA_IFNAME
      2400 1200                      # IFLA_LINKINFO
        0a00 0100 6970766c616e 0000    # IFLA_INFO_KIND
        1400 0200                      # IFLA_INFO_DATA
          0600 0100 0200 0000            # IFLA_IPVLAN_MODE
          0600 0200 0200 0000            # IFLA_IPVLAN_FLAGS
    `,
    value: { ...blank, ifname: 'iv0', link: 2, kind: 'ipvlan', data: { mode: 'l3s', flags: ['vepa'] } },
  },
  {
    command: 'ip link add link br0 name iv0 type ipvlan mode l3 private',
    bytes: `
      54000000 1000 0506 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0800 0500 02000000             # IFLA_LINK
      0800 0300 69763000             # IFLA_IFNAME
      2400 1200                      # IFLA_LINKINFO
        0a00 0100 6970766c616e 0000    # IFLA_INFO_KIND
        1400 0200                      # IFLA_INFO_DATA
          0600 0100 0100 0000            # IFLA_IPVLAN_MODE
          0600 0200 0100 0000            # IFLA_IPVLAN_FLAGS
    `,
    value: { ...blank, ifname: 'iv0', link: 2, kind: 'ipvlan', data: { mode: 'l3', flags: ['private'] } },
  },
  {
    command: 'ip link add link br0 name it0 type ipvtap mode l2 bridge',
    bytes: `
      54000000 1000 0506 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0800 0500 02000000             # IFLA_LINK
      0800 0300 69743000             # IFLA_IFNAME
      2400 1200                      # IFLA_LINKINFO
        0a00 0100 697076746170 0000    # IFLA_INFO_KIND
        1400 0200                      # IFLA_INFO_DATA
          0600 0100 0000 0000            # IFLA_IPVLAN_MODE
          0600 0200 0000 0000            # IFLA_IPVLAN_FLAGS
    `,
    value: { ...blank, ifname: 'it0', link: 2, kind: 'ipvtap', data: { mode: 'l2', flags: [] } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
