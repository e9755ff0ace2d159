import test from 'ava';
import {
  type Stats,
  type StatsRequestMessage,
  statsMessage,
  statsRequestMessage,
} from '../../src/stats/stats.ts';
import { check, type Golden } from '../golden.ts';

const header = { family: 0, ifindex: 4 } as const;

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<StatsRequestMessage>[] = [
  {
    command: 'ip stats show dev p0 group link',
    bytes: `
      1c000000 5e00 0100 9b370a6b 00000000 # nlmsghdr: RTM_GETSTATS
      00000000 04000000 01000000     # if_stats_msg
    `,
    value: { ...header, filterMask: ['link64'] },
  },
  {
    command: 'ip stats show dev br0 group xstats subgroup bridge',
    bytes: `
      1c000000 5e00 0100 9b370a6b 00000000 # nlmsghdr: RTM_GETSTATS
      00000000 02000000 02000000     # if_stats_msg
    `,
    value: { family: 0, ifindex: 2, filterMask: ['linkXstats'] },
  },
  {
    command: 'ip stats show dev p0 group offload subgroup hw_stats_info',
    bytes: `
      28000000 5e00 0100 9b370a6b 00000000 # nlmsghdr: RTM_GETSTATS
      00000000 04000000 08000000     # if_stats_msg
      0c00 0180                      # IFLA_STATS_GET_FILTERS
        0800 0400 02000000           #   IFLA_STATS_LINK_OFFLOAD_XSTATS
    `,
    value: {
      ...header,
      filterMask: ['linkOffloadXstats'],
      getFilters: { linkOffloadXstats: ['hwSInfo'] },
    },
  },
  {
    command: 'ip stats set dev p0 l3_stats on',
    bytes: `
      24000000 5f00 0500 9b370a6b 00000000 # nlmsghdr: RTM_SETSTATS
      00000000 04000000 00000000     # if_stats_msg
      0500 0200 01 000000            # IFLA_STATS_SET_OFFLOAD_XSTATS_L3_STATS
    `,
    value: { ...header, filterMask: [], setOffloadXstatsL3Stats: 1 },
  },
];

const none = { rx: 0n, tx: 0n };

