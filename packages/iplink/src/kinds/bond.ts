/** Kind `bond`. */
import type { LinkData } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../argv.ts';
import { noDevice, programFailure, wrongArgument } from '../failure.ts';
import { AF } from '../family.ts';
import { type Entry, keywords } from '../keywords.ts';
import type { Mutable } from '../mutable.ts';
import { parseLladdrWord } from '../parse/lladdr.ts';
import { parseU8, parseU16, parseU32 } from '../parse/number.ts';
import { addressText, parseAddress, readAddress } from '../parse/prefix.ts';
import type { Session } from '../session.ts';
import type { Syntax } from '../syntax.ts';
import { printBond } from './bond_print.ts';
import {
  AD_SELECTS,
  ARP_ALL_TARGETS,
  ARP_VALIDATES,
  type Choices,
  FAIL_OVER_MACS,
  LACP_ACTIVES,
  LACP_RATES,
  MODES,
  PRIMARY_RESELECTS,
  parseChoice,
  XMIT_HASH_POLICIES,
} from './bond_values.ts';
import { kindHelp, type LinkKind, numberArgument, unknownKindWord } from './kind.ts';

type BondData = Mutable<LinkData['bond']>;
type FieldOf<T> = { [K in keyof BondData]-?: NonNullable<BondData[K]> extends T ? K : never }[keyof BondData];

interface Draft {
  readonly session: Session;
  readonly data: BondData;
}

type Action = WordAction<Draft>;

function numberWord(
  keyword: string,
  field: FieldOf<number>,
  read: (word: string) => number | undefined,
  spellings = `${keyword}*`,
): Entry<Action> {
  return [
    spellings,
    ({ data }, words) => {
      data[field] = numberArgument(words, read, `invalid ${keyword}`);
    },
    'integer',
  ];
}

function choiceWord<K extends keyof BondData>(
  keyword: string,
  field: K,
  choices: Choices<NonNullable<BondData[K]>>,
  spelling = `${keyword}*`,
): Entry<Action> {
  return [
    spelling,
    ({ data }, words) => {
      data[field] = valueArgument(words, choices, keyword);
    },
    choices.map(([, name]) => name),
  ];
}

function valueArgument<Value>(words: Words, choices: Choices<Value>, keyword: string): Value {
  const word = words.value();
  const value = parseChoice(choices, word);
  if (value === undefined) throw wrongArgument(word, `invalid ${keyword}`);
  return value;
}

function deviceWord(spelling: string, field: 'activeSlave' | 'primary'): Entry<Action> {
  return [
    spelling,
    ({ data, session }, words) => {
      const name = words.value();
      const index = session.interfaces.indexOf(name);
      if (index === 0) throw noDevice(name);
      data[field] = index;
    },
    'device',
  ];
}

/** BOND_MAX_ARP_TARGETS: those behind are not looked at. */
const MAX_TARGETS = 16;

/** Addresses between commas; no word at all takes away what there is. */
function targetsWord(
  spelling: string,
  field: 'arpIpTarget' | 'nsIp6Target',
  read: (target: string) => string,
): Entry<Action> {
  return [
    spelling,
    ({ data }, words) => {
      const targets = (words.take() ?? '').split(',').filter((target) => target !== '');
      data[field] = targets.slice(0, MAX_TARGETS).map(read);
    },
    'address',
  ];
}

function readIpv4(target: string): string {
  const address = readAddress(target, AF.INET);
  if (address === undefined)
    throw programFailure(`Error: an IP address is expected rather than "${target}"\n`, 1);
  return addressText(address);
}

function readIpv6(target: string): string {
  return addressText(parseAddress(target, AF.INET6));
}

