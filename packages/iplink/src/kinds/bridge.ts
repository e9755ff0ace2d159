/** Kind `bridge`. */
import type { Link, LinkData } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../argv.ts';
import { type Entry, keywords } from '../keywords.ts';
import type { Mutable } from '../mutable.ts';
import { parseLladdrWord } from '../parse/lladdr.ts';
import { parseU8, parseU16, parseU32, parseU64 } from '../parse/number.ts';
import type { Document } from '../print/document.ts';
import { printNumber } from '../print/fields.ts';
import { alternateHex } from '../print/number.ts';
import type { Session } from '../session.ts';
import type { Argument } from '../syntax.ts';
import { formatBridgeId, printTimer, routerNumber } from './bridge_values.ts';
import { kindHelp, type LinkKind, numberArgument, unknownKindWord } from './kind.ts';
import { parseVlanProtocol, VLAN_PROTOCOLS, vlanProtocolName } from './vlan_protocol.ts';

type BridgeData = Mutable<LinkData['bridge']>;

/** The fields of a bridge whose value is a T. */
type FieldOf<T> = {
  [K in keyof BridgeData]-?: NonNullable<BridgeData[K]> extends T ? K : never;
}[keyof BridgeData];
type NumberField = FieldOf<number>;
type IntervalField = FieldOf<bigint>;

/** The words for options of `multiBoolopt`. */
const SWITCHES = { no_linklocal_learn: 'noLlLearn', mcast_vlan_snooping: 'mcastVlanSnooping' } as const;
type Switch = keyof typeof SWITCHES;

type Action = WordAction<BridgeData>;

function numberWord(
  keyword: string,
  field: NumberField,
  read: (word: string) => number | undefined,
  takes: Argument = 'integer',
): Entry<Action> {
  return [
    `${keyword}*`,
    (draft, words) => {
      draft[field] = numberArgument(words, read, `invalid ${keyword}`);
    },
    takes,
  ];
}

/** A time in 1/100 s. */
function intervalWord(keyword: string, field: IntervalField): Entry<Action> {
  return [
    `${keyword}*`,
    (draft, words) => {
      draft[field] = numberArgument(words, parseU64, `invalid ${keyword}`);
    },
    'integer',
  ];
}

function switchWord(keyword: Switch): Entry<Action> {
  return [
    keyword,
    (draft, words) => {
      const on = numberArgument(words, parseU8, `invalid ${keyword}`) !== 0;
      const { optval, optmask } = draft.multiBoolopt ?? { optval: [], optmask: [] };
      const option = SWITCHES[keyword];
      const others = optval.filter((other) => other !== option);
      draft.multiBoolopt = { optval: on ? [...others, option] : others, optmask: [...optmask, option] };
    },
    'integer',
  ];
}

const WORDS = keywords<Action>(() => [
  numberWord('forward_delay', 'forwardDelay', parseU32),
  numberWord('hello_time', 'helloTime', parseU32),
  numberWord('max_age', 'maxAge', parseU32),
  numberWord('ageing_time', 'ageingTime', parseU32),
  numberWord('stp_state', 'stpState', parseU32),
  numberWord('priority', 'priority', parseU16),
  numberWord('vlan_filtering', 'vlanFiltering', parseU8),
  numberWord('vlan_protocol', 'vlanProtocol', parseVlanProtocol, VLAN_PROTOCOLS),
  numberWord('group_fwd_mask', 'groupFwdMask', parseU16),
  [
    'group_address*',
    (draft, words) => {
      draft.groupAddr = parseLladdrWord(words.value());
    },
    'lladdr',
  ],
  switchWord('no_linklocal_learn'),
  [
    'fdb_flush*',
    (draft) => {
      draft.fdbFlush = true;
    },
  ],
  numberWord('vlan_default_pvid', 'vlanDefaultPvid', parseU16),
  numberWord('vlan_stats_enabled', 'vlanStatsEnabled', parseU8),
  numberWord('vlan_stats_per_port', 'vlanStatsPerPort', parseU8),
  [
    'mcast_router*',
    (draft, words) => {
      draft.mcastRouter = numberArgument(words, parseU8, 'invalid mcast_router');
    },
    'integer',
  ],
  numberWord('mcast_snooping', 'mcastSnooping', parseU8),
  switchWord('mcast_vlan_snooping'),
  numberWord('mcast_query_use_ifaddr', 'mcastQueryUseIfaddr', parseU8),
  numberWord('mcast_querier', 'mcastQuerier', parseU8),
  numberWord('mcast_hash_elasticity', 'mcastHashElasticity', parseU32),
  numberWord('mcast_hash_max', 'mcastHashMax', parseU32),
  numberWord('mcast_last_member_count', 'mcastLastMemberCnt', parseU32),
  numberWord('mcast_startup_query_count', 'mcastStartupQueryCnt', parseU32),
  intervalWord('mcast_last_member_interval', 'mcastLastMemberIntvl'),
  intervalWord('mcast_membership_interval', 'mcastMembershipIntvl'),
  intervalWord('mcast_querier_interval', 'mcastQuerierIntvl'),
  intervalWord('mcast_query_interval', 'mcastQueryIntvl'),
  intervalWord('mcast_query_response_interval', 'mcastQueryResponseIntvl'),
  intervalWord('mcast_startup_query_interval', 'mcastStartupQueryIntvl'),
  numberWord('mcast_stats_enabled', 'mcastStatsEnabled', parseU8),
  numberWord('mcast_igmp_version', 'mcastIgmpVersion', parseU8),
  numberWord('mcast_mld_version', 'mcastMldVersion', parseU8),
  numberWord('nf_call_iptables', 'nfCallIptables', parseU8),
  numberWord('nf_call_ip6tables', 'nfCallIp6tables', parseU8),
  numberWord('nf_call_arptables', 'nfCallArptables', parseU8),
]);

