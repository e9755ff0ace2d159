import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command:
      'ip link add vx0 type vxlan id 42 group 239.1.1.1 dev br0 dstport 4789 ttl 5 srcport 32768 61000 nolearning ageing 300 gbp udpcsum',
    bytes: `
      88000000 1000 0506 6819016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0800 0300 76783000             # IFLA_IFNAME
      6000 1200                      # IFLA_LINKINFO
        0900 0100 76786c616e 000000    # IFLA_INFO_KIND
        5000 0200                      # IFLA_INFO_DATA
          0800 0300 02000000             # IFLA_VXLAN_LINK
          0500 0500 05 000000            # IFLA_VXLAN_TTL
          0800 0a00 8000ee48             # IFLA_VXLAN_PORT_RANGE
          0800 0800 2c010000             # IFLA_VXLAN_AGEING
          0400 1700                      # IFLA_VXLAN_GBP
          0500 1200 01 000000            # IFLA_VXLAN_UDP_CSUM
          0800 0100 2a000000             # IFLA_VXLAN_ID
          0800 0200 ef010101             # IFLA_VXLAN_GROUP
          0500 0700 00 000000            # IFLA_VXLAN_LEARNING
          0600 0f00 12b5 0000            # IFLA_VXLAN_PORT
    `,
    value: {
      ...blank,
      ifname: 'vx0',
      kind: 'vxlan',
      data: {
        id: 42,
        group: '239.1.1.1',
        link: 2,
        port: 4789,
        ttl: 5,
        portRange: { low: 32768, high: 61000 },
        learning: 0,
        ageing: 300,
        gbp: true,
        udpCsum: 1,
      },
    },
  },
  {
    command:
      'ip link add vx1 type vxlan id 43 remote 2001:db8::1 local 2001:db8::2 dstport 4789 df set udp6zerocsumtx noudp6zerocsumrx',
    bytes: `
      94000000 1000 0506 6819016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0800 0300 76783100             # IFLA_IFNAME
      6c00 1200                      # IFLA_LINKINFO
        0900 0100 76786c616e 000000    # IFLA_INFO_KIND
        5c00 0200                      # IFLA_INFO_DATA
          0500 1d00 01 000000            # IFLA_VXLAN_DF
          0500 1300 01 000000            # IFLA_VXLAN_UDP_ZERO_CSUM6_TX
          0500 1400 00 000000            # IFLA_VXLAN_UDP_ZERO_CSUM6_RX
          0800 0100 2b000000             # IFLA_VXLAN_ID
          1400 1100 20010db8000000000000000000000002 # IFLA_VXLAN_LOCAL6
          1400 1000 20010db8000000000000000000000001 # IFLA_VXLAN_GROUP6
          0500 0700 01 000000            # IFLA_VXLAN_LEARNING
          0600 0f00 12b5 0000            # IFLA_VXLAN_PORT
    `,
    value: {
      ...blank,
      ifname: 'vx1',
      kind: 'vxlan',
      data: {
        id: 43,
        group6: '2001:db8::1',
        local6: '2001:db8::2',
        port: 4789,
        df: 'set',
        udpZeroCsum6Tx: 1,
        udpZeroCsum6Rx: 0,
        learning: 1,
      },
    },
  },
  {
    command: 'composed by hand from linux/if_link.h of Linux 6.14: what came after Linux 6.1',
    bytes: `
      64000000 1000 0506 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 76783000                   # IFLA_IFNAME
      3c00 1200                            # IFLA_LINKINFO
        0a00 0100 76786c616e00 0000        # IFLA_INFO_KIND
        2c00 0200                          # IFLA_INFO_DATA
          0800 0100 2a000000               # IFLA_VXLAN_ID
          0500 1e00 00 000000              # IFLA_VXLAN_VNIFILTER
          0500 1f00 00 000000              # IFLA_VXLAN_LOCALBYPASS
          0800 2000 01000000               # IFLA_VXLAN_LABEL_POLICY
          0500 2200 01 000000              # IFLA_VXLAN_MC_ROUTE
    `,
    value: {
      ...blank,
      ifname: 'vx0',
      kind: 'vxlan',
      data: { id: 42, vnifilter: 0, localbypass: 0, labelPolicy: 'inherit', mcRoute: 1 },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
