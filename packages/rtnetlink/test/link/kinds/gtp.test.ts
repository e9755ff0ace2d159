import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add gtp0 type gtp role sgsn hsize 1024 restart_count 5',
    bytes: `
      5c000000 1000 0506 5e3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 6774703000 000000          # IFLA_IFNAME
      3000 1200                            # IFLA_LINKINFO
        0700 0100 677470 00                # IFLA_INFO_KIND
        2400 0200                          # IFLA_INFO_DATA
          0500 0500 01 000000              # IFLA_GTP_CREATE_SOCKETS
          0800 0400 01000000               # IFLA_GTP_ROLE
          0800 0300 00040000               # IFLA_GTP_PDP_HASHSIZE
          0500 0600 05 000000              # IFLA_GTP_RESTART_COUNT
    `,
    value: {
      ...blank,
      ifname: 'gtp0',
      kind: 'gtp',
      data: { createSockets: 1, role: 'sgsn', pdpHashsize: 1024, restartCount: 5 },
    },
  },
  {
    command: 'composed by hand from linux/if_link.h of Linux 6.13: fd0, fd1, local, local6',
    bytes: `
      68000000 1000 0506 01000000 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0900 0300 6774703000 000000                  # IFLA_IFNAME
      3c00 1200                                    # IFLA_LINKINFO
        0800 0100 67747000                         # IFLA_INFO_KIND
        3000 0200                                  # IFLA_INFO_DATA
          0800 0100 03000000                       # IFLA_GTP_FD0
          0800 0200 04000000                       # IFLA_GTP_FD1
          0800 0700 c0000201                       # IFLA_GTP_LOCAL
          1400 0800 20010db8000000000000000000000001 # IFLA_GTP_LOCAL6
    `,
    value: {
      ...blank,
      ifname: 'gtp0',
      kind: 'gtp',
      data: { fd0: 3, fd1: 4, local: '192.0.2.1', local6: '2001:db8::1' },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