const WORDS = keywords<Action>(() => [
  choiceWord('mode', 'mode', MODES),
  deviceWord('active_slave*', 'activeSlave'),
  [
    'clear_active_slave*',
    ({ data }) => {
      data.activeSlave = 0;
    },
  ],
  numberWord('miimon', 'miimon', parseU32),
  numberWord('updelay', 'updelay', parseU32),
  numberWord('downdelay', 'downdelay', parseU32),
  numberWord('peer_notify_delay', 'peerNotifDelay', parseU32),
  numberWord('use_carrier', 'useCarrier', parseU8),
  numberWord('arp_interval', 'arpInterval', parseU32),
  targetsWord('arp_ip_target*', 'arpIpTarget', readIpv4),
  targetsWord('ns_ip6_target', 'nsIp6Target', readIpv6),
  choiceWord('arp_validate', 'arpValidate', ARP_VALIDATES),
  choiceWord('arp_all_targets', 'arpAllTargets', ARP_ALL_TARGETS),
  numberWord('arp_missed_max', 'missedMax', parseU8, 'arp_missed_max'),
  deviceWord('primary*', 'primary'),
  choiceWord('primary_reselect', 'primaryReselect', PRIMARY_RESELECTS),
  choiceWord('fail_over_mac', 'failOverMac', FAIL_OVER_MACS),
  choiceWord('xmit_hash_policy', 'xmitHashPolicy', XMIT_HASH_POLICIES),
  numberWord('resend_igmp', 'resendIgmp', parseU32),
  numberWord('num_grat_arp|num_unsol_na', 'numPeerNotif', parseU8, 'num_grat_arp* num_unsol_na*'),
  numberWord('all_slaves_active', 'allSlavesActive', parseU8),
  numberWord('min_links', 'minLinks', parseU32),
  numberWord('lp_interval', 'lpInterval', parseU32),
  numberWord('packets_per_slave', 'packetsPerSlave', parseU32),
  choiceWord('lacp_rate', 'adLacpRate', LACP_RATES),
  choiceWord('lacp_active', 'adLacpActive', LACP_ACTIVES, 'lacp_active'),
  choiceWord('ad_select', 'adSelect', AD_SELECTS),
  numberWord('ad_user_port_key', 'adUserPortKey', parseU16),
  numberWord('ad_actor_sys_prio', 'adActorSysPrio', parseU16),
  [
    'ad_actor_system*',
    ({ data }, words) => {
      data.adActorSystem = parseLladdrWord(words.value());
    },
    'lladdr',
  ],
  numberWord('tlb_dynamic_lb', 'tlbDynamicLb', parseU8),
]);

const SYNTAX: Syntax = { words: [WORDS] };

function parse(words: Words, session: Session): BondData {
  const data: BondData = {};
  parseWords(words, { session, data }, WORDS, (_draft, _words, word) => {
    throw asksForHelp(word) ? kindHelp(HELP) : unknownKindWord('bond', 'command', word, HELP);
  });
  return data;
}

const HELP = `Usage: ... bond [ mode BONDMODE ] [ active_slave SLAVE_DEV ]
                [ clear_active_slave ] [ miimon MIIMON ]
                [ updelay UPDELAY ] [ downdelay DOWNDELAY ]
                [ peer_notify_delay DELAY ]
                [ use_carrier USE_CARRIER ]
                [ arp_interval ARP_INTERVAL ]
                [ arp_validate ARP_VALIDATE ]
                [ arp_all_targets ARP_ALL_TARGETS ]
                [ arp_ip_target [ ARP_IP_TARGET, ... ] ]
                [ ns_ip6_target [ NS_IP6_TARGET, ... ] ]
                [ primary SLAVE_DEV ]
                [ primary_reselect PRIMARY_RESELECT ]
                [ fail_over_mac FAIL_OVER_MAC ]
                [ xmit_hash_policy XMIT_HASH_POLICY ]
                [ resend_igmp RESEND_IGMP ]
                [ num_grat_arp|num_unsol_na NUM_GRAT_ARP|NUM_UNSOL_NA ]
                [ all_slaves_active ALL_SLAVES_ACTIVE ]
                [ min_links MIN_LINKS ]
                [ lp_interval LP_INTERVAL ]
                [ packets_per_slave PACKETS_PER_SLAVE ]
                [ tlb_dynamic_lb TLB_DYNAMIC_LB ]
                [ lacp_rate LACP_RATE ]
                [ lacp_active LACP_ACTIVE]
                [ ad_select AD_SELECT ]
                [ ad_user_port_key PORTKEY ]
                [ ad_actor_sys_prio SYSPRIO ]
                [ ad_actor_system LLADDR ]
                [ arp_missed_max MISSED_MAX ]

BONDMODE := balance-rr|active-backup|balance-xor|broadcast|802.3ad|balance-tlb|balance-alb
ARP_VALIDATE := none|active|backup|all|filter|filter_active|filter_backup
ARP_ALL_TARGETS := any|all
PRIMARY_RESELECT := always|better|failure
FAIL_OVER_MAC := none|active|follow
XMIT_HASH_POLICY := layer2|layer2+3|layer3+4|encap2+3|encap3+4|vlan+srcmac
LACP_ACTIVE := off|on
LACP_RATE := slow|fast
AD_SELECT := stable|bandwidth|count
`;

export const bond: LinkKind = {
  help: HELP,
  bare: { kind: 'bond' },
  parse: (words, { session }) => ({ kind: 'bond', data: parse(words, session) }),
  syntax: SYNTAX,
  print: printBond,
};
