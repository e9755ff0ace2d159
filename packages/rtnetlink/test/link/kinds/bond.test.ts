import test from 'ava';
import { type Link, linkMessage } from '../../../src/link/link.ts';
import { check, type Golden } from '../../golden.ts';

const blank = { family: 0, type: 0, index: 0, flags: [], change: 0 } as const;

/** Requests of iproute2 6.1.0, as strace shows them, and what it cannot write. */
const requests: readonly Golden<Link>[] = [
  {
    // Refused by the kernel, which must see it to say so: only what was listed is sent without.
    command: 'ip link add bo2 type bond mode active-backup packets_per_slave 1 lacp_rate slow',
    bytes: `
      50000000 1000 0506 5c3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 626f3200                   # IFLA_IFNAME
      2800 1200                            # IFLA_LINKINFO
        0800 0100 626f6e64                 # IFLA_INFO_KIND
        1c00 0200                          # IFLA_INFO_DATA
          0500 0100 01 000000              # IFLA_BOND_MODE
          0800 1400 01000000               # IFLA_BOND_PACKETS_PER_SLAVE
          0500 1500 00 000000              # IFLA_BOND_AD_LACP_RATE
    `,
    value: {
      ...blank,
      ifname: 'bo2',
      kind: 'bond',
      data: { mode: 'activeBackup', packetsPerSlave: 1, adLacpRate: 'slow' },
    },
  },
  {
    command:
      'ip link add bo0 type bond mode 802.3ad miimon 100 updelay 200 downdelay 300 lacp_rate fast ad_select bandwidth xmit_hash_policy layer3+4 min_links 1 ad_actor_sys_prio 100 ad_user_port_key 7 ad_actor_system 02:00:00:00:00:01 lacp_active off',
    bytes: `
      9c000000 1000 0506 5c3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 626f3000                   # IFLA_IFNAME
      7400 1200                            # IFLA_LINKINFO
        0800 0100 626f6e64                 # IFLA_INFO_KIND
        6800 0200                          # IFLA_INFO_DATA
          0500 0100 04 000000              # IFLA_BOND_MODE
          0800 0300 64000000               # IFLA_BOND_MIIMON
          0800 0400 c8000000               # IFLA_BOND_UPDELAY
          0800 0500 2c010000               # IFLA_BOND_DOWNDELAY
          0500 1500 01 000000              # IFLA_BOND_AD_LACP_RATE
          0500 1600 01 000000              # IFLA_BOND_AD_SELECT
          0500 0e00 01 000000              # IFLA_BOND_XMIT_HASH_POLICY
          0800 1200 01000000               # IFLA_BOND_MIN_LINKS
          0600 1800 6400 0000              # IFLA_BOND_AD_ACTOR_SYS_PRIO
          0600 1900 0700 0000              # IFLA_BOND_AD_USER_PORT_KEY
          0a00 1a00 020000000001 0000      # IFLA_BOND_AD_ACTOR_SYSTEM
          0500 1d00 00 000000              # IFLA_BOND_AD_LACP_ACTIVE
    `,
    value: {
      ...blank,
      ifname: 'bo0',
      kind: 'bond',
      data: {
        mode: '802.3ad',
        miimon: 100,
        updelay: 200,
        downdelay: 300,
        adLacpRate: 'fast',
        adSelect: 'bandwidth',
        xmitHashPolicy: 'layer3+4',
        minLinks: 1,
        adActorSysPrio: 100,
        adUserPortKey: 7,
        adActorSystem: '02:00:00:00:00:01',
        adLacpActive: 0,
      },
    },
  },
  {
    command:
      'ip link add bo1 type bond mode active-backup arp_interval 100 arp_ip_target 192.0.2.1,192.0.2.2 arp_validate filter_backup arp_all_targets all primary v0 primary_reselect better fail_over_mac follow num_grat_arp 3 arp_missed_max 4 ns_ip6_target 2001:db8::1',
    bytes: `
      ac000000 1000 0506 5c3e0a6b 00000000         # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000             # ifinfomsg
      0800 0300 626f3100                           # IFLA_IFNAME
      8400 1200                                    # IFLA_LINKINFO
        0800 0100 626f6e64                         # IFLA_INFO_KIND
        7800 0200                                  # IFLA_INFO_DATA
          0500 0100 01 000000                      # IFLA_BOND_MODE
          0800 0700 64000000                       # IFLA_BOND_ARP_INTERVAL
          1400 0800                                # IFLA_BOND_ARP_IP_TARGET
            0800 0000 c0000201                     # 0
            0800 0100 c0000202                     # 1
          0800 0900 06000000                       # IFLA_BOND_ARP_VALIDATE
          0800 0a00 01000000                       # IFLA_BOND_ARP_ALL_TARGETS
          0800 0b00 03000000                       # IFLA_BOND_PRIMARY
          0500 0c00 01 000000                      # IFLA_BOND_PRIMARY_RESELECT
          0500 0d00 02 000000                      # IFLA_BOND_FAIL_OVER_MAC
          0500 1000 03 000000                      # IFLA_BOND_NUM_PEER_NOTIF
          0500 1e00 04 000000                      # IFLA_BOND_MISSED_MAX
          1800 1f00                                # IFLA_BOND_NS_IP6_TARGET
            1400 0000 20010db8000000000000000000000001 # 0
    `,
    value: {
      ...blank,
      ifname: 'bo1',
      kind: 'bond',
      data: {
        mode: 'activeBackup',
        arpInterval: 100,
        arpIpTarget: ['192.0.2.1', '192.0.2.2'],
        arpValidate: 'filterBackup',
        arpAllTargets: 'all',
        primary: 3,
        primaryReselect: 'better',
        failOverMac: 'follow',
        numPeerNotif: 3,
        missedMax: 4,
        nsIp6Target: ['2001:db8::1'],
      },
    },
  },
  {
    command:
      'ip link add bo2 type bond mode balance-rr packets_per_slave 4 all_slaves_active 1 resend_igmp 2 lp_interval 5 use_carrier 0 peer_notify_delay 100',
    bytes: `
      70000000 1000 0506 5c3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 626f3200                   # IFLA_IFNAME
      4800 1200                            # IFLA_LINKINFO
        0800 0100 626f6e64                 # IFLA_INFO_KIND
        3c00 0200                          # IFLA_INFO_DATA
          0500 0100 00 000000              # IFLA_BOND_MODE
          0800 1400 04000000               # IFLA_BOND_PACKETS_PER_SLAVE
          0500 1100 01 000000              # IFLA_BOND_ALL_SLAVES_ACTIVE
          0800 0f00 02000000               # IFLA_BOND_RESEND_IGMP
          0800 1300 05000000               # IFLA_BOND_LP_INTERVAL
          0500 0600 00 000000              # IFLA_BOND_USE_CARRIER
          0800 1c00 64000000               # IFLA_BOND_PEER_NOTIF_DELAY
    `,
    value: {
      ...blank,
      ifname: 'bo2',
      kind: 'bond',
      data: {
        mode: 'balanceRr',
        packetsPerSlave: 4,
        allSlavesActive: 1,
        resendIgmp: 2,
        lpInterval: 5,
        useCarrier: 0,
        peerNotifDelay: 100,
      },
    },
  },
  {
    command: 'ip link set dev v0 type bond tlb_dynamic_lb 0 active_slave v0',
    bytes: `
      40000000 1000 0500 5c3e0a6b 00000000 # nlmsghdr: RTM_NEWLINK
      00000000030000000000000000000000     # ifinfomsg
      2000 1200                            # IFLA_LINKINFO
        0800 0100 626f6e64                 # IFLA_INFO_KIND
        1400 0200                          # IFLA_INFO_DATA
          0500 1b00 00 000000              # IFLA_BOND_TLB_DYNAMIC_LB
          0800 0200 03000000               # IFLA_BOND_ACTIVE_SLAVE
    `,
    value: { ...blank, index: 3, kind: 'bond', data: { tlbDynamicLb: 0, activeSlave: 3 } },
  },
  {
    command: 'composed by hand from linux/if_link.h of Linux 7.1: broadcastNeigh, lacpStrict',
    bytes: `
      5c000000 1000 0506 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 626f3000                   # IFLA_IFNAME
      3400 1200                            # IFLA_LINKINFO
        0900 0100 626f6e6400 000000        # IFLA_INFO_KIND
        2400 0200                          # IFLA_INFO_DATA
          0500 0100 04 000000              # IFLA_BOND_MODE
          0500 2000 00 000000              # IFLA_BOND_COUPLED_CONTROL
          0500 2100 01 000000              # IFLA_BOND_BROADCAST_NEIGH
          0500 2200 01 000000              # IFLA_BOND_LACP_STRICT
    `,
    value: {
      ...blank,
      ifname: 'bo0',
      kind: 'bond',
      data: { mode: '802.3ad', coupledControl: 0, broadcastNeigh: 1, lacpStrict: 1 },
    },
  },
];

