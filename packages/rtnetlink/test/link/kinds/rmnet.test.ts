import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add link v0 name rm0 type rmnet mux_id 5',
    bytes: `
      4c000000 1000 0506 5f3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0500 03000000                   # IFLA_LINK
      0800 0300 726d3000                   # IFLA_IFNAME
      1c00 1200                            # IFLA_LINKINFO
        0900 0100 726d6e6574 000000        # IFLA_INFO_KIND
        0c00 0200                          # IFLA_INFO_DATA
          0600 0100 0500 0000              # IFLA_RMNET_MUX_ID
    `,
    value: { ...blank, ifname: 'rm0', link: 3, kind: 'rmnet', data: { muxId: 5 } },
  },
  {
    command: 'composed by hand from linux/if_link.h: flags',
    bytes: `
      58000000 1000 0506 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0500 03000000                   # IFLA_LINK
      0800 0300 726d3000                   # IFLA_IFNAME
      2800 1200                            # IFLA_LINKINFO
        0a00 0100 726d6e657400 0000        # IFLA_INFO_KIND
        1800 0200                          # IFLA_INFO_DATA
          0600 0100 0500 0000              # IFLA_RMNET_MUX_ID
          0c00 0200 150000003f000000       # IFLA_RMNET_FLAGS
    `,
    value: {
      ...blank,
      ifname: 'rm0',
      link: 3,
      kind: 'rmnet',
      data: {
        muxId: 5,
        flags: {
          flags: ['ingressDeaggregation', 'ingressMapCksumv4', 'ingressMapCksumv5'],
          mask: [
            'ingressDeaggregation',
            'ingressMapCommands',
            'ingressMapCksumv4',
            'egressMapCksumv4',
            'ingressMapCksumv5',
            'egressMapCksumv5',
          ],
        },
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
