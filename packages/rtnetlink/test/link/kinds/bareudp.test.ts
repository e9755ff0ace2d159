import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add bu0 type bareudp dstport 6635 ethertype mpls_uc srcportmin 1024 multiproto',
    bytes: `
      58000000 1000 0506 5c3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 62753000                   # IFLA_IFNAME
      3000 1200                            # IFLA_LINKINFO
        0b00 0100 62617265756470 00        # IFLA_INFO_KIND
        2000 0200                          # IFLA_INFO_DATA
          0600 0100 19eb 0000              # IFLA_BAREUDP_PORT
          0600 0200 8847 0000              # IFLA_BAREUDP_ETHERTYPE
          0600 0300 0004 0000              # IFLA_BAREUDP_SRCPORT_MIN
          0400 0400                        # IFLA_BAREUDP_MULTIPROTO_MODE
    `,
    value: {
      ...blank,
      ifname: 'bu0',
      kind: 'bareudp',
      data: { port: 6635, ethertype: 34887, srcportMin: 1024, multiprotoMode: true },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
