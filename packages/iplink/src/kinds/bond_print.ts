/** What `-details` says of a bond. */
import type { Link, LinkData } from '@iplink-ts/rtnetlink';
import type { Document } from '../print/document.ts';
import { printNumber } from '../print/fields.ts';
import type { Session } from '../session.ts';
import {
  AD_SELECTS,
  ARP_ALL_TARGETS,
  ARP_VALIDATES,
  type Choices,
  choiceName,
  FAIL_OVER_MACS,
  LACP_ACTIVES,
  LACP_RATES,
  MODES,
  PRIMARY_RESELECTS,
  XMIT_HASH_POLICIES,
} from './bond_values.ts';

type BondData = LinkData['bond'];

function printChoice<Value>(
  document: Document,
  key: string,
  choices: Choices<Value>,
  value: Value | undefined,
  word = key,
): void {
  if (value === undefined) return;
  const name = choiceName(choices, value) ?? 'unknown';
  document.field(key, name, `${word} ${name} `);
}

function printDevice(session: Session, document: Document, key: string, index: number | undefined): void {
  if (index === undefined || index === 0) return;
  const name = session.interfaces.nameOf(index);
  document.field(key, name, `${key} ${name} `);
}

function printTargets(document: Document, key: string, targets: readonly string[] | undefined): void {
  if (targets === undefined) return;
  document.openArray(key, `${key} `);
  for (const [at, target] of targets.entries()) document.item(target, at === 0 ? target : `,${target}`);
  document.closeArray(' ');
}

export function printBond(link: Link, document: Document, session: Session): void {
  if (link.kind !== 'bond' || link.data === undefined) return;
  const { data } = link;
  printChoice(document, 'mode', MODES, data.mode);
  printDevice(session, document, 'active_slave', data.activeSlave);
  printNumber(document, 'miimon', data.miimon);
  printNumber(document, 'updelay', data.updelay);
  printNumber(document, 'downdelay', data.downdelay);
  printNumber(document, 'peer_notify_delay', data.peerNotifDelay);
  printNumber(document, 'use_carrier', data.useCarrier);
  printArp(document, data);
  printDevice(session, document, 'primary', data.primary);
  printChoice(document, 'primary_reselect', PRIMARY_RESELECTS, data.primaryReselect);
  printChoice(document, 'fail_over_mac', FAIL_OVER_MACS, data.failOverMac);
  printChoice(document, 'xmit_hash_policy', XMIT_HASH_POLICIES, data.xmitHashPolicy);
  printNumber(document, 'resend_igmp', data.resendIgmp);
  printNumber(document, 'num_peer_notif', data.numPeerNotif, 'num_grat_arp');
  printNumber(document, 'all_slaves_active', data.allSlavesActive);
  printNumber(document, 'min_links', data.minLinks);
  printNumber(document, 'lp_interval', data.lpInterval);
  printNumber(document, 'packets_per_slave', data.packetsPerSlave);
  printAggregation(document, data);
  printNumber(document, 'tlb_dynamic_lb', data.tlbDynamicLb);
}

function printArp(document: Document, data: BondData): void {
  printNumber(document, 'arp_interval', data.arpInterval);
  printNumber(document, 'arp_missed_max', data.missedMax);
  printTargets(document, 'arp_ip_target', data.arpIpTarget);
  printTargets(document, 'ns_ip6_target', data.nsIp6Target);
  if (document.isJson && data.arpValidate === 'none') document.json('arp_validate', null);
  else printChoice(document, 'arp_validate', ARP_VALIDATES, data.arpValidate);
  printChoice(document, 'arp_all_targets', ARP_ALL_TARGETS, data.arpAllTargets);
}

function printAggregation(document: Document, data: BondData): void {
  printChoice(document, 'ad_lacp_active', LACP_ACTIVES, data.adLacpActive, 'lacp_active');
  printChoice(document, 'ad_lacp_rate', LACP_RATES, data.adLacpRate, 'lacp_rate');
  printChoice(document, 'ad_select', AD_SELECTS, data.adSelect);
  if (data.adInfo !== undefined) printAggregator(document, data.adInfo);
  printNumber(document, 'ad_actor_sys_prio', data.adActorSysPrio);
  printNumber(document, 'ad_user_port_key', data.adUserPortKey);
  if (data.adActorSystem !== undefined)
    document.field('ad_actor_system', data.adActorSystem, `ad_actor_system ${data.adActorSystem} `);
}

/** The aggregator in use. */
function printAggregator(document: Document, info: NonNullable<BondData['adInfo']>): void {
  document.openObject('ad_info');
  printNumber(document, 'aggregator', info.aggregator, 'ad_aggregator');
  printNumber(document, 'num_ports', info.numPorts, 'ad_num_ports');
  printNumber(document, 'actor_key', info.actorKey, 'ad_actor_key');
  printNumber(document, 'partner_key', info.partnerKey, 'ad_partner_key');
  if (info.partnerMac !== undefined)
    document.field('partner_mac', info.partnerMac, `ad_partner_mac ${info.partnerMac} `);
  document.closeObject();
}
