import test from 'ava';
import { Reader } from '../../../src/bytes/reader.ts';
import { bridgePort } from '../../../src/link/kinds/bridge_port.ts';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { otherKind } from '../../../src/link/linkinfo.ts';
import { bytesOf, check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** iproute2 says neither the kind of the master nor, in its place, the kind of the link; the kernel knows both. */
const slaveData = bytesOf(`
  08000300 64000000  06000200 05000000  05000400 01000000  05000500 01000000  05000100 03000000
  05001900 02000000  06001f00 08000000  04001800           05002100 01000000
`);

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command:
      'ip link set dev mv0 type bridge_slave cost 100 priority 5 hairpin on guard on state 3 mcast_router 2 group_fwd_mask 8 fdb_flush isolated on',
    bytes: `
      7c000000 1000 0500 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      000000000e0000000000000000000000 # ifinfomsg
      5c00 1200                      # IFLA_LINKINFO
        1000 0100 6272696467655f736c617665 # IFLA_INFO_KIND
        4800 0500                      # IFLA_INFO_SLAVE_DATA
          0800 0300 64000000             # IFLA_BRPORT_COST
          0600 0200 0500 0000            # IFLA_BRPORT_PRIORITY
          0500 0400 01 000000            # IFLA_BRPORT_MODE
          0500 0500 01 000000            # IFLA_BRPORT_GUARD
          0500 0100 03 000000            # IFLA_BRPORT_STATE
          0500 1900 02 000000            # IFLA_BRPORT_MULTICAST_ROUTER
          0600 1f00 0800 0000            # IFLA_BRPORT_GROUP_FWD_MASK
          0400 1800                      # IFLA_BRPORT_FLUSH
          0500 2100 01 000000            # IFLA_BRPORT_ISOLATED
    `,
    value: {
      ...blank,
      index: 14,
      kind: otherKind('bridge_slave'),
      linkinfoUnknown: [
        {
          type: 5,
          bytes: slaveData,
        },
      ],
    },
  },
  {
    command: 'ip link set dev mv0 master br0',
    bytes: `
      28000000 1000 0500 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      000000000e0000000000000000000000 # ifinfomsg
      0800 0a00 02000000             # IFLA_MASTER
    `,
    value: { ...blank, index: 14, master: 2 },
  },
  {
    command: 'composed by hand from linux/if_link.h of Linux 7.1: what came after Linux 6.1',
    bytes: `
      64000000 1000 0500 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0700 0300 703000 00                  # IFLA_IFNAME
      3c00 1200                            # IFLA_LINKINFO
        0b00 0400 62726964676500 00        # IFLA_INFO_SLAVE_KIND
        2c00 0500                          # IFLA_INFO_SLAVE_DATA
          0500 2800 01 000000              # IFLA_BRPORT_MAB
          0800 2a00 0a000000               # IFLA_BRPORT_MCAST_MAX_GROUPS
          0500 2b00 01 000000              # IFLA_BRPORT_NEIGH_VLAN_SUPPRESS
          0800 2c00 07000000               # IFLA_BRPORT_BACKUP_NHID
          0500 2d00 01 000000              # IFLA_BRPORT_NEIGH_FORWARD_GRAT
    `,
    value: {
      ...blank,
      ifname: 'p0',
      slaveKind: 'bridge',
      slaveData: { mab: 1, mcastMaxGroups: 10, neighVlanSuppress: 1, backupNhid: 7, neighForwardGrat: 1 },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

test('the attributes of that request', (t) => {
  t.deepEqual(bridgePort.read(Reader.copy(slaveData), 0, slaveData.length), {
    cost: 100,
    priority: 5,
    mode: 1,
    guard: 1,
    state: 'forwarding',
    multicastRouter: 'perm',
    groupFwdMask: 8,
    flush: true,
    isolated: 1,
  });
});
