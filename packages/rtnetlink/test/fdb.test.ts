import test from 'ava';
import { type Neighbour, type NeighbourMessage, neighbourMessage } from '../src/neighbour.ts';
import { check, type Golden } from './golden.ts';

const header = { family: 7, index: 4, state: [], flags: [], type: 0 } as const;

/** Requests of iproute2 6.1.0 about forwarding databases, as strace shows them. */
const requests: readonly Golden<NeighbourMessage>[] = [
  {
    command: 'bridge fdb add 02:00:00:00:00:0a dev p0 master static',
    bytes: `
      28000000 1c00 0506 9a370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      07000000 04000000 4200 04 00   # ndmsg
      0a00 0200 02000000000a 0000    # NDA_LLADDR
    `,
    value: { ...header, state: ['reachable', 'noarp'], flags: ['master'], lladdr: '02:00:00:00:00:0a' },
  },
  {
    command: 'bridge fdb replace 02:00:00:00:00:0b dev p0 master dynamic extern_learn',
    bytes: `
      28000000 1c00 0505 9a370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      07000000 04000000 0200 14 00   # ndmsg
      0a00 0200 02000000000b 0000    # NDA_LLADDR
    `,
    value: {
      ...header,
      state: ['reachable'],
      flags: ['master', 'extLearned'],
      lladdr: '02:00:00:00:00:0b',
    },
  },
  {
    command:
      'bridge fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.20 port 4790 vni 5 src_vni 6 via p0 self',
    bytes: `
      50000000 1c00 050c 9a370a6b 00000000 # nlmsghdr: RTM_NEWNEIGH
      07000000 05000000 c000 02 00   # ndmsg
      0a00 0200 000000000000 0000    # NDA_LLADDR
      0800 0100 c0000214             # NDA_DST
      0600 0600 12b6 0000            # NDA_PORT
      0800 0700 05000000             # NDA_VNI
      0800 0b00 06000000             # NDA_SRC_VNI
      0800 0800 04000000             # NDA_IFINDEX
    `,
    value: {
      ...header,
      index: 5,
      state: ['noarp', 'permanent'],
      flags: ['self'],
      lladdr: '00:00:00:00:00:00',
      dst: '192.0.2.20',
      port: 4790,
      vni: 5,
      srcVni: 6,
      ifindex: 4,
    },
  },
  {
    command: 'bridge fdb get 02:00:00:00:00:0b br br0',
    bytes: `
      30000000 1e00 0100 9a370a6b 00000000 # nlmsghdr: RTM_GETNEIGH
      07000000 00000000 0000 00 00   # ndmsg
      0a00 0200 02000000000b 0000    # NDA_LLADDR
      0800 0900 02000000             # NDA_MASTER
    `,
    value: { ...header, index: 0, lladdr: '02:00:00:00:00:0b', master: 2 },
  },
  {
    command: 'bridge fdb show br br0 brport p0',
    bytes: `
      24000000 1e00 0103 9b370a6b 00000000 # nlmsghdr: RTM_GETNEIGH
      07000000 04000000 0000 00 00   # ndmsg
      0800 0900 02000000             # NDA_MASTER
    `,
    value: { ...header, master: 2 },
  },
  {
    command: 'bridge fdb flush dev br0 brport p0 vlan 5 permanent nosticky',
    bytes: `
      3c000000 1d00 0502 9b370a6b 00000000 # nlmsghdr: RTM_DELNEIGH, NLM_F_BULK
      07000000 02000000 8000 02 00   # ndmsg
      0800 0800 04000000             # NDA_IFINDEX
      0600 0500 0500 0000            # NDA_VLAN
      0500 1100 40 000000            # NDA_NDM_FLAGS_MASK
      0600 1000 8000 0000            # NDA_NDM_STATE_MASK
    `,
    value: {
      ...header,
      index: 2,
      state: ['permanent'],
      flags: ['self'],
      ifindex: 4,
      vlan: 5,
      ndmFlagsMask: 0x40,
      ndmStateMask: 0x80,
    },
  },
];

/** A message of Linux 6.18. */
const reported: Golden<Neighbour> = {
  command: 'bridge fdb show',
  bytes: `
    4c000000 1c00 0200 01000000 115b0000 # nlmsghdr: RTM_NEWNEIGH
    07000000 04000000 4000 00 00     # ndmsg
    0a00 0200 02000000000a 0000      # NDA_LLADDR
    0800 0900 02000000               # NDA_MASTER
    0800 0f00 00000000               # NDA_FLAGS_EXT
    1400 0300 00000000 68000000 68000000 00000000 # NDA_CACHEINFO
  `,
  value: {
    ...header,
    state: ['noarp'],
    lladdr: '02:00:00:00:00:0a',
    master: 2,
    flagsExt: [],
    cacheinfo: { confirmed: 0, used: 104, updated: 104, refcnt: 0 },
  },
};

for (const golden of requests)
  test(golden.command, (t) =>
    check<NeighbourMessage>(t, { body: neighbourMessage, headerLength: 12, isRequest: true }, golden),
  );

test(`answer of ${reported.command}`, (t) =>
  check(t, { body: neighbourMessage, headerLength: 12, isRequest: false }, reported));

test('how a bridge is to watch an entry', (t) =>
  check<NeighbourMessage>(
    t,
    { body: neighbourMessage, headerLength: 12, isRequest: true },
    {
      command: 'bridge fdb has no word for NDA_FDB_EXT_ATTRS',
      bytes: `
        38000000 1c00 0505 00000000 00000000 # nlmsghdr: RTM_NEWNEIGH
        07000000 04000000 0200 04 00   # ndmsg
        0a00 0200 02000000000b 0000    # NDA_LLADDR
        1000 0e80                      # NDA_FDB_EXT_ATTRS
          0500 0100 03 000000          #   NFEA_ACTIVITY_NOTIFY
          0400 0200                    #   NFEA_DONT_REFRESH
      `,
      value: {
        ...header,
        state: ['reachable'],
        flags: ['master'],
        lladdr: '02:00:00:00:00:0b',
        fdbExtAttrs: { activityNotify: ['notify', 'inactive'], dontRefresh: true },
      },
    },
  ));