/** What kernels report. */
const reports: readonly Golden<Link>[] = [
  {
    command: 'composed by hand from linux/if_link.h: what is reported of 802.3ad',
    bytes: `
      6c000000 1000 0000 01000000 00000000 # nlmsghdr: RTM_NEWLINK
      00000000000000000000000000000000     # ifinfomsg
      0800 0300 626f3000                   # IFLA_IFNAME
      4400 1200                            # IFLA_LINKINFO
        0900 0100 626f6e6400 000000        # IFLA_INFO_KIND
        3400 0200                          # IFLA_INFO_DATA
          3000 1700                        # IFLA_BOND_AD_INFO
            0600 0100 0100 0000            # IFLA_BOND_AD_INFO_AGGREGATOR
            0600 0200 0200 0000            # IFLA_BOND_AD_INFO_NUM_PORTS
            0600 0300 0f00 0000            # IFLA_BOND_AD_INFO_ACTOR_KEY
            0600 0400 0100 0000            # IFLA_BOND_AD_INFO_PARTNER_KEY
            0a00 0500 020000000002 0000    # IFLA_BOND_AD_INFO_PARTNER_MAC
    `,
    value: {
      ...blank,
      ifname: 'bo0',
      kind: 'bond',
      data: {
        adInfo: { aggregator: 1, numPorts: 2, actorKey: 15, partnerKey: 1, partnerMac: '02:00:00:00:00:02' },
      },
    },
  },
];

for (const golden of requests)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: true }, golden));

for (const golden of reports)
  test(golden.command, (t) => check(t, { body: linkMessage, headerLength: 16, isRequest: false }, golden));
