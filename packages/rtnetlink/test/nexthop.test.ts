import test from 'ava';
import { type Nexthop, nexthopMessage } from '../src/nexthop.ts';
import { check, type Golden } from './golden.ts';

const nexthop = { family: 2, scope: 0, protocol: 0, flags: [] } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Nexthop>[] = [
  {
    command: 'ip nexthop add id 1 via 192.0.2.2 dev br0',
    bytes: `
      30000000 6800 0506 c0370a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0200000000000000               # nhmsg
      0800 0100 01000000             # NHA_ID
      0800 0600 c0000202             # NHA_GATEWAY
      0800 0500 02000000             # NHA_OIF
    `,
    value: { ...nexthop, id: 1, gateway: '192.0.2.2', oif: 2 },
  },
  {
    command: 'ip nexthop add id 2 via 192.0.2.3 dev br0 onlink protocol 99',
    bytes: `
      30000000 6800 0506 c1370a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0200630004000000               # nhmsg
      0800 0100 02000000             # NHA_ID
      0800 0600 c0000203             # NHA_GATEWAY
      0800 0500 02000000             # NHA_OIF
    `,
    value: { ...nexthop, protocol: 99, flags: ['onlink'], id: 2, gateway: '192.0.2.3', oif: 2 },
  },
  {
    command: 'ip nexthop add id 3 blackhole',
    bytes: `
      24000000 6800 0506 c1370a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0200000000000000               # nhmsg
      0800 0100 03000000             # NHA_ID
      0400 0400                      # NHA_BLACKHOLE
    `,
    value: { ...nexthop, id: 3, blackhole: true },
  },
  {
    command: 'ip nexthop add id 4 dev br0',
    bytes: `
      28000000 6800 0506 c2370a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0200000000000000               # nhmsg
      0800 0100 04000000             # NHA_ID
      0800 0500 02000000             # NHA_OIF
    `,
    value: { ...nexthop, id: 4, oif: 2 },
  },
  {
    command: 'ip nexthop add id 6 via 2001:db8::2 dev br0',
    bytes: `
      3c000000 6800 0506 c4370a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0a00000000000000               # nhmsg
      0800 0100 06000000             # NHA_ID
      1400 0600 20010db8000000000000000000000002 # NHA_GATEWAY
      0800 0500 02000000             # NHA_OIF
    `,
    value: { ...nexthop, family: 10, id: 6, gateway: '2001:db8::2', oif: 2 },
  },
  {
    command: 'ip nexthop add id 7 via 192.0.2.5 fdb',
    bytes: `
      2c000000 6800 0506 c5370a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0200000000000000               # nhmsg
      0800 0100 07000000             # NHA_ID
      0800 0600 c0000205             # NHA_GATEWAY
      0400 0b00                      # NHA_FDB
    `,
    value: { ...nexthop, id: 7, gateway: '192.0.2.5', fdb: true },
  },
  {
    command: 'ip nexthop add id 8 via 2001:db8::3 dev br0 encap seg6 mode encap segs 2001:db8:a::1',
    bytes: `
      68000000 6800 0506 c6370a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0a00000000000000               # nhmsg
      0800 0100 08000000             # NHA_ID
      1400 0600 20010db8000000000000000000000003 # NHA_GATEWAY
      0800 0500 02000000             # NHA_OIF
      2400 0880                      # NHA_ENCAP
        2000 0100 01000000000204000000000020010db8000a00000000000000000001 # SEG6_IPTUNNEL_SRH
      0600 0700 0500 0000            # NHA_ENCAP_TYPE
    `,
    value: {
      ...nexthop,
      family: 10,
      id: 8,
      gateway: '2001:db8::3',
      oif: 2,
      encap: {
        type: 'seg6',
        srh: {
          mode: 'encap',
          segments: ['2001:db8:a::1'],
          nexthdr: 0,
          hdrlen: 2,
          type: 4,
          segmentsLeft: 0,
          firstSegment: 0,
          flags: [],
          tag: 0,
        },
      },
    },
  },
  {
    command: 'ip nexthop add id 10 group 1/2,3',
    bytes: `
      34000000 6800 0506 c7370a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0000000000000000               # nhmsg
      0800 0100 0a000000             # NHA_ID
      1400 0200 01000000000000000200000002000000 # NHA_GROUP
    `,
    value: {
      ...nexthop,
      family: 0,
      id: 10,
      group: [
        { id: 1, weight: 1 },
        { id: 2, weight: 3 },
      ],
    },
  },
  {
    command: 'ip nexthop add id 11 group 7 fdb',
    bytes: `
      30000000 6800 0506 c9370a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0000000000000000               # nhmsg
      0800 0100 0b000000             # NHA_ID
      0c00 0200 0700000000000000     # NHA_GROUP
      0400 0b00                      # NHA_FDB
    `,
    value: { ...nexthop, family: 0, id: 11, group: [{ id: 7, weight: 1 }], fdb: true },
  },
  {
    command: 'ip nexthop add id 12 group 1,2 type resilient buckets 8 idle_timer 60 unbalanced_timer 300',
    bytes: `
      50000000 6800 0506 cb370a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0000000000000000               # nhmsg
      0800 0100 0c000000             # NHA_ID
      0c00 0200 0100000001000000     # NHA_GROUP
      1c00 0c80                      # NHA_RES_GROUP
        0600 0100 0800 0000          # NHA_RES_GROUP_BUCKETS
        0800 0200 70170000           # NHA_RES_GROUP_IDLE_TIMER
        0800 0300 30750000           # NHA_RES_GROUP_UNBALANCED_TIMER
      0600 0300 0100 0000            # NHA_GROUP_TYPE
    `,
    value: {
      ...nexthop,
      family: 0,
      id: 12,
      group: [{ id: 1, weight: 2 }],
      resGroup: { buckets: 8, idleTimer: 6000, unbalancedTimer: 30000 },
      groupType: 'res',
    },
  },
  {
    command: 'ip nexthop replace id 12 group 1/2,256 type resilient',
    bytes: `
      3c000000 6800 0505 cd370a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0000000000000000               # nhmsg
      0800 0100 0c000000             # NHA_ID
      1400 0200 010000000000000002000000ff000000 # NHA_GROUP
      0600 0300 0100 0000            # NHA_GROUP_TYPE
    `,
    value: {
      ...nexthop,
      family: 0,
      id: 12,
      group: [
        { id: 1, weight: 1 },
        { id: 2, weight: 256 },
      ],
      groupType: 'res',
    },
  },
  {
    command: 'ip nexthop show id 12',
    bytes: `
      20000000 6a00 0100 cf370a6b 00000000 # nlmsghdr: RTM_GETNEXTHOP
      0000000000000000               # nhmsg
      0800 0100 0c000000             # NHA_ID
    `,
    value: { ...nexthop, family: 0, id: 12 },
  },
  {
    command: 'ip nexthop show groups',
    bytes: `
      1c000000 6a00 0103 d5370a6b 00000000 # nlmsghdr: RTM_GETNEXTHOP
      0000000000000000               # nhmsg
      0400 0900                      # NHA_GROUPS
    `,
    value: { ...nexthop, family: 0, groups: true },
  },
  {
    command: 'ip nexthop show dev br0 fdb',
    bytes: `
      24000000 6a00 0103 d8370a6b 00000000 # nlmsghdr: RTM_GETNEXTHOP
      0000000000000000               # nhmsg
      0800 0500 02000000             # NHA_OIF
      0400 0b00                      # NHA_FDB
    `,
    value: { ...nexthop, family: 0, oif: 2, fdb: true },
  },
  {
    command: 'ip nexthop show master br0',
    bytes: `
      20000000 6a00 0103 da370a6b 00000000 # nlmsghdr: RTM_GETNEXTHOP
      0000000000000000               # nhmsg
      0800 0a00 02000000             # NHA_MASTER
    `,
    value: { ...nexthop, family: 0, master: 2 },
  },
  {
    command: 'ip nexthop bucket show id 12',
    bytes: `
      20000000 7600 0103 dc370a6b 00000000 # nlmsghdr: RTM_GETNEXTHOPBUCKET
      0000000000000000               # nhmsg
      0800 0100 0c000000             # NHA_ID
    `,
    value: { ...nexthop, family: 0, id: 12 },
  },
  {
    command: 'ip nexthop bucket show dev br0 nhid 1',
    bytes: `
      2c000000 7600 0103 de370a6b 00000000 # nlmsghdr: RTM_GETNEXTHOPBUCKET
      0000000000000000               # nhmsg
      0800 0500 02000000             # NHA_OIF
      0c00 0d80                      # NHA_RES_BUCKET
        0800 0300 01000000           # NHA_RES_BUCKET_NH_ID
    `,
    value: { ...nexthop, family: 0, oif: 2, resBucket: { nhId: 1 } },
  },
  {
    command: 'ip nexthop bucket get id 12 index 3',
    bytes: `
      2c000000 7600 0100 e2370a6b 00000000 # nlmsghdr: RTM_GETNEXTHOPBUCKET
      0000000000000000               # nhmsg
      0800 0100 0c000000             # NHA_ID
      0c00 0d80                      # NHA_RES_BUCKET
        0600 0100 0300 0000          # NHA_RES_BUCKET_INDEX
    `,
    value: { ...nexthop, family: 0, id: 12, resBucket: { index: 3 } },
  },
  {
    command: 'ip nexthop del id 3',
    bytes: `
      20000000 6900 0500 e4370a6b 00000000 # nlmsghdr: RTM_DELNEXTHOP
      0000000000000000               # nhmsg
      0800 0100 03000000             # NHA_ID
    `,
    value: { ...nexthop, family: 0, id: 3 },
  },
  {
    command: 'ip nexthop add id 5 encap mpls 100/200 via 192.0.2.4 dev br0',
    bytes: `
      48000000 6800 0506 883b0a6b 00000000 # nlmsghdr: RTM_NEWNEXTHOP
      0200000000000000               # nhmsg
      0800 0100 05000000             # NHA_ID
      1000 0880                      # NHA_ENCAP
        0c00 0100 00064000000c8100   # MPLS_IPTUNNEL_DST
      0600 0700 0100 0000            # NHA_ENCAP_TYPE
      0800 0600 c0000204             # NHA_GATEWAY
      0800 0500 02000000             # NHA_OIF
    `,
    value: { ...nexthop, id: 5, gateway: '192.0.2.4', oif: 2, encap: { type: 'mpls', dst: [100, 200] } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: nexthopMessage, headerLength: 8, isRequest: true }, golden));
