import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command:
      'ip link add g6 type ip6gre local 2001:db8::1 remote 2001:db8::2 hoplimit 64 encaplimit none flowlabel 0x12345 tclass 0x20 dscp inherit allow-localremote key 9',
    bytes: `
      d4000000 1000 0506 213f0a6b 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0700 0300 673600 00                          # IFLA_IFNAME
      ac00 1200                                    # IFLA_LINKINFO
        0a00 0100 697036677265 0000                # IFLA_INFO_KIND
        9c00 0200                                  # IFLA_INFO_DATA
          0800 0400 00000009                       # IFLA_GRE_IKEY
          0800 0500 00000009                       # IFLA_GRE_OKEY
          0600 0200 2000 0000                      # IFLA_GRE_IFLAGS
          0600 0300 2000 0000                      # IFLA_GRE_OFLAGS
          1400 0600 20010db8000000000000000000000001 # IFLA_GRE_LOCAL
          1400 0700 20010db8000000000000000000000002 # IFLA_GRE_REMOTE
          0500 0800 40 000000                      # IFLA_GRE_TTL
          0500 0b00 04 000000                      # IFLA_GRE_ENCAP_LIMIT
          0800 0c00 02012345                       # IFLA_GRE_FLOWINFO
          0800 0d00 51000000                       # IFLA_GRE_FLAGS
          0800 1400 00000000                       # IFLA_GRE_FWMARK
          0500 1600 01 000000                      # IFLA_GRE_ERSPAN_VER
          0600 0e00 0000 0000                      # IFLA_GRE_ENCAP_TYPE
          0600 0f00 0200 0000                      # IFLA_GRE_ENCAP_FLAGS
          0600 1000 0000 0000                      # IFLA_GRE_ENCAP_SPORT
          0600 1100 0000 0000                      # IFLA_GRE_ENCAP_DPORT
    `,
    value: {
      ...blank,
      ifname: 'g6',
      kind: 'ip6gre',
      data: {
        ikey: 9,
        okey: 9,
        iflags: ['key'],
        oflags: ['key'],
        local: '2001:db8::1',
        remote: '2001:db8::2',
        ttl: 64,
        encapLimit: 4,
        flowinfo: 33628997,
        flags: ['ignEncapLimit', 'rcvDscpCopy', 'allowLocalRemote'],
        fwmark: 0,
        erspanVer: 1,
        encapType: 'none',
        encapFlags: ['csum6'],
        encapSport: 0,
        encapDport: 0,
      },
    },
  },
  {
    command: 'ip link add gt6 type ip6gretap remote 2001:db8::2 encaplimit 4 fwmark 0x10',
    bytes: `
      c4000000 1000 0506 213f0a6b 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0800 0300 67743600                           # IFLA_IFNAME
      9c00 1200                                    # IFLA_LINKINFO
        0d00 0100 697036677265746170 000000        # IFLA_INFO_KIND
        8800 0200                                  # IFLA_INFO_DATA
          0800 0400 00000000                       # IFLA_GRE_IKEY
          0800 0500 00000000                       # IFLA_GRE_OKEY
          0600 0200 0000 0000                      # IFLA_GRE_IFLAGS
          0600 0300 0000 0000                      # IFLA_GRE_OFLAGS
          1400 0700 20010db8000000000000000000000002 # IFLA_GRE_REMOTE
          0500 0800 40 000000                      # IFLA_GRE_TTL
          0500 0b00 04 000000                      # IFLA_GRE_ENCAP_LIMIT
          0800 0c00 00000000                       # IFLA_GRE_FLOWINFO
          0800 0d00 00000000                       # IFLA_GRE_FLAGS
          0800 1400 10000000                       # IFLA_GRE_FWMARK
          0500 1600 01 000000                      # IFLA_GRE_ERSPAN_VER
          0600 0e00 0000 0000                      # IFLA_GRE_ENCAP_TYPE
          0600 0f00 0200 0000                      # IFLA_GRE_ENCAP_FLAGS
          0600 1000 0000 0000                      # IFLA_GRE_ENCAP_SPORT
          0600 1100 0000 0000                      # IFLA_GRE_ENCAP_DPORT
    `,
    value: {
      ...blank,
      ifname: 'gt6',
      kind: 'ip6gretap',
      data: {
        ikey: 0,
        okey: 0,
        iflags: [],
        oflags: [],
        remote: '2001:db8::2',
        ttl: 64,
        encapLimit: 4,
        flowinfo: 0,
        flags: [],
        fwmark: 16,
        erspanVer: 1,
        encapType: 'none',
        encapFlags: ['csum6'],
        encapSport: 0,
        encapDport: 0,
      },
    },
  },
  {
    command:
      'ip link add er6 type ip6erspan seq key 1 local 2001:db8::1 remote 2001:db8::2 erspan_ver 2 erspan_dir ingress erspan_hwid 3',
    bytes: `
      e8000000 1000 0506 213f0a6b 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0800 0300 65723600                           # IFLA_IFNAME
      c000 1200                                    # IFLA_LINKINFO
        0d00 0100 69703665727370616e 000000        # IFLA_INFO_KIND
        ac00 0200                                  # IFLA_INFO_DATA
          0800 0400 00000001                       # IFLA_GRE_IKEY
          0800 0500 00000001                       # IFLA_GRE_OKEY
          0600 0200 3000 0000                      # IFLA_GRE_IFLAGS
          0600 0300 3000 0000                      # IFLA_GRE_OFLAGS
          1400 0600 20010db8000000000000000000000001 # IFLA_GRE_LOCAL
          1400 0700 20010db8000000000000000000000002 # IFLA_GRE_REMOTE
          0500 0800 40 000000                      # IFLA_GRE_TTL
          0500 0b00 04 000000                      # IFLA_GRE_ENCAP_LIMIT
          0800 0c00 00000000                       # IFLA_GRE_FLOWINFO
          0800 0d00 00000000                       # IFLA_GRE_FLAGS
          0800 1400 00000000                       # IFLA_GRE_FWMARK
          0500 1600 02 000000                      # IFLA_GRE_ERSPAN_VER
          0500 1700 00 000000                      # IFLA_GRE_ERSPAN_DIR
          0600 1800 0300 0000                      # IFLA_GRE_ERSPAN_HWID
          0600 0e00 0000 0000                      # IFLA_GRE_ENCAP_TYPE
          0600 0f00 0200 0000                      # IFLA_GRE_ENCAP_FLAGS
          0600 1000 0000 0000                      # IFLA_GRE_ENCAP_SPORT
          0600 1100 0000 0000                      # IFLA_GRE_ENCAP_DPORT
    `,
    value: {
      ...blank,
      ifname: 'er6',
      kind: 'ip6erspan',
      data: {
        ikey: 1,
        okey: 1,
        iflags: ['seq', 'key'],
        oflags: ['seq', 'key'],
        local: '2001:db8::1',
        remote: '2001:db8::2',
        ttl: 64,
        encapLimit: 4,
        flowinfo: 0,
        flags: [],
        fwmark: 0,
        erspanVer: 2,
        erspanDir: 0,
        erspanHwid: 3,
        encapType: 'none',
        encapFlags: ['csum6'],
        encapSport: 0,
        encapDport: 0,
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
