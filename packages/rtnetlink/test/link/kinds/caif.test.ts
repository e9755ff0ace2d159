import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests that iproute2 6.1.0 cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/caif/if_caif.h',
    bytes: `
      58000000 1000 0506 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0a00 0300 636169663000 0000          # IFLA_IFNAME
      2c00 1200                            # IFLA_LINKINFO
        0900 0100 6361696600 000000        # IFLA_INFO_KIND
        1c00 0200                          # IFLA_INFO_DATA
          0800 0100 01000000               # IFLA_CAIF_IPV4_CONNID
          0800 0200 02000000               # IFLA_CAIF_IPV6_CONNID
          0500 0300 01 000000              # IFLA_CAIF_LOOPBACK
    `,
    value: { ...blank, ifname: 'caif0', kind: 'caif', data: { ipv4Connid: 1, ipv6Connid: 2, loopback: 1 } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
