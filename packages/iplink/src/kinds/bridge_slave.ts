/** `bridge_slave`: what a bridge keeps for each of its ports. */
import { type Link, type LinkSlaveData, slaveDataOf } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../argv.ts';
import { wrongArgument } from '../failure.ts';
import { type Entry, keywords } from '../keywords.ts';
import type { Mutable } from '../mutable.ts';
import { parseU8, parseU16, parseU32 } from '../parse/number.ts';
import { fatalSwitch, parseOffOnPrefix } from '../parse/onoff.ts';
import type { Document } from '../print/document.ts';
import { printNumber } from '../print/fields.ts';
import { alternateHex } from '../print/number.ts';
import type { Session } from '../session.ts';
import { PORT_SWITCHES, type PortSwitch, printBackupPort, printSwitches } from './bridge_port.ts';
import { formatBridgeId, forwardedGroups, printTimer, routerNumber } from './bridge_values.ts';
import { kindHelp, type LinkKind, numberArgument, unknownKindWord } from './kind.ts';

type PortData = Mutable<LinkSlaveData['bridge']>;
type FieldOf<T> = { [K in keyof PortData]-?: NonNullable<PortData[K]> extends T ? K : never }[keyof PortData];
type NumberField = FieldOf<number>;

interface Draft {
  readonly session: Session;
  readonly data: PortData;
}

type Action = WordAction<Draft>;

function numberWord(
  keyword: string,
  field: NumberField,
  read: (word: string) => number | undefined,
  message: string,
): Entry<Action> {
  return [
    `${keyword}*`,
    ({ data }, words) => {
      data[field] = numberArgument(words, read, message);
    },
    'integer',
  ];
}

function switchWord(keyword: PortSwitch): Entry<Action> {
  return [
    `${keyword}*`,
    ({ data }, words) => {
      data[PORT_SWITCHES[keyword]] = parseOffOnPrefix(keyword, words.value(), fatalSwitch) ? 1 : 0;
    },
    'onoff',
  ];
}

const WORDS = keywords<Action>(() => [
  [
    'fdb_flush*',
    ({ data }) => {
      data.flush = true;
    },
  ],
  [
    'state*',
    ({ data }, words) => {
      data.state = numberArgument(words, parseU8, 'state is invalid');
    },
    'integer',
  ],
  numberWord('priority', 'priority', parseU16, 'priority is invalid'),
  numberWord('cost', 'cost', parseU32, 'cost is invalid'),
  switchWord('hairpin'),
  switchWord('guard'),
  switchWord('root_block'),
  switchWord('fastleave'),
  switchWord('learning'),
  switchWord('flood'),
  switchWord('mcast_flood'),
  switchWord('bcast_flood'),
  switchWord('mcast_to_unicast'),
  switchWord('proxy_arp'),
  switchWord('proxy_arp_wifi'),
  [
    'mcast_router*',
    ({ data }, words) => {
      data.multicastRouter = numberArgument(words, parseU8, 'invalid mcast_router');
    },
    'integer',
  ],
  switchWord('mcast_fast_leave'),
  switchWord('neigh_suppress'),
  numberWord('group_fwd_mask', 'groupFwdMask', parseU16, 'invalid group_fwd_mask'),
  switchWord('vlan_tunnel'),
  switchWord('isolated'),
  switchWord('locked'),
  [
    'backup_port*',
    ({ data, session }, words) => {
      const name = words.value();
      const index = session.interfaces.indexOf(name);
      if (index === 0) throw wrongArgument(name, 'Device does not exist\n');
      data.backupPort = index;
    },
    'device',
  ],
  [
    'nobackup_port*',
    ({ data }) => {
      data.backupPort = 0;
    },
  ],
]);

function parse(words: Words, session: Session): PortData {
  const data: PortData = {};
  parseWords(words, { session, data }, WORDS, (_draft, _words, word) => {
    throw asksForHelp(word)
      ? kindHelp(bridgeSlave.help)
      : unknownKindWord('bridge_slave', 'option', word, bridgeSlave.help);
  });
  return data;
}

