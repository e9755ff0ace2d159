import test from 'ava';
import { type Link, linkMessage } from '../../src/link/link.ts';
import { check, type Golden } from '../golden.ts';

const blank = { family: 7, type: 0, index: 4, flags: [], change: 0 } as const;

/** Requests of bridge (iproute2 6.1.0), as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'bridge vlan add dev v0 vid 5-7 untagged self',
    bytes: `
      3c000000 1300 0500 71360a6b 00000000 # nlmsghdr: RTM_SETLINK
      07000000040000000000000000000000     # ifinfomsg
      1c00 1a00                            # IFLA_AF_SPEC
        0600 0000 0200 0000                # IFLA_BRIDGE_FLAGS
        0800 0200 0c000500                 # IFLA_BRIDGE_VLAN_INFO
        0800 0200 14000700                 # IFLA_BRIDGE_VLAN_INFO
    `,
    value: {
      ...blank,
      bridgeAfSpec: {
        flags: ['self'],
        vlanInfo: [
          { flags: ['untagged', 'rangeBegin'], vid: 5 },
          { flags: ['untagged', 'rangeEnd'], vid: 7 },
        ],
      },
    },
  },
  {
    command: 'bridge vlan add dev v0 vid 5-6 tunnel_info id 100-101',
    bytes: `
      5c000000 1300 0500 71360a6b 00000000 # nlmsghdr: RTM_SETLINK
      07000000040000000000000000000000     # ifinfomsg
      3c00 1a00                            # IFLA_AF_SPEC
        1c00 0300                          # IFLA_BRIDGE_VLAN_TUNNEL_INFO
          0800 0100 64000000               # IFLA_BRIDGE_VLAN_TUNNEL_ID
          0600 0200 0500 0000              # IFLA_BRIDGE_VLAN_TUNNEL_VID
          0600 0300 0800 0000              # IFLA_BRIDGE_VLAN_TUNNEL_FLAGS
        1c00 0300                          # IFLA_BRIDGE_VLAN_TUNNEL_INFO
          0800 0100 65000000               # IFLA_BRIDGE_VLAN_TUNNEL_ID
          0600 0200 0600 0000              # IFLA_BRIDGE_VLAN_TUNNEL_VID
          0600 0300 1000 0000              # IFLA_BRIDGE_VLAN_TUNNEL_FLAGS
    `,
    value: {
      ...blank,
      bridgeAfSpec: {
        vlanTunnelInfo: [
          { id: 100, vid: 5, flags: ['rangeBegin'] },
          { id: 101, vid: 6, flags: ['rangeEnd'] },
        ],
      },
    },
  },
  {
    command: 'bridge link set dev v0 hwmode vepa',
    bytes: `
      38000000 1300 0500 72360a6b 00000000 # nlmsghdr: RTM_SETLINK
      07000000040000000000000000000000     # ifinfomsg
      0400 0c80                            # IFLA_PROTINFO
      1400 1a00                            # IFLA_AF_SPEC
        0600 0000 0200 0000                # IFLA_BRIDGE_FLAGS
        0600 0100 0100 0000                # IFLA_BRIDGE_MODE
    `,
    value: { ...blank, protinfo: {}, bridgeAfSpec: { flags: ['self'], mode: 'vepa' } },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
