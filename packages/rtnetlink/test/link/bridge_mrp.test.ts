import test from 'ava';
import { type Link, linkMessage } from '../../src/link/link.ts';
import { check, type Golden } from '../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests that iproute2 6.1.0 cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_bridge.h: a ring',
    bytes: `
      a0000000 1300 0500 01000000 00000000 # nlmsghdr: RTM_SETLINK
      07000000020000000000000000000000     # ifinfomsg
      8000 1a00                            # IFLA_AF_SPEC
        7c00 0480                          # IFLA_BRIDGE_MRP
          2400 0180                        # IFLA_BRIDGE_MRP_INSTANCE
            0800 0100 01000000             # IFLA_BRIDGE_MRP_INSTANCE_RING_ID
            0800 0200 03000000             # IFLA_BRIDGE_MRP_INSTANCE_P_IFINDEX
            0800 0300 04000000             # IFLA_BRIDGE_MRP_INSTANCE_S_IFINDEX
            0600 0400 0080 0000            # IFLA_BRIDGE_MRP_INSTANCE_PRIO
          1400 0580                        # IFLA_BRIDGE_MRP_RING_ROLE
            0800 0100 01000000             # IFLA_BRIDGE_MRP_RING_ROLE_RING_ID
            0800 0200 02000000             # IFLA_BRIDGE_MRP_RING_ROLE_ROLE
          1400 0480                        # IFLA_BRIDGE_MRP_RING_STATE
            0800 0100 01000000             # IFLA_BRIDGE_MRP_RING_STATE_RING_ID
            0800 0200 01000000             # IFLA_BRIDGE_MRP_RING_STATE_STATE
          2c00 0680                        # IFLA_BRIDGE_MRP_START_TEST
            0800 0100 01000000             # IFLA_BRIDGE_MRP_START_TEST_RING_ID
            0800 0200 204e0000             # IFLA_BRIDGE_MRP_START_TEST_INTERVAL
            0800 0300 03000000             # IFLA_BRIDGE_MRP_START_TEST_MAX_MISS
            0800 0400 40420f00             # IFLA_BRIDGE_MRP_START_TEST_PERIOD
            0800 0500 00000000             # IFLA_BRIDGE_MRP_START_TEST_MONITOR
    `,
    value: {
      ...blank,
      family: 7,
      index: 2,
      bridgeAfSpec: {
        mrp: {
          instance: { ringId: 1, pIfindex: 3, sIfindex: 4, prio: 32768 },
          ringRole: { ringId: 1, role: 'mrm' },
          ringState: { ringId: 1, state: 'closed' },
          startTest: { ringId: 1, interval: 20000, maxMiss: 3, period: 1000000, monitor: 0 },
        },
      },
    },
  },
  {
    command: 'composed by hand from linux/if_bridge.h: an interconnection',
    bytes: `
      84000000 1300 0500 01000000 00000000 # nlmsghdr: RTM_SETLINK
      07000000020000000000000000000000     # ifinfomsg
      6400 1a00                            # IFLA_AF_SPEC
        6000 0480                          # IFLA_BRIDGE_MRP
          2400 0880                        # IFLA_BRIDGE_MRP_IN_ROLE
            0800 0100 01000000             # IFLA_BRIDGE_MRP_IN_ROLE_RING_ID
            0600 0200 0500 0000            # IFLA_BRIDGE_MRP_IN_ROLE_IN_ID
            0800 0300 01000000             # IFLA_BRIDGE_MRP_IN_ROLE_ROLE
            0800 0400 06000000             # IFLA_BRIDGE_MRP_IN_ROLE_I_IFINDEX
          1400 0980                        # IFLA_BRIDGE_MRP_IN_STATE
            0800 0100 05000000             # IFLA_BRIDGE_MRP_IN_STATE_IN_ID
            0800 0200 00000000             # IFLA_BRIDGE_MRP_IN_STATE_STATE
          2400 0a80                        # IFLA_BRIDGE_MRP_START_IN_TEST
            0800 0100 05000000             # IFLA_BRIDGE_MRP_START_IN_TEST_IN_ID
            0800 0200 204e0000             # IFLA_BRIDGE_MRP_START_IN_TEST_INTERVAL
            0800 0300 03000000             # IFLA_BRIDGE_MRP_START_IN_TEST_MAX_MISS
            0800 0400 40420f00             # IFLA_BRIDGE_MRP_START_IN_TEST_PERIOD
    `,
    value: {
      ...blank,
      family: 7,
      index: 2,
      bridgeAfSpec: {
        mrp: {
          inRole: { ringId: 1, inId: 5, role: 'mic', iIfindex: 6 },
          inState: { inId: 5, state: 'open' },
          startInTest: { inId: 5, interval: 20000, maxMiss: 3, period: 1000000 },
        },
      },
    },
  },
  {
    command: 'composed by hand from linux/if_bridge.h: a port',
    bytes: `
      40000000 1300 0500 01000000 00000000 # nlmsghdr: RTM_SETLINK
      07000000030000000000000000000000     # ifinfomsg
      2000 1a00                            # IFLA_AF_SPEC
        1c00 0480                          # IFLA_BRIDGE_MRP
          0c00 0280                        # IFLA_BRIDGE_MRP_PORT_STATE
            0800 0100 02000000             # IFLA_BRIDGE_MRP_PORT_STATE_STATE
          0c00 0380                        # IFLA_BRIDGE_MRP_PORT_ROLE
            0800 0100 01000000             # IFLA_BRIDGE_MRP_PORT_ROLE_ROLE
    `,
    value: {
      ...blank,
      family: 7,
      index: 3,
      bridgeAfSpec: { mrp: { portState: { state: 'forwarding' }, portRole: { role: 'secondary' } } },
    },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_bridge.h: what is reported, of two rings',
    bytes: `
      10010000 1000 0000 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      07000000020000000000000000000000     # ifinfomsg
      f000 1a00                            # IFLA_AF_SPEC
        ec00 0400                          # IFLA_BRIDGE_MRP
          7400 0700                        # IFLA_BRIDGE_MRP_INFO
            0800 0100 01000000             # IFLA_BRIDGE_MRP_INFO_RING_ID
            0800 0200 03000000             # IFLA_BRIDGE_MRP_INFO_P_IFINDEX
            0800 0300 04000000             # IFLA_BRIDGE_MRP_INFO_S_IFINDEX
            0600 0400 0080 0000            # IFLA_BRIDGE_MRP_INFO_PRIO
            0800 0500 01000000             # IFLA_BRIDGE_MRP_INFO_RING_STATE
            0800 0600 03000000             # IFLA_BRIDGE_MRP_INFO_RING_ROLE
            0800 0700 204e0000             # IFLA_BRIDGE_MRP_INFO_TEST_INTERVAL
            0800 0800 03000000             # IFLA_BRIDGE_MRP_INFO_TEST_MAX_MISS
            0800 0900 01000000             # IFLA_BRIDGE_MRP_INFO_TEST_MONITOR
            0800 0a00 06000000             # IFLA_BRIDGE_MRP_INFO_I_IFINDEX
            0800 0b00 00000000             # IFLA_BRIDGE_MRP_INFO_IN_STATE
            0800 0c00 02000000             # IFLA_BRIDGE_MRP_INFO_IN_ROLE
            0800 0d00 00000000             # IFLA_BRIDGE_MRP_INFO_IN_TEST_INTERVAL
            0800 0e00 00000000             # IFLA_BRIDGE_MRP_INFO_IN_TEST_MAX_MISS
          7400 0700                        # IFLA_BRIDGE_MRP_INFO
            0800 0100 02000000             # IFLA_BRIDGE_MRP_INFO_RING_ID
            0800 0200 03000000             # IFLA_BRIDGE_MRP_INFO_P_IFINDEX
            0800 0300 04000000             # IFLA_BRIDGE_MRP_INFO_S_IFINDEX
            0600 0400 0080 0000            # IFLA_BRIDGE_MRP_INFO_PRIO
            0800 0500 01000000             # IFLA_BRIDGE_MRP_INFO_RING_STATE
            0800 0600 03000000             # IFLA_BRIDGE_MRP_INFO_RING_ROLE
            0800 0700 204e0000             # IFLA_BRIDGE_MRP_INFO_TEST_INTERVAL
            0800 0800 03000000             # IFLA_BRIDGE_MRP_INFO_TEST_MAX_MISS
            0800 0900 01000000             # IFLA_BRIDGE_MRP_INFO_TEST_MONITOR
            0800 0a00 06000000             # IFLA_BRIDGE_MRP_INFO_I_IFINDEX
            0800 0b00 00000000             # IFLA_BRIDGE_MRP_INFO_IN_STATE
            0800 0c00 02000000             # IFLA_BRIDGE_MRP_INFO_IN_ROLE
            0800 0d00 00000000             # IFLA_BRIDGE_MRP_INFO_IN_TEST_INTERVAL
            0800 0e00 00000000             # IFLA_BRIDGE_MRP_INFO_IN_TEST_MAX_MISS
    `,
    value: {
      ...blank,
      family: 7,
      index: 2,
      bridgeAfSpec: {
        mrp: {
          info: [
            {
              ringId: 1,
              pIfindex: 3,
              sIfindex: 4,
              prio: 32768,
              ringState: 'closed',
              ringRole: 'mra',
              testInterval: 20000,
              testMaxMiss: 3,
              testMonitor: 1,
              iIfindex: 6,
              inState: 'open',
              inRole: 'mim',
              inTestInterval: 0,
              inTestMaxMiss: 0,
            },
            {
              ringId: 2,
              pIfindex: 3,
              sIfindex: 4,
              prio: 32768,
              ringState: 'closed',
              ringRole: 'mra',
              testInterval: 20000,
              testMaxMiss: 3,
              testMonitor: 1,
              iIfindex: 6,
              inState: 'open',
              inRole: 'mim',
              inTestInterval: 0,
              inTestMaxMiss: 0,
            },
          ],
        },
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
