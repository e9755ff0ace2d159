import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command:
      'ip link add ge0 type geneve id 42 remote 192.0.2.2 ttl 64 tos inherit dstport 6082 df set noudpcsum',
    bytes: `
      7c000000 1000 0506 5d3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 67653000                   # IFLA_IFNAME
      5400 1200                            # IFLA_LINKINFO
        0a00 0100 67656e657665 0000        # IFLA_INFO_KIND
        4400 0200                          # IFLA_INFO_DATA
          0500 0d00 01 000000              # IFLA_GENEVE_DF
          0800 0100 2a000000               # IFLA_GENEVE_ID
          0800 0200 c0000202               # IFLA_GENEVE_REMOTE
          0800 0b00 00000000               # IFLA_GENEVE_LABEL
          0500 0300 40 000000              # IFLA_GENEVE_TTL
          0500 0400 01 000000              # IFLA_GENEVE_TOS
          0600 0500 17c2 0000              # IFLA_GENEVE_PORT
          0500 0800 00 000000              # IFLA_GENEVE_UDP_CSUM
    `,
    value: {
      ...blank,
      ifname: 'ge0',
      kind: 'geneve',
      data: { df: 'set', id: 42, remote: '192.0.2.2', label: 0, ttl: 64, tos: 1, port: 6082, udpCsum: 0 },
    },
  },
  {
    command:
      'ip link add ge6 type geneve id 43 remote 2001:db8::2 flowlabel 0x12345 udp6zerocsumtx noudp6zerocsumrx ttl inherit',
    bytes: `
      88000000 1000 0506 5e3e0a6b 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0800 0300 67653600                           # IFLA_IFNAME
      6000 1200                                    # IFLA_LINKINFO
        0a00 0100 67656e657665 0000                # IFLA_INFO_KIND
        5000 0200                                  # IFLA_INFO_DATA
          0500 0c00 01 000000                      # IFLA_GENEVE_TTL_INHERIT
          0800 0100 2b000000                       # IFLA_GENEVE_ID
          1400 0700 20010db8000000000000000000000002 # IFLA_GENEVE_REMOTE6
          0800 0b00 00012345                       # IFLA_GENEVE_LABEL
          0500 0300 00 000000                      # IFLA_GENEVE_TTL
          0500 0400 00 000000                      # IFLA_GENEVE_TOS
          0500 0900 01 000000                      # IFLA_GENEVE_UDP_ZERO_CSUM6_TX
          0500 0a00 00 000000                      # IFLA_GENEVE_UDP_ZERO_CSUM6_RX
    `,
    value: {
      ...blank,
      ifname: 'ge6',
      kind: 'geneve',
      data: {
        ttlInherit: 1,
        id: 43,
        remote6: '2001:db8::2',
        label: 74565,
        ttl: 0,
        tos: 0,
        udpZeroCsum6Tx: 1,
        udpZeroCsum6Rx: 0,
      },
    },
  },
  {
    command: 'ip link add ge1 type geneve external innerprotoinherit',
    bytes: `
      64000000 1000 0506 5e3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 67653100                   # IFLA_IFNAME
      3c00 1200                            # IFLA_LINKINFO
        0a00 0100 67656e657665 0000        # IFLA_INFO_KIND
        2c00 0200                          # IFLA_INFO_DATA
          0800 0100 00000000               # IFLA_GENEVE_ID
          0800 0b00 00000000               # IFLA_GENEVE_LABEL
          0500 0300 00 000000              # IFLA_GENEVE_TTL
          0500 0400 00 000000              # IFLA_GENEVE_TOS
          0400 0600                        # IFLA_GENEVE_COLLECT_METADATA
          0400 0e00                        # IFLA_GENEVE_INNER_PROTO_INHERIT
    `,
    value: {
      ...blank,
      ifname: 'ge1',
      kind: 'geneve',
      data: { id: 0, label: 0, ttl: 0, tos: 0, collectMetadata: true, innerProtoInherit: true },
    },
  },
  {
    command: 'composed by hand from linux/if_link.h of Linux 7.1: portRange, groHint, local, local6',
    bytes: `
      6c000000 1000 0506 01000000 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0800 0300 67653000                           # IFLA_IFNAME
      4400 1200                                    # IFLA_LINKINFO
        0b00 0100 67656e65766500 00                # IFLA_INFO_KIND
        3400 0200                                  # IFLA_INFO_DATA
          0800 0100 2a000000                       # IFLA_GENEVE_ID
          0800 0f00 8000ee48                       # IFLA_GENEVE_PORT_RANGE
          0400 1000                                # IFLA_GENEVE_GRO_HINT
          0800 1100 c0000201                       # IFLA_GENEVE_LOCAL
          1400 1200 20010db8000000000000000000000001 # IFLA_GENEVE_LOCAL6
    `,
    value: {
      ...blank,
      ifname: 'ge0',
      kind: 'geneve',
      data: {
        id: 42,
        portRange: { low: 32768, high: 61000 },
        groHint: true,
        local: '192.0.2.1',
        local6: '2001:db8::1',
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
