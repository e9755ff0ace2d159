import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command:
      'ip link add er0 type erspan seq key 5 local 192.0.2.1 remote 192.0.2.2 erspan_ver 2 erspan_dir egress erspan_hwid 7',
    bytes: `
      c4000000 1000 0506 203f0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 65723000                   # IFLA_IFNAME
      9c00 1200                            # IFLA_LINKINFO
        0a00 0100 65727370616e 0000        # IFLA_INFO_KIND
        8c00 0200                          # IFLA_INFO_DATA
          0800 0400 00000005               # IFLA_GRE_IKEY
          0800 0500 00000005               # IFLA_GRE_OKEY
          0600 0200 3000 0000              # IFLA_GRE_IFLAGS
          0600 0300 3000 0000              # IFLA_GRE_OFLAGS
          0800 0600 c0000201               # IFLA_GRE_LOCAL
          0800 0700 c0000202               # IFLA_GRE_REMOTE
          0500 0a00 01 000000              # IFLA_GRE_PMTUDISC
          0500 0900 00 000000              # IFLA_GRE_TOS
          0500 0800 00 000000              # IFLA_GRE_TTL
          0800 1400 00000000               # IFLA_GRE_FWMARK
          0500 1600 02 000000              # IFLA_GRE_ERSPAN_VER
          0500 1700 01 000000              # IFLA_GRE_ERSPAN_DIR
          0600 1800 0700 0000              # IFLA_GRE_ERSPAN_HWID
          0600 0e00 0000 0000              # IFLA_GRE_ENCAP_TYPE
          0600 0f00 0000 0000              # IFLA_GRE_ENCAP_FLAGS
          0600 1000 0000 0000              # IFLA_GRE_ENCAP_SPORT
          0600 1100 0000 0000              # IFLA_GRE_ENCAP_DPORT
    `,
    value: {
      ...blank,
      ifname: 'er0',
      kind: 'erspan',
      data: {
        ikey: 5,
        okey: 5,
        iflags: ['seq', 'key'],
        oflags: ['seq', 'key'],
        local: '192.0.2.1',
        remote: '192.0.2.2',
        pmtudisc: 1,
        tos: 0,
        ttl: 0,
        fwmark: 0,
        erspanVer: 2,
        erspanDir: 1,
        erspanHwid: 7,
        encapType: 'none',
        encapFlags: [],
        encapSport: 0,
        encapDport: 0,
      },
    },
  },
  {
    command: 'ip link add er1 type erspan okey 6 remote 192.0.2.2 erspan_ver 1 erspan 123',
    bytes: `
      b4000000 1000 0506 203f0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 65723100                   # IFLA_IFNAME
      8c00 1200                            # IFLA_LINKINFO
        0a00 0100 65727370616e 0000        # IFLA_INFO_KIND
        7c00 0200                          # IFLA_INFO_DATA
          0800 0400 00000000               # IFLA_GRE_IKEY
          0800 0500 00000006               # IFLA_GRE_OKEY
          0600 0200 0000 0000              # IFLA_GRE_IFLAGS
          0600 0300 2000 0000              # IFLA_GRE_OFLAGS
          0800 0700 c0000202               # IFLA_GRE_REMOTE
          0500 0a00 01 000000              # IFLA_GRE_PMTUDISC
          0500 0900 00 000000              # IFLA_GRE_TOS
          0500 0800 00 000000              # IFLA_GRE_TTL
          0800 1400 00000000               # IFLA_GRE_FWMARK
          0500 1600 01 000000              # IFLA_GRE_ERSPAN_VER
          0800 1500 7b000000               # IFLA_GRE_ERSPAN_INDEX
          0600 0e00 0000 0000              # IFLA_GRE_ENCAP_TYPE
          0600 0f00 0000 0000              # IFLA_GRE_ENCAP_FLAGS
          0600 1000 0000 0000              # IFLA_GRE_ENCAP_SPORT
          0600 1100 0000 0000              # IFLA_GRE_ENCAP_DPORT
    `,
    value: {
      ...blank,
      ifname: 'er1',
      kind: 'erspan',
      data: {
        ikey: 0,
        okey: 6,
        iflags: [],
        oflags: ['key'],
        remote: '192.0.2.2',
        pmtudisc: 1,
        tos: 0,
        ttl: 0,
        fwmark: 0,
        erspanVer: 1,
        erspanIndex: 123,
        encapType: 'none',
        encapFlags: [],
        encapSport: 0,
        encapDport: 0,
      },
    },
  },
  {
    command:
      'ip link add gre1 type gre local 192.0.2.1 remote 192.0.2.2 ttl 64 tos 16 ikey 1 okey 0.0.0.2 icsum oseq nopmtudisc ignore-df dev v0 fwmark 3',
    bytes: `
      bc000000 1000 0506 203f0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0900 0300 6772653100 000000          # IFLA_IFNAME
      9000 1200                            # IFLA_LINKINFO
        0700 0100 677265 00                # IFLA_INFO_KIND
        8400 0200                          # IFLA_INFO_DATA
          0800 0400 00000001               # IFLA_GRE_IKEY
          0800 0500 00000002               # IFLA_GRE_OKEY
          0600 0200 a000 0000              # IFLA_GRE_IFLAGS
          0600 0300 3000 0000              # IFLA_GRE_OFLAGS
          0800 0600 c0000201               # IFLA_GRE_LOCAL
          0800 0700 c0000202               # IFLA_GRE_REMOTE
          0500 0a00 00 000000              # IFLA_GRE_PMTUDISC
          0500 1300 01 000000              # IFLA_GRE_IGNORE_DF
          0500 0900 16 000000              # IFLA_GRE_TOS
          0800 0100 03000000               # IFLA_GRE_LINK
          0500 0800 40 000000              # IFLA_GRE_TTL
          0800 1400 03000000               # IFLA_GRE_FWMARK
          0600 0e00 0000 0000              # IFLA_GRE_ENCAP_TYPE
          0600 0f00 0000 0000              # IFLA_GRE_ENCAP_FLAGS
          0600 1000 0000 0000              # IFLA_GRE_ENCAP_SPORT
          0600 1100 0000 0000              # IFLA_GRE_ENCAP_DPORT
    `,
    value: {
      ...blank,
      ifname: 'gre1',
      kind: 'gre',
      data: {
        ikey: 1,
        okey: 2,
        iflags: ['key', 'csum'],
        oflags: ['seq', 'key'],
        local: '192.0.2.1',
        remote: '192.0.2.2',
        pmtudisc: 0,
        ignoreDf: 1,
        tos: 22,
        link: 3,
        ttl: 64,
        fwmark: 3,
        encapType: 'none',
        encapFlags: [],
        encapSport: 0,
        encapDport: 0,
      },
    },
  },
  {
    command:
      'ip link add gt0 type gretap remote 192.0.2.2 key 42 encap fou encap-sport auto encap-dport 5555 encap-csum encap-remcsum',
    bytes: `
      a4000000 1000 0506 203f0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 67743000                   # IFLA_IFNAME
      7c00 1200                            # IFLA_LINKINFO
        0a00 0100 677265746170 0000        # IFLA_INFO_KIND
        6c00 0200                          # IFLA_INFO_DATA
          0800 0400 0000002a               # IFLA_GRE_IKEY
          0800 0500 0000002a               # IFLA_GRE_OKEY
          0600 0200 2000 0000              # IFLA_GRE_IFLAGS
          0600 0300 2000 0000              # IFLA_GRE_OFLAGS
          0800 0700 c0000202               # IFLA_GRE_REMOTE
          0500 0a00 01 000000              # IFLA_GRE_PMTUDISC
          0500 0900 00 000000              # IFLA_GRE_TOS
          0500 0800 00 000000              # IFLA_GRE_TTL
          0800 1400 00000000               # IFLA_GRE_FWMARK
          0600 0e00 0100 0000              # IFLA_GRE_ENCAP_TYPE
          0600 0f00 0500 0000              # IFLA_GRE_ENCAP_FLAGS
          0600 1000 0000 0000              # IFLA_GRE_ENCAP_SPORT
          0600 1100 15b3 0000              # IFLA_GRE_ENCAP_DPORT
    `,
    value: {
      ...blank,
      ifname: 'gt0',
      kind: 'gretap',
      data: {
        ikey: 42,
        okey: 42,
        iflags: ['key'],
        oflags: ['key'],
        remote: '192.0.2.2',
        pmtudisc: 1,
        tos: 0,
        ttl: 0,
        fwmark: 0,
        encapType: 'fou',
        encapFlags: ['csum', 'remcsum'],
        encapSport: 0,
        encapDport: 5555,
      },
    },
  },
  {
    command: 'ip link add gt1 type gretap external',
    bytes: `
      40000000 1000 0506 203f0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 67743100                   # IFLA_IFNAME
      1800 1200                            # IFLA_LINKINFO
        0a00 0100 677265746170 0000        # IFLA_INFO_KIND
        0800 0200                          # IFLA_INFO_DATA
          0400 1200                        # IFLA_GRE_COLLECT_METADATA
    `,
    value: { ...blank, ifname: 'gt1', kind: 'gretap', data: { collectMetadata: true } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
