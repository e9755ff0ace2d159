import test from 'ava';
import { type Neighbour, neighbourMessage } from '../src/neighbour.ts';
import { check, type Golden } from './golden.ts';

const permanent = { family: 2, index: 2, state: ['permanent'], flags: [], type: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Neighbour>[] = [
  {
    command: 'ip neigh add 192.0.2.7 lladdr 02:00:00:00:00:07 dev br0',
    bytes: `
      30000000 1c00 0506 cd16016b 00000000 # nlmsghdr: RTM_NEWNEIGH
      020000000200000080000000       # ndmsg
      0800 0100 c0000207             # NDA_DST
      0a00 0200 020000000007 0000    # NDA_LLADDR
    `,
    value: { ...permanent, dst: '192.0.2.7', lladdr: '02:00:00:00:00:07' },
  },
  {
    command: 'ip neigh replace 2001:db8::7 lladdr 02:00:00:00:00:07 dev br0 nud reachable router',
    bytes: `
      3c000000 1c00 0505 cd16016b 00000000 # nlmsghdr: RTM_NEWNEIGH
      0a0000000200000002008000       # ndmsg
      1400 0100 20010db8000000000000000000000007 # NDA_DST
      0a00 0200 020000000007 0000    # NDA_LLADDR
    `,
    value: {
      ...permanent,
      family: 10,
      state: ['reachable'],
      flags: ['router'],
      dst: '2001:db8::7',
      lladdr: '02:00:00:00:00:07',
    },
  },
  {
    command: 'ip neigh add proxy 192.0.2.8 dev br0',
    bytes: `
      24000000 1c00 0506 cd16016b 00000000 # nlmsghdr: RTM_NEWNEIGH
      020000000200000080000800       # ndmsg
      0800 0100 c0000208             # NDA_DST
    `,
    value: { ...permanent, flags: ['proxy'], dst: '192.0.2.8' },
  },
  {
    command: 'bridge fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.20 port 4790 vni 5 self',
    bytes: `
      40000000 1c00 050c 0c19016b 00000000 # nlmsghdr: RTM_NEWNEIGH
      0700000012000000c0000200       # ndmsg
      0a00 0200 000000000000 0000    # NDA_LLADDR
      0800 0100 c0000214             # NDA_DST
      0600 0600 12b6 0000            # NDA_PORT
      0800 0700 05000000             # NDA_VNI
    `,
    value: {
      ...permanent,
      family: 7,
      index: 18,
      state: ['noarp', 'permanent'],
      flags: ['self'],
      lladdr: '00:00:00:00:00:00',
      dst: '192.0.2.20',
      port: 4790,
      vni: 5,
    },
  },
  {
    command: 'bridge fdb add 02:00:00:00:00:0a dev p0 master static vlan 5',
    bytes: `
      30000000 1c00 0506 0c19016b 00000000 # nlmsghdr: RTM_NEWNEIGH
      070000000d00000042000400       # ndmsg
      0a00 0200 02000000000a 0000    # NDA_LLADDR
      0600 0500 0500 0000            # NDA_VLAN
    `,
    value: {
      ...permanent,
      family: 7,
      index: 13,
      state: ['reachable', 'noarp'],
      flags: ['master'],
      lladdr: '02:00:00:00:00:0a',
      vlan: 5,
    },
  },
  {
    command: 'ip neigh add 192.0.2.20 dev br0 managed extern_learn',
    bytes: `
      2c000000 1c00 0506 e7370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      020000000200000000001000       # ndmsg
      0800 0100 c0000214             # NDA_DST
      0800 0f00 01000000             # NDA_FLAGS_EXT
    `,
    value: { ...permanent, state: [], flags: ['extLearned'], dst: '192.0.2.20', flagsExt: ['managed'] },
  },
  {
    command: 'ip neigh add 192.0.2.21 lladdr 02:00:00:00:00:21 dev br0 nud stale protocol 99',
    bytes: `
      38000000 1c00 0506 e8370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      020000000200000004000000       # ndmsg
      0500 0c00 63 000000            # NDA_PROTOCOL
      0800 0100 c0000215             # NDA_DST
      0a00 0200 020000000021 0000    # NDA_LLADDR
    `,
    value: { ...permanent, state: ['stale'], protocol: 99, dst: '192.0.2.21', lladdr: '02:00:00:00:00:21' },
  },
  {
    command: 'ip neigh add 192.0.2.22 lladdr 02:00:00:00:00:22 dev br0 nud noarp use',
    bytes: `
      30000000 1c00 0506 e9370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      020000000200000040000100       # ndmsg
      0800 0100 c0000216             # NDA_DST
      0a00 0200 020000000022 0000    # NDA_LLADDR
    `,
    value: { ...permanent, state: ['noarp'], flags: ['use'], dst: '192.0.2.22', lladdr: '02:00:00:00:00:22' },
  },
  {
    command: 'ip neigh add 192.0.2.24 dev br0 nud none',
    bytes: `
      24000000 1c00 0506 ec370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      020000000200000000000000       # ndmsg
      0800 0100 c0000218             # NDA_DST
    `,
    value: { ...permanent, state: [], dst: '192.0.2.24' },
  },
  {
    command: 'ip neigh add 192.0.2.25 dev br0 nud incomplete',
    bytes: `
      24000000 1c00 0506 ed370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      020000000200000001000000       # ndmsg
      0800 0100 c0000219             # NDA_DST
    `,
    value: { ...permanent, state: ['incomplete'], dst: '192.0.2.25' },
  },
  {
    command: 'ip neigh add 2001:db8::20 dev br0 nud failed',
    bytes: `
      30000000 1c00 0506 ea370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      0a0000000200000020000000       # ndmsg
      1400 0100 20010db8000000000000000000000020 # NDA_DST
    `,
    value: { ...permanent, family: 10, state: ['failed'], dst: '2001:db8::20' },
  },
  {
    command: 'ip neigh change 192.0.2.21 lladdr 02:00:00:00:00:23 dev br0 nud delay',
    bytes: `
      30000000 1c00 0501 eb370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      020000000200000008000000       # ndmsg
      0800 0100 c0000215             # NDA_DST
      0a00 0200 020000000023 0000    # NDA_LLADDR
    `,
    value: { ...permanent, state: ['delay'], dst: '192.0.2.21', lladdr: '02:00:00:00:00:23' },
  },
  {
    command: 'ip neigh replace 192.0.2.23 lladdr 02:00:00:00:00:24 dev br0 nud probe',
    bytes: `
      30000000 1c00 0505 ec370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      020000000200000010000000       # ndmsg
      0800 0100 c0000217             # NDA_DST
      0a00 0200 020000000024 0000    # NDA_LLADDR
    `,
    value: { ...permanent, state: ['probe'], dst: '192.0.2.23', lladdr: '02:00:00:00:00:24' },
  },
  {
    command: 'ip neigh add proxy 2001:db8::21 dev br0 protocol 16',
    bytes: `
      38000000 1c00 0506 ee370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      0a0000000200000080000800       # ndmsg
      0500 0c00 10 000000            # NDA_PROTOCOL
      1400 0100 20010db8000000000000000000000021 # NDA_DST
    `,
    value: { ...permanent, family: 10, flags: ['proxy'], protocol: 16, dst: '2001:db8::21' },
  },
  {
    command: 'ip neigh del 192.0.2.21 dev br0',
    bytes: `
      24000000 1d00 0500 ee370a6b 00000000 # nlmsghdr: RTM_DELNEIGH
      020000000200000080000000       # ndmsg
      0800 0100 c0000215             # NDA_DST
    `,
    value: { ...permanent, dst: '192.0.2.21' },
  },
  {
    command: 'ip neigh del proxy 192.0.2.8 dev br0',
    bytes: `
      24000000 1d00 0500 ef370a6b 00000000 # nlmsghdr: RTM_DELNEIGH
      020000000200000080000800       # ndmsg
      0800 0100 c0000208             # NDA_DST
    `,
    value: { ...permanent, flags: ['proxy'], dst: '192.0.2.8' },
  },
  {
    command: 'ip neigh get 192.0.2.22 dev br0',
    bytes: `
      24000000 1e00 0100 ef370a6b 00000000 # nlmsghdr: RTM_GETNEIGH
      020000000200000000000000       # ndmsg
      0800 0100 c0000216             # NDA_DST
    `,
    value: { ...permanent, state: [], dst: '192.0.2.22' },
  },
  {
    command: 'ip neigh get proxy 2001:db8::21 dev br0',
    bytes: `
      30000000 1e00 0100 ef370a6b 00000000 # nlmsghdr: RTM_GETNEIGH
      0a0000000200000000000800       # ndmsg
      1400 0100 20010db8000000000000000000000021 # NDA_DST
    `,
    value: { ...permanent, family: 10, state: [], flags: ['proxy'], dst: '2001:db8::21' },
  },
  {
    command: 'ip neigh show dev br0',
    bytes: `
      24000000 1e00 0103 f1370a6b 00000000 # nlmsghdr: RTM_GETNEIGH
      000000000000000000000000       # ndmsg
      0800 0800 02000000             # NDA_IFINDEX
    `,
    value: { ...permanent, family: 0, index: 0, state: [], ifindex: 2 },
  },
  {
    command: 'ip neigh show master br0',
    bytes: `
      24000000 1e00 0103 f3370a6b 00000000 # nlmsghdr: RTM_GETNEIGH
      000000000000000000000000       # ndmsg
      0800 0900 02000000             # NDA_MASTER
    `,
    value: { ...permanent, family: 0, index: 0, state: [], master: 2 },
  },
  {
    command: 'ip -6 neigh show proxy dev br0',
    bytes: `
      24000000 1e00 0103 f2370a6b 00000000 # nlmsghdr: RTM_GETNEIGH
      0a0000000000000000000800       # ndmsg
      0800 0800 02000000             # NDA_IFINDEX
    `,
    value: { ...permanent, family: 10, index: 0, state: [], flags: ['proxy'], ifindex: 2 },
  },
  {
    command: 'bridge fdb add 02:00:00:00:00:0b dev vx0 nhid 11',
    bytes: `
      30000000 1c00 0506 f4370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      0700000004000000c0000200       # ndmsg
      0a00 0200 02000000000b 0000    # NDA_LLADDR
      0800 0d00 0b000000             # NDA_NH_ID
    `,
    value: {
      ...permanent,
      family: 7,
      index: 4,
      state: ['noarp', 'permanent'],
      flags: ['self'],
      lladdr: '02:00:00:00:00:0b',
      nhId: 11,
    },
  },
  {
    command:
      'bridge fdb append 02:00:00:00:00:0c dev vx0 dst 192.0.2.30 src_vni 7 via br0 self extern_learn sticky',
    bytes: `
      40000000 1c00 050c f5370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      0700000004000000c0005200       # ndmsg
      0a00 0200 02000000000c 0000    # NDA_LLADDR
      0800 0100 c000021e             # NDA_DST
      0800 0b00 07000000             # NDA_SRC_VNI
      0800 0800 02000000             # NDA_IFINDEX
    `,
    value: {
      ...permanent,
      family: 7,
      index: 4,
      state: ['noarp', 'permanent'],
      flags: ['self', 'extLearned', 'sticky'],
      lladdr: '02:00:00:00:00:0c',
      dst: '192.0.2.30',
      srcVni: 7,
      ifindex: 2,
    },
  },
  {
    command: 'bridge fdb replace 02:00:00:00:00:0d dev p0 master dynamic',
    bytes: `
      28000000 1c00 0505 f7370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      070000000600000002000400       # ndmsg
      0a00 0200 02000000000d 0000    # NDA_LLADDR
    `,
    value: {
      ...permanent,
      family: 7,
      index: 6,
      state: ['reachable'],
      flags: ['master'],
      lladdr: '02:00:00:00:00:0d',
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) =>
    check(t, { body: neighbourMessage, headerLength: 12, isRequest: true }, golden),
  );