/** Messages of Linux 6.18, and of 6.1 (Debian 12) where it says so; all counters are 0 that are not shown. */
const reports: readonly Golden<Stats>[] = [
  {
    command: 'ip stats show dev p0 group xstats_slave subgroup bridge',
    bytes: `
      4c010000 5c00 0000 01000000 1d520000 # nlmsghdr: RTM_NEWSTATS
      00000000 04000000 04000000     # if_stats_msg
      3001 0300 2c01 0100 # IFLA_STATS_LINK_XSTATS_SLAVE: LINK_XSTATS_TYPE_BRIDGE
        f400 0200 # BRIDGE_XSTATS_MCAST
        0000000000000000 0000000000000000 0000000000000000 0100000000000000 0000000000000000
        0000000000000000 0000000000000000 0000000000000000 0000000000000000 0000000000000000
        0000000000000000 0000000000000000 0000000000000000 0000000000000000 0000000000000000
        0000000000000000 0000000000000000 0000000000000000 0000000000000000 0000000000000000
        0000000000000000 0000000000000000 0000000000000000 0000000000000000 0000000000000000
        0000000000000000 0000000000000000 0000000000000000 0000000000000000 0000000000000000
        3400 0400 # BRIDGE_XSTATS_STP
        0200000000000000 0000000000000000 0000000000000000 0100000000000000 0000000000000000
        0000000000000000
    `,
    value: {
      ...header,
      filterMask: ['linkXstatsSlave'],
      linkXstatsSlave: {
        bridge: {
          mcast: {
            igmpV1queries: none,
            igmpV2queries: { rx: 0n, tx: 1n },
            igmpV3queries: none,
            igmpLeaves: none,
            igmpV1reports: none,
            igmpV2reports: none,
            igmpV3reports: none,
            igmpParseErrors: 0n,
            mldV1queries: none,
            mldV2queries: none,
            mldLeaves: none,
            mldV1reports: none,
            mldV2reports: none,
            mldParseErrors: 0n,
            mcastBytes: none,
            mcastPackets: none,
          },
          stp: { transitionBlk: 2n, transitionFwd: 0n, rxBpdu: 0n, txBpdu: 1n, rxTcn: 0n, txTcn: 0n },
        },
      },
    },
  },
  {
    command: 'ip stats show dev br0 group xstats subgroup bridge, on Linux 6.1; cut down to one VLAN',
    bytes: `
      50000000 5c00 0000 01000000 ac000000 # nlmsghdr: RTM_NEWSTATS
      00000000 02000000 02000000     # if_stats_msg
      3400 0200 3000 0100            # IFLA_STATS_LINK_XSTATS: LINK_XSTATS_TYPE_BRIDGE
        2c00 0100                    #   BRIDGE_XSTATS_VLAN: bridge_vlan_xstats
          7002000000000000 0800000000000000 9400000000000000 0200000000000000 0100 2700 00000000
    `,
    value: {
      family: 0,
      ifindex: 2,
      filterMask: ['linkXstats'],
      linkXstats: {
        bridge: {
          vlan: [
            {
              rxBytes: 624n,
              rxPackets: 8n,
              txBytes: 148n,
              txPackets: 2n,
              vid: 1,
              flags: ['master', 'pvid', 'untagged', 'brentry'],
              pad2: 0,
            },
          ],
        },
      },
    },
  },
  {
    command: 'ip stats show dev d0 group xstats_slave subgroup bond, on Linux 6.1',
    bytes: `
      94000000 5c00 0000 01000000 a6000000 # nlmsghdr: RTM_NEWSTATS
      00000000 04000000 04000000     # if_stats_msg
      7800 0300 7400 0200            # IFLA_STATS_LINK_XSTATS_SLAVE: LINK_XSTATS_TYPE_BOND
        7000 0100                    #   BOND_XSTATS_3AD
          0c00 0000 0000000000000000 #     BOND_3AD_STAT_LACPDU_RX
          0c00 0100 0000000000000000
          0c00 0200 0000000000000000
          0c00 0300 0000000000000000
          0c00 0400 0000000000000000
          0c00 0500 0000000000000000
          0c00 0600 0000000000000000
          0c00 0700 0000000000000000
          0c00 0800 0000000000000000 #     BOND_3AD_STAT_MARKER_UNKNOWN_RX
    `,
    value: {
      ...header,
      filterMask: ['linkXstatsSlave'],
      linkXstatsSlave: {
        bond: {
          '3ad': {
            lacpduRx: 0n,
            lacpduTx: 0n,
            lacpduUnknownRx: 0n,
            lacpduIllegalRx: 0n,
            markerRx: 0n,
            markerTx: 0n,
            markerRespRx: 0n,
            markerRespTx: 0n,
            markerUnknownRx: 0n,
          },
        },
      },
    },
  },
  {
    command: 'ip stats show dev d0 group offload, after ip stats set dev d0 l3_stats on, on Linux 6.1',
    bytes: `
      84000000 5c00 0000 01000000 a6000000 # nlmsghdr: RTM_NEWSTATS
      00000000 04000000 08000000     # if_stats_msg
      6800 0400                      # IFLA_STATS_LINK_OFFLOAD_XSTATS
        1800 0280 1400 0380          #   IFLA_OFFLOAD_XSTATS_HW_S_INFO: IFLA_OFFLOAD_XSTATS_L3_STATS
          0500 0100 01 000000        #     IFLA_OFFLOAD_XSTATS_HW_S_INFO_REQUEST
          0500 0200 00 000000        #     IFLA_OFFLOAD_XSTATS_HW_S_INFO_USED
        4c00 0300                    #   IFLA_OFFLOAD_XSTATS_L3_STATS: rtnl_hw_stats64
          000000000000000000000000000000000000000000000000000000000000000000000000
          000000000000000000000000000000000000000000000000000000000000000000000000
    `,
    value: {
      ...header,
      filterMask: ['linkOffloadXstats'],
      linkOffloadXstats: {
        hwSInfo: { l3Stats: { request: 1, used: 0 } },
        l3Stats: {
          rxPackets: 0n,
          txPackets: 0n,
          rxBytes: 0n,
          txBytes: 0n,
          rxErrors: 0n,
          txErrors: 0n,
          rxDropped: 0n,
          txDropped: 0n,
          multicast: 0n,
        },
      },
    },
  },
  {
    command: 'ip stats show dev d0 group afstats subgroup mpls, on Linux 6.1',
    bytes: `
      70000000 5c00 0000 01000000 a6000000 # nlmsghdr: RTM_NEWSTATS
      00000000 04000000 10000000     # if_stats_msg
      5400 0500 5000 1c00            # IFLA_STATS_AF_SPEC: AF_MPLS
        4c00 0100                    #   MPLS_STATS_LINK: mpls_link_stats
          000000000000000000000000000000000000000000000000000000000000000000000000
          000000000000000000000000000000000000000000000000000000000000000000000000
    `,
    value: {
      ...header,
      filterMask: ['afSpec'],
      afSpec: {
        mpls: {
          link: {
            rxPackets: 0n,
            txPackets: 0n,
            rxBytes: 0n,
            txBytes: 0n,
            rxErrors: 0n,
            txErrors: 0n,
            rxDropped: 0n,
            txDropped: 0n,
            rxNoroute: 0n,
          },
        },
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) =>
    check<StatsRequestMessage>(t, { body: statsRequestMessage, headerLength: 12, isRequest: true }, golden),
  );

for (const golden of reports)
  test(`answer of ${golden.command}`, (t) =>
    check(t, { body: statsMessage, headerLength: 12, isRequest: false }, golden));
