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
];

for (const golden of requests)
  test(golden.command, (t) =>
    check(t, { body: neighbourMessage, headerLength: 12, isRequest: true }, golden),
  );
