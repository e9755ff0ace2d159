import test from 'ava';
import {
  type VlanDumpMessage,
  type VlanMessage,
  type VlanReport,
  vlanDumpMessage,
  vlanMessage,
} from '../../src/vlan/vlan.ts';
import { check, type Golden } from '../golden.ts';

/** Requests of iproute2 6.1.0, as strace shows them. */
const requests: readonly Golden<VlanMessage>[] = [
  {
    command: 'bridge vlan set dev p0 vid 5 state blocking',
    bytes: `
      2c000000 7000 0500 9b370a6b 00000000 # nlmsghdr: RTM_NEWVLAN
      07000000 04000000              # br_vlan_msg
      1400 0180                      # BRIDGE_VLANDB_ENTRY
        0800 0100 4000 0500          #   BRIDGE_VLANDB_ENTRY_INFO
        0500 0300 04 000000          #   BRIDGE_VLANDB_ENTRY_STATE
    `,
    value: {
      family: 7,
      ifindex: 4,
      entry: [{ info: { flags: ['onlyOpts'], vid: 5 }, state: 'blocking' }],
    },
  },
  {
    command: 'bridge vlan set dev p0 vid 5-9 mcast_router 2',
    bytes: `
      34000000 7000 0500 9b370a6b 00000000 # nlmsghdr: RTM_NEWVLAN
      07000000 04000000              # br_vlan_msg
      1c00 0180                      # BRIDGE_VLANDB_ENTRY
        0800 0100 4000 0500          #   BRIDGE_VLANDB_ENTRY_INFO
        0600 0200 0900 0000          #   BRIDGE_VLANDB_ENTRY_RANGE
        0500 0600 02 000000          #   BRIDGE_VLANDB_ENTRY_MCAST_ROUTER
    `,
    value: {
      family: 7,
      ifindex: 4,
      entry: [{ info: { flags: ['onlyOpts'], vid: 5 }, range: 9, mcastRouter: 'perm' }],
    },
  },
  {
    command:
      'bridge vlan global set dev br0 vid 5 mcast_snooping 1 mcast_querier 1 mcast_query_interval 6000',
    bytes: `
      40000000 7000 0500 9b370a6b 00000000 # nlmsghdr: RTM_NEWVLAN
      07000000 02000000              # br_vlan_msg
      2800 0280                      # BRIDGE_VLANDB_GLOBAL_OPTIONS
        0600 0100 0500 0000          #   BRIDGE_VLANDB_GOPTS_ID
        0500 0300 01 000000          #   BRIDGE_VLANDB_GOPTS_MCAST_SNOOPING
        0500 0f00 01 000000          #   BRIDGE_VLANDB_GOPTS_MCAST_QUERIER
        0c00 0c00 7017000000000000   #   BRIDGE_VLANDB_GOPTS_MCAST_QUERY_INTVL
    `,
    value: {
      family: 7,
      ifindex: 2,
      globalOptions: [{ id: 5, mcastSnooping: 1, mcastQuerier: 1, mcastQueryIntvl: 6000n }],
    },
  },
  {
    command: 'bridge vlan global set dev br0 vid 5-9 mcast_igmp_version 3',
    bytes: `
      34000000 7000 0500 9b370a6b 00000000 # nlmsghdr: RTM_NEWVLAN
      07000000 02000000              # br_vlan_msg
      1c00 0280                      # BRIDGE_VLANDB_GLOBAL_OPTIONS
        0600 0100 0500 0000          #   BRIDGE_VLANDB_GOPTS_ID
        0600 0200 0900 0000          #   BRIDGE_VLANDB_GOPTS_RANGE
        0500 0400 03 000000          #   BRIDGE_VLANDB_GOPTS_MCAST_IGMP_VERSION
    `,
    value: { family: 7, ifindex: 2, globalOptions: [{ id: 5, range: 9, mcastIgmpVersion: 3 }] },
  },
];

const dumps: readonly Golden<VlanDumpMessage>[] = [
  {
    command: 'bridge vlan global show',
    bytes: `
      20000000 7200 0103 9b370a6b 00000000 # nlmsghdr: RTM_GETVLAN
      07000000 00000000              # br_vlan_msg
      0800 0100 02000000             # BRIDGE_VLANDB_DUMP_FLAGS
    `,
    value: { family: 7, ifindex: 0, flags: ['global'] },
  },
  {
    command: 'bridge -s -d vlan show',
    bytes: `
      20000000 7200 0103 9b370a6b 00000000 # nlmsghdr: RTM_GETVLAN
      07000000 00000000              # br_vlan_msg
      0800 0100 01000000             # BRIDGE_VLANDB_DUMP_FLAGS
    `,
    value: { family: 7, ifindex: 0, flags: ['stats'] },
  },
];

