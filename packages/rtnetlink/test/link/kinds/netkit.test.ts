import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests that iproute2 6.1.0 cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h of Linux 7.0',
    bytes: `
      98000000 1000 0506 01000000 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0800 0300 6e6b3000                           # IFLA_IFNAME
      7000 1200                                    # IFLA_LINKINFO
        0b00 0100 6e65746b697400 00                # IFLA_INFO_KIND
        6000 0200                                  # IFLA_INFO_DATA
          1c00 0100 00000000000000000000000000000000080003006e6b3100 # IFLA_NETKIT_PEER_INFO
          0800 0300 00000000                       # IFLA_NETKIT_POLICY
          0800 0400 02000000                       # IFLA_NETKIT_PEER_POLICY
          0800 0500 01000000                       # IFLA_NETKIT_MODE
          0800 0600 00000000                       # IFLA_NETKIT_SCRUB
          0800 0700 01000000                       # IFLA_NETKIT_PEER_SCRUB
          0600 0800 1000 0000                      # IFLA_NETKIT_HEADROOM
          0600 0900 0400 0000                      # IFLA_NETKIT_TAILROOM
          0800 0a00 01000000                       # IFLA_NETKIT_PAIRING
    `,
    value: {
      ...blank,
      ifname: 'nk0',
      kind: 'netkit',
      data: {
        peerInfo: { family: 0, type: 0, index: 0, flags: [], change: 0, ifname: 'nk1' },
        policy: 'pass',
        peerPolicy: 'drop',
        mode: 'l3',
        scrub: 'none',
        peerScrub: 'default',
        headroom: 16,
        tailroom: 4,
        pairing: 'single',
      },
    },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h of Linux 6.7: what is reported',
    bytes: `
      54000000 1000 0000 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 6e6b3000                   # IFLA_IFNAME
      2c00 1200                            # IFLA_LINKINFO
        0b00 0100 6e65746b697400 00        # IFLA_INFO_KIND
        1c00 0200                          # IFLA_INFO_DATA
          0500 0200 01 000000              # IFLA_NETKIT_PRIMARY
          0800 0300 00000000               # IFLA_NETKIT_POLICY
          0800 0500 00000000               # IFLA_NETKIT_MODE
    `,
    value: { ...blank, ifname: 'nk0', kind: 'netkit', data: { primary: 1, policy: 'pass', mode: 'l2' } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
