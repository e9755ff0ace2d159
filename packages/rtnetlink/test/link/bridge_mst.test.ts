import test from 'ava';
import { type Link, linkMessage } from '../../src/link/link.ts';
import { check, type Golden } from '../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests that iproute2 6.1.0 cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_bridge.h: the state of a port in two trees',
    bytes: `
      50000000 1300 0500 01000000 00000000 # nlmsghdr: RTM_SETLINK
      07000000030000000000000000000000     # ifinfomsg
      3000 1a00                            # IFLA_AF_SPEC
        2c00 0680                          # IFLA_BRIDGE_MST
          1400 0180                        # IFLA_BRIDGE_MST_ENTRY
            0600 0100 0100 0000            # IFLA_BRIDGE_MST_ENTRY_MSTI
            0500 0200 04 000000            # IFLA_BRIDGE_MST_ENTRY_STATE
          1400 0180                        # IFLA_BRIDGE_MST_ENTRY
            0600 0100 0200 0000            # IFLA_BRIDGE_MST_ENTRY_MSTI
            0500 0200 03 000000            # IFLA_BRIDGE_MST_ENTRY_STATE
    `,
    value: {
      ...blank,
      family: 7,
      index: 3,
      bridgeAfSpec: {
        mst: {
          entry: [
            { msti: 1, state: 'blocking' },
            { msti: 2, state: 'forwarding' },
          ],
        },
      },
    },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_bridge.h: what is reported of MST',
    bytes: `
      50000000 1000 0000 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      07000000030000000000000000000000     # ifinfomsg
      3000 1a00                            # IFLA_AF_SPEC
        2c00 0680                          # IFLA_BRIDGE_MST
          1400 0100                        # IFLA_BRIDGE_MST_ENTRY
            0600 0100 0100 0000            # IFLA_BRIDGE_MST_ENTRY_MSTI
            0500 0200 04 000000            # IFLA_BRIDGE_MST_ENTRY_STATE
          1400 0100                        # IFLA_BRIDGE_MST_ENTRY
            0600 0100 0200 0000            # IFLA_BRIDGE_MST_ENTRY_MSTI
            0500 0200 03 000000            # IFLA_BRIDGE_MST_ENTRY_STATE
    `,
    value: {
      ...blank,
      family: 7,
      index: 3,
      bridgeAfSpec: {
        mst: {
          entry: [
            { msti: 1, state: 'blocking' },
            { msti: 2, state: 'forwarding' },
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
