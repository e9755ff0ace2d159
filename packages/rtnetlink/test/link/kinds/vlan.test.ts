import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command:
      'ip link add link br0 name br0.5 type vlan protocol 802.1ad id 5 reorder_hdr off gvrp on egress-qos-map 1:2 3:4 ingress-qos-map 5:6',
    bytes: `
      8c000000 1000 0506 6719016b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000 # ifinfomsg
      0800 0500 02000000             # IFLA_LINK
      0a00 0300 6272302e3500 0000    # IFLA_IFNAME
      5800 1200                      # IFLA_LINKINFO
        0800 0100 766c616e             # IFLA_INFO_KIND
        4c00 0200                      # IFLA_INFO_DATA
          0600 0500 88a8 0000            # IFLA_VLAN_PROTOCOL
          0600 0100 0500 0000            # IFLA_VLAN_ID
          1c00 0300                      # IFLA_VLAN_EGRESS_QOS
            0c00 0100 0100000002000000     # IFLA_VLAN_QOS_MAPPING
            0c00 0100 0300000004000000     # IFLA_VLAN_QOS_MAPPING
          1000 0400                      # IFLA_VLAN_INGRESS_QOS
            0c00 0100 0500000006000000     # IFLA_VLAN_QOS_MAPPING
          0c00 0200 0200000003000000     # IFLA_VLAN_FLAGS
    `,
    value: {
      ...blank,
      ifname: 'br0.5',
      link: 2,
      kind: 'vlan',
      data: {
        protocol: 0x88a8,
        id: 5,
        flags: { flags: ['gvrp'], mask: ['reorderHdr', 'gvrp'] },
        egressQos: {
          mapping: [
            { from: 1, to: 2 },
            { from: 3, to: 4 },
          ],
        },
        ingressQos: { mapping: [{ from: 5, to: 6 }] },
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));
