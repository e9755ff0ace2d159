import { links } from '../../src/client/links.ts';
import type { Row } from './row.ts';

/** Bridges and bonds, and their ports. */
export const masterRows: readonly Row[] = [
  ['ip link add br1 type bridge', () => links.add({ ifname: 'br1', kind: 'bridge' })],
  [
    'ip link add br2 type bridge forward_delay 400 hello_time 100 max_age 600 ageing_time 3000 stp_state 1 priority 4096',
    () =>
      links.add({
        ifname: 'br2',
        kind: 'bridge',
        data: {
          forwardDelay: 400,
          helloTime: 100,
          maxAge: 600,
          ageingTime: 3000,
          stpState: 1,
          priority: 4096,
        },
      }),
  ],
  [
    'ip link set br1 type bridge vlan_filtering 1 vlan_protocol 802.1ad vlan_default_pvid 5 vlan_stats_enabled 1 vlan_stats_per_port 1',
    () =>
      links.set('br1', {
        kind: 'bridge',
        data: {
          vlanFiltering: 1,
          vlanProtocol: 0x88a8,
          vlanDefaultPvid: 5,
          vlanStatsEnabled: 1,
          vlanStatsPerPort: 1,
        },
      }),
  ],
  [
    'ip link set br1 type bridge group_fwd_mask 8 group_address 01:80:c2:00:00:04 fdb_flush',
    () =>
      links.set('br1', {
        kind: 'bridge',
        data: { groupFwdMask: 8, groupAddr: '01:80:c2:00:00:04', fdbFlush: true },
      }),
  ],
  [
    'ip link set br1 type bridge mcast_snooping 0 mcast_router 2 mcast_querier 1 mcast_query_use_ifaddr 1 mcast_stats_enabled 1 mcast_igmp_version 3 mcast_mld_version 2',
    () =>
      links.set('br1', {
        kind: 'bridge',
        data: {
          mcastSnooping: 0,
          mcastRouter: 2,
          mcastQuerier: 1,
          mcastQueryUseIfaddr: 1,
          mcastStatsEnabled: 1,
          mcastIgmpVersion: 3,
          mcastMldVersion: 2,
        },
      }),
  ],
  [
    'ip link set br1 type bridge mcast_hash_elasticity 8 mcast_hash_max 1024 mcast_last_member_count 3 mcast_startup_query_count 4',
    () =>
      links.set('br1', {
        kind: 'bridge',
        data: {
          mcastHashElasticity: 8,
          mcastHashMax: 1024,
          mcastLastMemberCnt: 3,
          mcastStartupQueryCnt: 4,
        },
      }),
  ],
  [
    'ip link set br1 type bridge mcast_last_member_interval 150 mcast_membership_interval 25000 mcast_querier_interval 25500 mcast_query_interval 12500 mcast_query_response_interval 1000 mcast_startup_query_interval 3125',
    () =>
      links.set('br1', {
        kind: 'bridge',
        data: {
          mcastLastMemberIntvl: 150n,
          mcastMembershipIntvl: 25000n,
          mcastQuerierIntvl: 25500n,
          mcastQueryIntvl: 12500n,
          mcastQueryResponseIntvl: 1000n,
          mcastStartupQueryIntvl: 3125n,
        },
      }),
  ],
  [
    'ip link set br1 type bridge nf_call_iptables 1 nf_call_ip6tables 1 nf_call_arptables 1',
    () =>
      links.set('br1', {
        kind: 'bridge',
        data: { nfCallIptables: 1, nfCallIp6tables: 1, nfCallArptables: 1 },
      }),
  ],
  [
    'ip link set br1 type bridge no_linklocal_learn 1 mcast_vlan_snooping 0',
    () =>
      links.set('br1', {
        kind: 'bridge',
        data: { multiBoolopt: { optval: ['noLlLearn'], optmask: ['noLlLearn', 'mcastVlanSnooping'] } },
      }),
  ],
  [
    'ip link set p0 type bridge_slave state 3 priority 16 cost 50',
    () => links.set('p0', { slaveKind: 'bridge', slaveData: { state: 3, priority: 16, cost: 50 } }),
  ],
  [
    'ip link set p0 type bridge_slave hairpin on guard on root_block on fastleave on learning off flood off',
    () =>
      links.set('p0', {
        slaveKind: 'bridge',
        slaveData: { mode: 1, guard: 1, protect: 1, fastLeave: 1, learning: 0, unicastFlood: 0 },
      }),
  ],
  [
    'ip link set p0 type bridge_slave proxy_arp on proxy_arp_wifi on mcast_router 1 mcast_flood off mcast_to_unicast on bcast_flood off',
    () =>
      links.set('p0', {
        slaveKind: 'bridge',
        slaveData: {
          proxyarp: 1,
          proxyarpWifi: 1,
          multicastRouter: 1,
          mcastFlood: 0,
          mcastToUcast: 1,
          bcastFlood: 0,
        },
      }),
  ],
  [
    'ip link set p0 type bridge_slave neigh_suppress on group_fwd_mask 8 vlan_tunnel on isolated on locked on',
    () =>
      links.set('p0', {
        slaveKind: 'bridge',
        slaveData: { neighSuppress: 1, groupFwdMask: 8, vlanTunnel: 1, isolated: 1, locked: 1 },
      }),
  ],
  [
    'ip link set p0 type bridge_slave backup_port v0',
    () => links.set('p0', { slaveKind: 'bridge', slaveData: { backupPort: 100 } }),
  ],
  [
    'ip link set p0 type bridge_slave fdb_flush',
    () => links.set('p0', { slaveKind: 'bridge', slaveData: { flush: true } }),
  ],
  [
    'ip link add bo0 type bond mode active-backup miimon 100',
    () => links.add({ ifname: 'bo0', kind: 'bond', data: { mode: 'activeBackup', miimon: 100 } }),
  ],
  [
    'ip link add bo1 type bond mode 802.3ad lacp_rate fast ad_select count xmit_hash_policy layer3+4 min_links 2',
    () =>
      links.add({
        ifname: 'bo1',
        kind: 'bond',
        data: {
          mode: '802.3ad',
          adLacpRate: 'fast',
          adSelect: 'count',
          xmitHashPolicy: 'layer3+4',
          minLinks: 2,
        },
      }),
  ],
  [
    'ip link add bo2 type bond mode balance-rr arp_interval 100 arp_ip_target 192.0.2.1,192.0.2.2 arp_validate active arp_all_targets all packets_per_slave 3',
    () =>
      links.add({
        ifname: 'bo2',
        kind: 'bond',
        data: {
          mode: 'balanceRr',
          arpInterval: 100,
          arpIpTarget: ['192.0.2.1', '192.0.2.2'],
          arpValidate: 'active',
          arpAllTargets: 'all',
          packetsPerSlave: 3,
        },
      }),
  ],
  [
    'ip link add bo3 type bond mode balance-tlb updelay 200 downdelay 300 peer_notify_delay 100 use_carrier 1 primary_reselect better fail_over_mac follow tlb_dynamic_lb 1',
    () =>
      links.add({
        ifname: 'bo3',
        kind: 'bond',
        data: {
          mode: 'balanceTlb',
          updelay: 200,
          downdelay: 300,
          peerNotifDelay: 100,
          useCarrier: 1,
          primaryReselect: 'better',
          failOverMac: 'follow',
          tlbDynamicLb: 1,
        },
      }),
  ],
  [
    'ip link add bo4 type bond resend_igmp 3 num_grat_arp 4 all_slaves_active 1 lp_interval 7 ad_actor_sys_prio 1000 ad_user_port_key 5 ad_actor_system 02:00:00:00:00:30 lacp_active on arp_missed_max 3',
    () =>
      links.add({
        ifname: 'bo4',
        kind: 'bond',
        data: {
          resendIgmp: 3,
          numPeerNotif: 4,
          allSlavesActive: 1,
          lpInterval: 7,
          adActorSysPrio: 1000,
          adUserPortKey: 5,
          adActorSystem: '02:00:00:00:00:30',
          adLacpActive: 1,
          missedMax: 3,
        },
      }),
  ],
  [
    'ip link set v0 type bond_slave queue_id 5 prio -2',
    () => links.set('v0', { slaveKind: 'bond', slaveData: { queueId: 5, prio: -2 } }),
  ],
];