function printHex(document: Document, key: string, word: string, value: number | undefined): void {
  if (value === undefined) return;
  const hex = `0x${value.toString(16)}`;
  document.field(key, hex, `${word} ${hex} `);
}

/** The words of `ip` are the kernel's. */
function printState(document: Document, state: PortData['state']): void {
  if (state === undefined) return;
  if (typeof state === 'number') document.field('state_index', state, `state (${state}) `);
  else document.field('state', state, `state ${state} `);
}

function printTree(document: Document, data: PortData): void {
  printHex(document, 'id', 'port_id', data.id);
  printHex(document, 'no', 'port_no', data.no);
  printNumber(document, 'designated_port', data.designatedPort);
  printNumber(document, 'designated_cost', data.designatedCost);
  if (data.bridgeId !== undefined) {
    const id = formatBridgeId(data.bridgeId);
    document.field('bridge_id', id, `designated_bridge ${id} `);
  }
  if (data.rootId !== undefined) {
    const id = formatBridgeId(data.rootId);
    document.field('root_id', id, `designated_root ${id} `);
  }
  if (data.holdTimer !== undefined) printTimer(document, 'hold_timer', data.holdTimer);
  if (data.messageAgeTimer !== undefined) printTimer(document, 'message_age_timer', data.messageAgeTimer);
  if (data.forwardDelayTimer !== undefined)
    printTimer(document, 'forward_delay_timer', data.forwardDelayTimer);
  printNumber(document, 'topology_change_ack', data.topologyChangeAck);
  printNumber(document, 'config_pending', data.configPending);
}

function print(link: Link, document: Document, session: Session): void {
  const data = slaveDataOf(link, 'bridge');
  if (data === undefined) return;
  printState(document, data.state);
  printNumber(document, 'priority', data.priority);
  printNumber(document, 'cost', data.cost);
  printSwitches(document, data, 'hairpin', 'guard', 'root_block', 'fastleave', 'learning', 'flood');
  printTree(document, data);
  printSwitches(document, data, 'proxy_arp', 'proxy_arp_wifi');
  if (data.multicastRouter !== undefined) {
    const router = routerNumber(data.multicastRouter);
    document.field('multicast_router', router, `mcast_router ${router} `);
  }
  // Said a second time under the other name, in text only.
  if (data.fastLeave !== undefined) document.text(`mcast_fast_leave ${data.fastLeave === 0 ? 'off' : 'on'} `);
  printSwitches(document, data, 'mcast_flood', 'bcast_flood', 'mcast_to_unicast', 'neigh_suppress');
  if (data.groupFwdMask !== undefined) {
    const mask = alternateHex(data.groupFwdMask);
    const groups = forwardedGroups(data.groupFwdMask);
    document.field('group_fwd_mask', mask, `group_fwd_mask ${mask} `);
    document.field('group_fwd_mask_str', groups, `group_fwd_mask_str ${groups} `);
  }
  printSwitches(document, data, 'vlan_tunnel', 'isolated', 'locked');
  printBackupPort(session, document, data);
}

export const bridgeSlave: LinkKind = {
  help: `Usage: ... bridge_slave [ fdb_flush ]
			[ state STATE ]
			[ priority PRIO ]
			[ cost COST ]
			[ guard {on | off} ]
			[ hairpin {on | off} ]
			[ fastleave {on | off} ]
			[ root_block {on | off} ]
			[ learning {on | off} ]
			[ flood {on | off} ]
			[ proxy_arp {on | off} ]
			[ proxy_arp_wifi {on | off} ]
			[ mcast_router MULTICAST_ROUTER ]
			[ mcast_fast_leave {on | off} ]
			[ mcast_flood {on | off} ]
			[ bcast_flood {on | off} ]
			[ mcast_to_unicast {on | off} ]
			[ group_fwd_mask MASK ]
			[ neigh_suppress {on | off} ]
			[ vlan_tunnel {on | off} ]
			[ isolated {on | off} ]
			[ locked {on | off} ]
			[ backup_port DEVICE ] [ nobackup_port ]
`,
  bare: { slaveKind: 'bridge' },
  parse: (words, { session }) => ({ slaveKind: 'bridge', slaveData: parse(words, session) }),
  syntax: { words: [WORDS] },
  print,
};
