import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add vt0 type vti local 192.0.2.1 remote 192.0.2.2 ikey 1 okey 2 dev v0 fwmark 0x5',
    bytes: `
      68000000 1000 0506 603e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 76743000                   # IFLA_IFNAME
      4000 1200                            # IFLA_LINKINFO
        0700 0100 767469 00                # IFLA_INFO_KIND
        3400 0200                          # IFLA_INFO_DATA
          0800 0200 00000001               # IFLA_VTI_IKEY
          0800 0300 00000002               # IFLA_VTI_OKEY
          0800 0400 c0000201               # IFLA_VTI_LOCAL
          0800 0500 c0000202               # IFLA_VTI_REMOTE
          0800 0600 05000000               # IFLA_VTI_FWMARK
          0800 0100 03000000               # IFLA_VTI_LINK
    `,
    value: {
      ...blank,
      ifname: 'vt0',
      kind: 'vti',
      data: { ikey: 1, okey: 2, local: '192.0.2.1', remote: '192.0.2.2', fwmark: 5, link: 3 },
    },
  },
  {
    command: 'ip link add vt6 type vti6 local 2001:db8::1 remote 2001:db8::2 key 7',
    bytes: `
      78000000 1000 0506 603e0a6b 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0800 0300 76743600                           # IFLA_IFNAME
      5000 1200                                    # IFLA_LINKINFO
        0800 0100 76746936                         # IFLA_INFO_KIND
        4400 0200                                  # IFLA_INFO_DATA
          0800 0200 00000007                       # IFLA_VTI_IKEY
          0800 0300 00000007                       # IFLA_VTI_OKEY
          1400 0400 20010db8000000000000000000000001 # IFLA_VTI_LOCAL
          1400 0500 20010db8000000000000000000000002 # IFLA_VTI_REMOTE
          0800 0600 00000000                       # IFLA_VTI_FWMARK
    `,
    value: {
      ...blank,
      ifname: 'vt6',
      kind: 'vti6',
      data: { ikey: 7, okey: 7, local: '2001:db8::1', remote: '2001:db8::2', fwmark: 0 },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