function parse(words: Words): BridgeData {
  const draft: BridgeData = {};
  parseWords(words, draft, WORDS, (_draft, _words, word) => {
    throw asksForHelp(word) ? kindHelp(bridge.help) : unknownKindWord('bridge', 'command', word, bridge.help);
  });
  return draft;
}

/** The numbers in front of the identifiers, then behind the timers and behind the switches: field, JSON key, word. */
const TIMING: readonly (readonly [NumberField, string])[] = [
  ['forwardDelay', 'forward_delay'],
  ['helloTime', 'hello_time'],
  ['maxAge', 'max_age'],
  ['ageingTime', 'ageing_time'],
  ['stpState', 'stp_state'],
  ['priority', 'priority'],
  ['vlanFiltering', 'vlan_filtering'],
];

const TREE: readonly (readonly [NumberField, string])[] = [
  ['rootPort', 'root_port'],
  ['rootPathCost', 'root_path_cost'],
  ['topologyChange', 'topology_change'],
  ['topologyChangeDetected', 'topology_change_detected'],
];

const TIMERS: readonly (readonly [IntervalField, string])[] = [
  ['helloTimer', 'hello_timer'],
  ['tcnTimer', 'tcn_timer'],
  ['topologyChangeTimer', 'topology_change_timer'],
  ['gcTimer', 'gc_timer'],
];

const VLAN: readonly (readonly [NumberField, string])[] = [
  ['vlanDefaultPvid', 'vlan_default_pvid'],
  ['vlanStatsEnabled', 'vlan_stats_enabled'],
  ['vlanStatsPerPort', 'vlan_stats_per_port'],
];

const MULTICAST: readonly (readonly [NumberField | IntervalField, string, string?])[] = [
  ['mcastQueryUseIfaddr', 'mcast_query_use_ifaddr'],
  ['mcastQuerier', 'mcast_querier'],
  ['mcastHashElasticity', 'mcast_hash_elasticity'],
  ['mcastHashMax', 'mcast_hash_max'],
  ['mcastLastMemberCnt', 'mcast_last_member_cnt', 'mcast_last_member_count'],
  ['mcastStartupQueryCnt', 'mcast_startup_query_cnt', 'mcast_startup_query_count'],
  ['mcastLastMemberIntvl', 'mcast_last_member_intvl', 'mcast_last_member_interval'],
  ['mcastMembershipIntvl', 'mcast_membership_intvl', 'mcast_membership_interval'],
  ['mcastQuerierIntvl', 'mcast_querier_intvl', 'mcast_querier_interval'],
  ['mcastQueryIntvl', 'mcast_query_intvl', 'mcast_query_interval'],
  ['mcastQueryResponseIntvl', 'mcast_query_response_intvl', 'mcast_query_response_interval'],
  ['mcastStartupQueryIntvl', 'mcast_startup_query_intvl', 'mcast_startup_query_interval'],
  ['mcastStatsEnabled', 'mcast_stats_enabled'],
  ['mcastIgmpVersion', 'mcast_igmp_version'],
  ['mcastMldVersion', 'mcast_mld_version'],
  ['nfCallIptables', 'nf_call_iptables'],
  ['nfCallIp6tables', 'nf_call_ip6tables'],
  ['nfCallArptables', 'nf_call_arptables'],
];

function printNumbers(
  data: BridgeData,
  fields: readonly (readonly [NumberField | IntervalField, string, string?])[],
  document: Document,
): void {
  for (const [field, key, word] of fields) printNumber(document, key, data[field], word);
}

