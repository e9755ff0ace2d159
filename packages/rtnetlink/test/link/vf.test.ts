import test from 'ava';
import { type Link, linkMessage } from '../../src/link/link.ts';
import { check, type Golden } from '../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<Link>[] = [
  {
    command: 'ip link set v0 vf 1 mac 02:00:00:00:00:12',
    bytes: `
      50000000 1000 0500 f33e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      3000 1600                            # IFLA_VFINFO_LIST
        2c00 0100                          # IFLA_VF_INFO
          2800 0100 010000000200000000120000000000000000000000000000000000000000000000000000 # IFLA_VF_MAC
    `,
    value: { ...blank, index: 3, vfinfoList: { info: [{ mac: { vf: 1, mac: '02:00:00:00:00:12' } }] } },
  },
  {
    command: 'ip link set v0 vf 2 vlan 10 qos 3 proto 802.1ad',
    bytes: `
      40000000 1000 0500 f23e0a6b 00000000         # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000             # ifinfomsg
      2000 1600                                    # IFLA_VFINFO_LIST
        1c00 0100                                  # IFLA_VF_INFO
          1800 0c00                                # IFLA_VF_VLAN_LIST
            1400 0100 020000000a0000000300000088a80000 # IFLA_VF_VLAN_INFO
    `,
    value: {
      ...blank,
      index: 3,
      vfinfoList: { info: [{ vlanList: { info: [{ vf: 2, vlan: 10, qos: 3, vlanProto: 34984 }] } }] },
    },
  },
  {
    command: 'ip link set v0 vf 1 vlan 5',
    bytes: `
      38000000 1000 0500 f23e0a6b 00000000   # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000       # ifinfomsg
      1800 1600                              # IFLA_VFINFO_LIST
        1400 0100                            # IFLA_VF_INFO
          1000 0200 010000000500000000000000 # IFLA_VF_VLAN
    `,
    value: { ...blank, index: 3, vfinfoList: { info: [{ vlan: { vf: 1, vlan: 5, qos: 0 } }] } },
  },
  {
    command: 'ip link set v0 vf 0 max_tx_rate 100 min_tx_rate 10',
    bytes: `
      38000000 1000 0500 f33e0a6b 00000000   # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000       # ifinfomsg
      1800 1600                              # IFLA_VFINFO_LIST
        1400 0100                            # IFLA_VF_INFO
          1000 0600 000000000a00000064000000 # IFLA_VF_RATE
    `,
    value: { ...blank, index: 3, vfinfoList: { info: [{ rate: { vf: 0, minTxRate: 10, maxTxRate: 100 } }] } },
  },
  {
    command: 'ip link set v0 vf 0 rate 7',
    bytes: `
      34000000 1000 0500 f33e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      1400 1600                            # IFLA_VFINFO_LIST
        1000 0100                          # IFLA_VF_INFO
          0c00 0300 0000000007000000       # IFLA_VF_TX_RATE
    `,
    value: { ...blank, index: 3, vfinfoList: { info: [{ txRate: { vf: 0, rate: 7 } }] } },
  },
  {
    command: 'ip link set v0 vf 1 spoofchk on',
    bytes: `
      34000000 1000 0500 f33e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      1400 1600                            # IFLA_VFINFO_LIST
        1000 0100                          # IFLA_VF_INFO
          0c00 0400 0100000001000000       # IFLA_VF_SPOOFCHK
    `,
    value: { ...blank, index: 3, vfinfoList: { info: [{ spoofchk: { vf: 1, setting: 1 } }] } },
  },
  {
    command: 'ip link set v0 vf 1 query_rss on',
    bytes: `
      34000000 1000 0500 f33e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      1400 1600                            # IFLA_VFINFO_LIST
        1000 0100                          # IFLA_VF_INFO
          0c00 0700 0100000001000000       # IFLA_VF_RSS_QUERY_EN
    `,
    value: { ...blank, index: 3, vfinfoList: { info: [{ rssQueryEn: { vf: 1, setting: 1 } }] } },
  },
  {
    command: 'ip link set v0 vf 1 trust off',
    bytes: `
      34000000 1000 0500 f33e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      1400 1600                            # IFLA_VFINFO_LIST
        1000 0100                          # IFLA_VF_INFO
          0c00 0900 0100000000000000       # IFLA_VF_TRUST
    `,
    value: { ...blank, index: 3, vfinfoList: { info: [{ trust: { vf: 1, setting: 0 } }] } },
  },
  {
    command: 'ip link set v0 vf 1 state enable',
    bytes: `
      34000000 1000 0500 f33e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      1400 1600                            # IFLA_VFINFO_LIST
        1000 0100                          # IFLA_VF_INFO
          0c00 0500 0100000001000000       # IFLA_VF_LINK_STATE
    `,
    value: { ...blank, index: 3, vfinfoList: { info: [{ linkState: { vf: 1, linkState: 'enable' } }] } },
  },
  {
    command: 'ip link set v0 vf 1 node_guid 00:01:02:03:04:05:06:07',
    bytes: `
      3c000000 1000 0500 f33e0a6b 00000000         # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000             # ifinfomsg
      1c00 1600                                    # IFLA_VFINFO_LIST
        1800 0100                                  # IFLA_VF_INFO
          1400 0a00 01000000000000000706050403020100 # IFLA_VF_IB_NODE_GUID
    `,
    value: { ...blank, index: 3, vfinfoList: { info: [{ ibNodeGuid: { vf: 1, guid: 0x1020304050607n } }] } },
  },
  {
    command: 'ip link set v0 vf 1 port_guid 00:01:02:03:04:05:06:08',
    bytes: `
      3c000000 1000 0500 f43e0a6b 00000000         # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000             # ifinfomsg
      1c00 1600                                    # IFLA_VFINFO_LIST
        1800 0100                                  # IFLA_VF_INFO
          1400 0b00 01000000000000000806050403020100 # IFLA_VF_IB_PORT_GUID
    `,
    value: { ...blank, index: 3, vfinfoList: { info: [{ ibPortGuid: { vf: 1, guid: 0x1020304050608n } }] } },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h: what is reported of a VF',
    bytes: `
      78010000 1000 0000 01000000 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      5801 1600                                    # IFLA_VFINFO_LIST
        2801 0100                                  # IFLA_VF_INFO
          2800 0100 000000000200000000120000000000000000000000000000000000000000000000000000 # IFLA_VF_MAC
          1000 0200 000000000a00000003000000       # IFLA_VF_VLAN
          0c00 0300 0000000007000000               # IFLA_VF_TX_RATE
          0c00 0400 0000000001000000               # IFLA_VF_SPOOFCHK
          0c00 0500 0000000002000000               # IFLA_VF_LINK_STATE
          1000 0600 000000000a00000064000000       # IFLA_VF_RATE
          0c00 0700 0000000000000000               # IFLA_VF_RSS_QUERY_EN
          6400 0800                                # IFLA_VF_STATS
            0c00 0000 0100000000000000             # IFLA_VF_STATS_RX_PACKETS
            0c00 0100 0200000000000000             # IFLA_VF_STATS_TX_PACKETS
            0c00 0200 0300000000000000             # IFLA_VF_STATS_RX_BYTES
            0c00 0300 0400000000000000             # IFLA_VF_STATS_TX_BYTES
            0c00 0400 0500000000000000             # IFLA_VF_STATS_BROADCAST
            0c00 0500 0600000000000000             # IFLA_VF_STATS_MULTICAST
            0c00 0700 0700000000000000             # IFLA_VF_STATS_RX_DROPPED
            0c00 0800 0800000000000000             # IFLA_VF_STATS_TX_DROPPED
          0c00 0900 0000000001000000               # IFLA_VF_TRUST
          1800 0c00                                # IFLA_VF_VLAN_LIST
            1400 0100 000000000a0000000300000088a80000 # IFLA_VF_VLAN_INFO
          2400 0d00 ffffffffffff0000000000000000000000000000000000000000000000000000 # IFLA_VF_BROADCAST
        2c00 0100                                  # IFLA_VF_INFO
          2800 0100 0100000080000208fe8000000000000000000000000000aa000000000000000000000000 # IFLA_VF_MAC
    `,
    value: {
      ...blank,
      vfinfoList: {
        info: [
          {
            mac: { vf: 0, mac: '02:00:00:00:00:12' },
            vlan: { vf: 0, vlan: 10, qos: 3 },
            txRate: { vf: 0, rate: 7 },
            spoofchk: { vf: 0, setting: 1 },
            linkState: { vf: 0, linkState: 'disable' },
            rate: { vf: 0, minTxRate: 10, maxTxRate: 100 },
            rssQueryEn: { vf: 0, setting: 0 },
            stats: {
              rxPackets: 1n,
              txPackets: 2n,
              rxBytes: 3n,
              txBytes: 4n,
              broadcast: 5n,
              multicast: 6n,
              rxDropped: 7n,
              txDropped: 8n,
            },
            trust: { vf: 0, setting: 1 },
            vlanList: { info: [{ vf: 0, vlan: 10, qos: 3, vlanProto: 34984 }] },
            broadcast: 'ff:ff:ff:ff:ff:ff',
          },
          { mac: { vf: 1, mac: '80:00:02:08:fe:80:00:00:00:00:00:00:00:00:00:00:00:00:00:aa' } },
        ],
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