/** Messages of Linux 6.1 (Debian 12), of which the last is cut down to one VLAN. */
const reports: readonly Golden<VlanReport>[] = [
  {
    command: 'bridge -d vlan show',
    bytes: `
      a4000000 7000 0200 01000000 ac000000 # nlmsghdr: RTM_NEWVLAN
      07000000 04000000              # br_vlan_msg
      1c00 0180                      # BRIDGE_VLANDB_ENTRY
        0800 0100 0400 0100          #   BRIDGE_VLANDB_ENTRY_INFO
        0500 0300 03 000000          #   BRIDGE_VLANDB_ENTRY_STATE
        0500 0600 01 000000          #   BRIDGE_VLANDB_ENTRY_MCAST_ROUTER
      1c00 0180                      # BRIDGE_VLANDB_ENTRY
        0800 0100 0600 0500          #   BRIDGE_VLANDB_ENTRY_INFO
        0500 0300 03 000000          #   BRIDGE_VLANDB_ENTRY_STATE
        0500 0600 02 000000          #   BRIDGE_VLANDB_ENTRY_MCAST_ROUTER
      2400 0180                      # BRIDGE_VLANDB_ENTRY
        0800 0100 0000 0a00          #   BRIDGE_VLANDB_ENTRY_INFO
        0600 0200 1400 0000          #   BRIDGE_VLANDB_ENTRY_RANGE
        0500 0300 03 000000          #   BRIDGE_VLANDB_ENTRY_STATE
        0500 0600 01 000000          #   BRIDGE_VLANDB_ENTRY_MCAST_ROUTER
      3000 0180                      # BRIDGE_VLANDB_ENTRY
        0800 0100 0000 1e00          #   BRIDGE_VLANDB_ENTRY_INFO
        0600 0200 2100 0000          #   BRIDGE_VLANDB_ENTRY_RANGE
        0500 0300 03 000000          #   BRIDGE_VLANDB_ENTRY_STATE
        0c00 0480 0800 0100 b80b0000 #   BRIDGE_VLANDB_ENTRY_TUNNEL_INFO: BRIDGE_VLANDB_TINFO_ID
        0500 0600 01 000000          #   BRIDGE_VLANDB_ENTRY_MCAST_ROUTER
    `,
    value: {
      family: 7,
      ifindex: 4,
      entry: [
        { info: { flags: ['untagged'], vid: 1 }, state: 'forwarding', mcastRouter: 'tempQuery' },
        { info: { flags: ['pvid', 'untagged'], vid: 5 }, state: 'forwarding', mcastRouter: 'perm' },
        { info: { flags: [], vid: 10 }, range: 20, state: 'forwarding', mcastRouter: 'tempQuery' },
        {
          info: { flags: [], vid: 30 },
          range: 33,
          state: 'forwarding',
          tunnelInfo: { id: 3000 },
          mcastRouter: 'tempQuery',
        },
      ],
    },
  },
  {
    command: 'bridge -s vlan show',
    bytes: `
      b8000000 7000 0200 01000000 ac000000 # nlmsghdr: RTM_NEWVLAN
      07000000 02000000              # br_vlan_msg
      5000 0180                      # BRIDGE_VLANDB_ENTRY
        0800 0100 0600 0100          #   BRIDGE_VLANDB_ENTRY_INFO
        0500 0300 03 000000          #   BRIDGE_VLANDB_ENTRY_STATE
        0500 0600 01 000000          #   BRIDGE_VLANDB_ENTRY_MCAST_ROUTER
        3400 0580                    #   BRIDGE_VLANDB_ENTRY_STATS
          0c00 0100 7002000000000000 #     BRIDGE_VLANDB_STATS_RX_BYTES
          0c00 0200 0800000000000000 #     BRIDGE_VLANDB_STATS_RX_PACKETS
          0c00 0300 9400000000000000 #     BRIDGE_VLANDB_STATS_TX_BYTES
          0c00 0400 0200000000000000 #     BRIDGE_VLANDB_STATS_TX_PACKETS
      5000 0180                      # BRIDGE_VLANDB_ENTRY
        0800 0100 0000 0500          #   BRIDGE_VLANDB_ENTRY_INFO
        0500 0300 03 000000          #   BRIDGE_VLANDB_ENTRY_STATE
        0500 0600 01 000000          #   BRIDGE_VLANDB_ENTRY_MCAST_ROUTER
        3400 0580                    #   BRIDGE_VLANDB_ENTRY_STATS
          0c00 0100 0000000000000000 #     BRIDGE_VLANDB_STATS_RX_BYTES
          0c00 0200 0000000000000000 #     BRIDGE_VLANDB_STATS_RX_PACKETS
          0c00 0300 5001000000000000 #     BRIDGE_VLANDB_STATS_TX_BYTES
          0c00 0400 0500000000000000 #     BRIDGE_VLANDB_STATS_TX_PACKETS
    `,
    value: {
      family: 7,
      ifindex: 2,
      entry: [
        {
          info: { flags: ['pvid', 'untagged'], vid: 1 },
          state: 'forwarding',
          mcastRouter: 'tempQuery',
          stats: { rxBytes: 624n, rxPackets: 8n, txBytes: 148n, txPackets: 2n },
        },
        {
          info: { flags: [], vid: 5 },
          state: 'forwarding',
          mcastRouter: 'tempQuery',
          stats: { rxBytes: 0n, rxPackets: 0n, txBytes: 336n, txPackets: 5n },
        },
      ],
    },
  },
  {
    command: 'bridge vlan global show',
    bytes: `
      fc000000 7000 0200 01000000 ac000000 # nlmsghdr: RTM_NEWVLAN
      07000000 02000000              # br_vlan_msg
      e400 0280                      # BRIDGE_VLANDB_GLOBAL_OPTIONS
        0600 0100 0500 0000          #   BRIDGE_VLANDB_GOPTS_ID
        0500 0300 01 000000          #   BRIDGE_VLANDB_GOPTS_MCAST_SNOOPING
        0500 0400 02 000000          #   BRIDGE_VLANDB_GOPTS_MCAST_IGMP_VERSION
        0800 0600 02000000           #   BRIDGE_VLANDB_GOPTS_MCAST_LAST_MEMBER_CNT
        0800 0700 02000000           #   BRIDGE_VLANDB_GOPTS_MCAST_STARTUP_QUERY_CNT
        0500 0f00 01 000000          #   BRIDGE_VLANDB_GOPTS_MCAST_QUERIER
        2000 1180                    #   BRIDGE_VLANDB_GOPTS_MCAST_QUERIER_STATE
          0800 0100 00000000         #     BRIDGE_QUERIER_IP_ADDRESS
          1400 0500 fe80000000000000a488cefffe515bed # BRIDGE_QUERIER_IPV6_ADDRESS
        0c00 0800 6400000000000000   #   BRIDGE_VLANDB_GOPTS_MCAST_LAST_MEMBER_INTVL
        0c00 0a00 9065000000000000   #   BRIDGE_VLANDB_GOPTS_MCAST_MEMBERSHIP_INTVL
        0c00 0b00 9c63000000000000   #   BRIDGE_VLANDB_GOPTS_MCAST_QUERIER_INTVL
        0c00 0c00 d430000000000000   #   BRIDGE_VLANDB_GOPTS_MCAST_QUERY_INTVL
        0c00 0d00 e803000000000000   #   BRIDGE_VLANDB_GOPTS_MCAST_QUERY_RESPONSE_INTVL
        0c00 0e00 340c000000000000   #   BRIDGE_VLANDB_GOPTS_MCAST_STARTUP_QUERY_INTVL
        3800 1080 3400 0200 3000 0100 #  ..._MCAST_ROUTER_PORTS: MDBA_ROUTER: MDBA_ROUTER_PORT
          04000000                   #     ifindex
          0800 0100 00000000         #     MDBA_ROUTER_PATTR_TIMER
          0500 0200 01 000000        #     MDBA_ROUTER_PATTR_TYPE
          0800 0300 00000000         #     MDBA_ROUTER_PATTR_INET_TIMER
          0800 0400 00000000         #     MDBA_ROUTER_PATTR_INET6_TIMER
          0600 0500 0500 0000        #     MDBA_ROUTER_PATTR_VID
        0500 0500 01 000000          #   BRIDGE_VLANDB_GOPTS_MCAST_MLD_VERSION
        0600 1200 0000 0000          #   BRIDGE_VLANDB_GOPTS_MSTI
    `,
    value: {
      family: 7,
      ifindex: 2,
      globalOptions: [
        {
          id: 5,
          mcastSnooping: 1,
          mcastIgmpVersion: 2,
          mcastMldVersion: 1,
          mcastLastMemberCnt: 2,
          mcastStartupQueryCnt: 2,
          mcastLastMemberIntvl: 100n,
          mcastMembershipIntvl: 26_000n,
          mcastQuerierIntvl: 25_500n,
          mcastQueryIntvl: 12_500n,
          mcastQueryResponseIntvl: 1_000n,
          mcastStartupQueryIntvl: 3_124n,
          mcastQuerier: 1,
          mcastQuerierState: { ipAddress: '0.0.0.0', ipv6Address: 'fe80::a488:ceff:fe51:5bed' },
          mcastRouterPorts: {
            router: {
              port: [{ ifindex: 4, timer: 0, type: 'tempQuery', inetTimer: 0, inet6Timer: 0, vid: 5 }],
            },
          },
          msti: 0,
        },
      ],
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) =>
    check<VlanMessage>(t, { body: vlanMessage, headerLength: 8, isRequest: true }, golden),
  );

for (const golden of dumps)
  test(golden.command, (t) =>
    check<VlanDumpMessage>(t, { body: vlanDumpMessage, headerLength: 8, isRequest: true }, golden),
  );

for (const golden of reports)
  test(`answer of ${golden.command}`, (t) =>
    check<VlanMessage>(t, { body: vlanMessage, headerLength: 8, isRequest: false }, golden));