function print(link: Link, document: Document, session: Session): void {
  if (link.kind !== 'bridge' || link.data === undefined) return;
  const { data } = link;
  printNumbers(data, TIMING, document);
  if (data.vlanProtocol !== undefined) {
    const name = vlanProtocolName(data.vlanProtocol, session.options.numeric);
    document.field('vlan_protocol', name, `vlan_protocol ${name} `);
  }
  if (data.bridgeId !== undefined) {
    const id = formatBridgeId(data.bridgeId);
    document.field('bridge_id', id, `bridge_id ${id} `);
    // iproute2 6.1.0 shows the bridge's own identifier as the root's as well.
    if (data.rootId !== undefined) document.field('root_id', id, `designated_root ${id} `);
  }
  printNumbers(data, TREE, document);
  for (const [field, name] of TIMERS) {
    const value = data[field];
    if (value !== undefined) printTimer(document, name, value);
  }
  printNumbers(data, VLAN, document);
  if (data.groupFwdMask !== undefined) {
    const mask = alternateHex(data.groupFwdMask);
    document.field('group_fwd_mask', mask, `group_fwd_mask ${mask} `);
  }
  if (data.groupAddr !== undefined) {
    document.field('group_addr', data.groupAddr, `group_address ${data.groupAddr} `);
  }
  printNumbers(data, [['mcastSnooping', 'mcast_snooping']], document);
  printSwitches(data, document);
  if (data.mcastRouter !== undefined) {
    const router = routerNumber(data.mcastRouter);
    document.field('mcast_router', router, `mcast_router ${router} `);
  }
  printNumbers(data, MULTICAST, document);
}

function printSwitches({ multiBoolopt }: BridgeData, document: Document): void {
  if (multiBoolopt === undefined) return;
  for (const keyword of ['no_linklocal_learn', 'mcast_vlan_snooping'] as const) {
    const option = SWITCHES[keyword];
    if (!multiBoolopt.optmask.includes(option)) continue;
    const value = multiBoolopt.optval.includes(option) ? 1 : 0;
    document.field(keyword, value, `${keyword} ${value} `);
  }
}

export const bridge: LinkKind = {
  help: `Usage: ... bridge [ fdb_flush ]
		  [ forward_delay FORWARD_DELAY ]
		  [ hello_time HELLO_TIME ]
		  [ max_age MAX_AGE ]
		  [ ageing_time AGEING_TIME ]
		  [ stp_state STP_STATE ]
		  [ priority PRIORITY ]
		  [ group_fwd_mask MASK ]
		  [ group_address ADDRESS ]
		  [ no_linklocal_learn NO_LINKLOCAL_LEARN ]
		  [ vlan_filtering VLAN_FILTERING ]
		  [ vlan_protocol VLAN_PROTOCOL ]
		  [ vlan_default_pvid VLAN_DEFAULT_PVID ]
		  [ vlan_stats_enabled VLAN_STATS_ENABLED ]
		  [ vlan_stats_per_port VLAN_STATS_PER_PORT ]
		  [ mcast_snooping MULTICAST_SNOOPING ]
		  [ mcast_vlan_snooping MULTICAST_VLAN_SNOOPING ]
		  [ mcast_router MULTICAST_ROUTER ]
		  [ mcast_query_use_ifaddr MCAST_QUERY_USE_IFADDR ]
		  [ mcast_querier MULTICAST_QUERIER ]
		  [ mcast_hash_elasticity HASH_ELASTICITY ]
		  [ mcast_hash_max HASH_MAX ]
		  [ mcast_last_member_count LAST_MEMBER_COUNT ]
		  [ mcast_startup_query_count STARTUP_QUERY_COUNT ]
		  [ mcast_last_member_interval LAST_MEMBER_INTERVAL ]
		  [ mcast_membership_interval MEMBERSHIP_INTERVAL ]
		  [ mcast_querier_interval QUERIER_INTERVAL ]
		  [ mcast_query_interval QUERY_INTERVAL ]
		  [ mcast_query_response_interval QUERY_RESPONSE_INTERVAL ]
		  [ mcast_startup_query_interval STARTUP_QUERY_INTERVAL ]
		  [ mcast_stats_enabled MCAST_STATS_ENABLED ]
		  [ mcast_igmp_version IGMP_VERSION ]
		  [ mcast_mld_version MLD_VERSION ]
		  [ nf_call_iptables NF_CALL_IPTABLES ]
		  [ nf_call_ip6tables NF_CALL_IP6TABLES ]
		  [ nf_call_arptables NF_CALL_ARPTABLES ]

Where: VLAN_PROTOCOL := { 802.1Q | 802.1ad }
`,
  bare: { kind: 'bridge' },
  parse: (words) => ({ kind: 'bridge', data: parse(words) }),
  syntax: { words: [WORDS] },
  print,
};
