import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link add ti0 type ipip local 192.0.2.1 remote 192.0.2.2 mode any nopmtudisc dev v0',
    bytes: `
      98000000 1000 0506 5e3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 74693000                   # IFLA_IFNAME
      7000 1200                            # IFLA_LINKINFO
        0800 0100 69706970                 # IFLA_INFO_KIND
        6400 0200                          # IFLA_INFO_DATA
          0500 0900 00 000000              # IFLA_IPTUN_PROTO
          0800 0200 c0000201               # IFLA_IPTUN_LOCAL
          0800 0300 c0000202               # IFLA_IPTUN_REMOTE
          0500 0a00 00 000000              # IFLA_IPTUN_PMTUDISC
          0500 0500 00 000000              # IFLA_IPTUN_TOS
          0500 0400 00 000000              # IFLA_IPTUN_TTL
          0800 0100 03000000               # IFLA_IPTUN_LINK
          0800 1400 00000000               # IFLA_IPTUN_FWMARK
          0600 0f00 0000 0000              # IFLA_IPTUN_ENCAP_TYPE
          0600 1000 0000 0000              # IFLA_IPTUN_ENCAP_FLAGS
          0600 1100 0000 0000              # IFLA_IPTUN_ENCAP_SPORT
          0600 1200 0000 0000              # IFLA_IPTUN_ENCAP_DPORT
    `,
    value: {
      ...blank,
      ifname: 'ti0',
      kind: 'ipip',
      data: {
        proto: 0,
        local: '192.0.2.1',
        remote: '192.0.2.2',
        pmtudisc: 0,
        tos: 0,
        ttl: 0,
        link: 3,
        fwmark: 0,
        encapType: 'none',
        encapFlags: [],
        encapSport: 0,
        encapDport: 0,
      },
    },
  },
  {
    command:
      'ip link add ti1 type ipip remote 192.0.2.2 encap gue encap-sport 1234 encap-dport 5555 noencap-csum',
    bytes: `
      90000000 1000 0506 5e3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 74693100                   # IFLA_IFNAME
      6800 1200                            # IFLA_LINKINFO
        0800 0100 69706970                 # IFLA_INFO_KIND
        5c00 0200                          # IFLA_INFO_DATA
          0500 0900 00 000000              # IFLA_IPTUN_PROTO
          0800 0300 c0000202               # IFLA_IPTUN_REMOTE
          0500 0a00 01 000000              # IFLA_IPTUN_PMTUDISC
          0500 0500 00 000000              # IFLA_IPTUN_TOS
          0500 0400 00 000000              # IFLA_IPTUN_TTL
          0800 0100 00000000               # IFLA_IPTUN_LINK
          0800 1400 00000000               # IFLA_IPTUN_FWMARK
          0600 0f00 0200 0000              # IFLA_IPTUN_ENCAP_TYPE
          0600 1000 0000 0000              # IFLA_IPTUN_ENCAP_FLAGS
          0600 1100 04d2 0000              # IFLA_IPTUN_ENCAP_SPORT
          0600 1200 15b3 0000              # IFLA_IPTUN_ENCAP_DPORT
    `,
    value: {
      ...blank,
      ifname: 'ti1',
      kind: 'ipip',
      data: {
        proto: 0,
        remote: '192.0.2.2',
        pmtudisc: 1,
        tos: 0,
        ttl: 0,
        link: 0,
        fwmark: 0,
        encapType: 'gue',
        encapFlags: [],
        encapSport: 1234,
        encapDport: 5555,
      },
    },
  },
  {
    command: 'ip link add si0 type sit local 192.0.2.1 ttl 64 isatap',
    bytes: `
      98000000 1000 0506 5e3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 73693000                   # IFLA_IFNAME
      7000 1200                            # IFLA_LINKINFO
        0700 0100 736974 00                # IFLA_INFO_KIND
        6400 0200                          # IFLA_INFO_DATA
          0500 0900 00 000000              # IFLA_IPTUN_PROTO
          0800 0200 c0000201               # IFLA_IPTUN_LOCAL
          0500 0a00 01 000000              # IFLA_IPTUN_PMTUDISC
          0500 0500 00 000000              # IFLA_IPTUN_TOS
          0500 0400 40 000000              # IFLA_IPTUN_TTL
          0800 0100 00000000               # IFLA_IPTUN_LINK
          0800 1400 00000000               # IFLA_IPTUN_FWMARK
          0600 0f00 0000 0000              # IFLA_IPTUN_ENCAP_TYPE
          0600 1000 0000 0000              # IFLA_IPTUN_ENCAP_FLAGS
          0600 1100 0000 0000              # IFLA_IPTUN_ENCAP_SPORT
          0600 1200 0000 0000              # IFLA_IPTUN_ENCAP_DPORT
          0600 0800 0100 0000              # IFLA_IPTUN_FLAGS
    `,
    value: {
      ...blank,
      ifname: 'si0',
      kind: 'sit',
      data: {
        proto: 0,
        local: '192.0.2.1',
        pmtudisc: 1,
        tos: 0,
        ttl: 64,
        link: 0,
        fwmark: 0,
        encapType: 'none',
        encapFlags: [],
        encapSport: 0,
        encapDport: 0,
        flags: ['isatap'],
      },
    },
  },
  {
    command:
      'ip link add si1 type sit local 192.0.2.1 remote any 6rd-prefix 2001:db8::/32 6rd-relay_prefix 192.0.2.0/24',
    bytes: `
      c4000000 1000 0506 5e3e0a6b 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0800 0300 73693100                           # IFLA_IFNAME
      9c00 1200                                    # IFLA_LINKINFO
        0700 0100 736974 00                        # IFLA_INFO_KIND
        9000 0200                                  # IFLA_INFO_DATA
          0500 0900 00 000000                      # IFLA_IPTUN_PROTO
          0800 0200 c0000201                       # IFLA_IPTUN_LOCAL
          0500 0a00 01 000000                      # IFLA_IPTUN_PMTUDISC
          0500 0500 00 000000                      # IFLA_IPTUN_TOS
          0500 0400 00 000000                      # IFLA_IPTUN_TTL
          0800 0100 00000000                       # IFLA_IPTUN_LINK
          0800 1400 00000000                       # IFLA_IPTUN_FWMARK
          0600 0f00 0000 0000                      # IFLA_IPTUN_ENCAP_TYPE
          0600 1000 0000 0000                      # IFLA_IPTUN_ENCAP_FLAGS
          0600 1100 0000 0000                      # IFLA_IPTUN_ENCAP_SPORT
          0600 1200 0000 0000                      # IFLA_IPTUN_ENCAP_DPORT
          0600 0800 0000 0000                      # IFLA_IPTUN_FLAGS
          1400 0b00 20010db8000000000000000000000000 # IFLA_IPTUN_6RD_PREFIX
          0600 0d00 2000 0000                      # IFLA_IPTUN_6RD_PREFIXLEN
          0800 0c00 c0000200                       # IFLA_IPTUN_6RD_RELAY_PREFIX
          0600 0e00 1800 0000                      # IFLA_IPTUN_6RD_RELAY_PREFIXLEN
    `,
    value: {
      ...blank,
      ifname: 'si1',
      kind: 'sit',
      data: {
        proto: 0,
        local: '192.0.2.1',
        pmtudisc: 1,
        tos: 0,
        ttl: 0,
        link: 0,
        fwmark: 0,
        encapType: 'none',
        encapFlags: [],
        encapSport: 0,
        encapDport: 0,
        flags: [],
        '6rdPrefix': '2001:db8::',
        '6rdPrefixlen': 32,
        '6rdRelayPrefix': '192.0.2.0',
        '6rdRelayPrefixlen': 24,
      },
    },
  },
  {
    command:
      'ip link add t6 type ip6tnl mode ip6ip6 local 2001:db8::1 remote 2001:db8::2 hoplimit 64 tclass inherit flowlabel inherit encaplimit 5 dscp inherit',
    bytes: `
      bc000000 1000 0506 5e3e0a6b 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0700 0300 743600 00                          # IFLA_IFNAME
      9400 1200                                    # IFLA_LINKINFO
        0a00 0100 697036746e6c 0000                # IFLA_INFO_KIND
        8400 0200                                  # IFLA_INFO_DATA
          0500 0900 29 000000                      # IFLA_IPTUN_PROTO
          1400 0200 20010db8000000000000000000000001 # IFLA_IPTUN_LOCAL
          1400 0300 20010db8000000000000000000000002 # IFLA_IPTUN_REMOTE
          0500 0400 40 000000                      # IFLA_IPTUN_TTL
          0500 0600 05 000000                      # IFLA_IPTUN_ENCAP_LIMIT
          0800 0700 00000000                       # IFLA_IPTUN_FLOWINFO
          0800 0800 16000000                       # IFLA_IPTUN_FLAGS
          0800 0100 00000000                       # IFLA_IPTUN_LINK
          0800 1400 00000000                       # IFLA_IPTUN_FWMARK
          0600 0f00 0000 0000                      # IFLA_IPTUN_ENCAP_TYPE
          0600 1000 0200 0000                      # IFLA_IPTUN_ENCAP_FLAGS
          0600 1100 0000 0000                      # IFLA_IPTUN_ENCAP_SPORT
          0600 1200 0000 0000                      # IFLA_IPTUN_ENCAP_DPORT
    `,
    value: {
      ...blank,
      ifname: 't6',
      kind: 'ip6tnl',
      data: {
        proto: 41,
        local: '2001:db8::1',
        remote: '2001:db8::2',
        ttl: 64,
        encapLimit: 5,
        flowinfo: 0,
        flags: ['useOrigTclass', 'useOrigFlowlabel', 'rcvDscpCopy'],
        link: 0,
        fwmark: 0,
        encapType: 'none',
        encapFlags: ['csum6'],
        encapSport: 0,
        encapDport: 0,
      },
    },
  },
  {
    command: 'ip link add t7 type ip6tnl mode any external',
    bytes: `
      48000000 1000 0506 5f3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0700 0300 743700 00                  # IFLA_IFNAME
      2000 1200                            # IFLA_LINKINFO
        0a00 0100 697036746e6c 0000        # IFLA_INFO_KIND
        1000 0200                          # IFLA_INFO_DATA
          0500 0900 00 000000              # IFLA_IPTUN_PROTO
          0400 1300                        # IFLA_IPTUN_COLLECT_METADATA
    `,
    value: { ...blank, ifname: 't7', kind: 'ip6tnl', data: { proto: 0, collectMetadata: true } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
