/** `bond_slave`: what a bond keeps for each of its ports. */
import { LACP_STATE, type Link, type LinkSlaveData, slaveDataOf } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../argv.ts';
import { keywords } from '../keywords.ts';
import type { Mutable } from '../mutable.ts';
import { parseInteger, parseU16 } from '../parse/number.ts';
import type { Document } from '../print/document.ts';
import { printNumber } from '../print/fields.ts';
import type { Syntax } from '../syntax.ts';
import { kindHelp, type LinkKind, numberArgument, unknownKindWord } from './kind.ts';

type PortData = Mutable<LinkSlaveData['bond']>;
type PortState = NonNullable<PortData['adActorOperPortState']>;

const WORDS = keywords<WordAction<PortData>>(() => [
  [
    'queue_id*',
    (data, words) => {
      data.queueId = numberArgument(words, parseU16, 'queue_id is invalid');
    },
    'integer',
  ],
  [
    'prio',
    (data, words) => {
      data.prio = numberArgument(words, parseInteger, 'prio is invalid');
    },
    'integer',
  ],
]);

const SYNTAX: Syntax = { words: [WORDS] };

function parse(words: Words): PortData {
  const data: PortData = {};
  parseWords(words, data, WORDS, (_data, _words, word) => {
    throw asksForHelp(word)
      ? kindHelp(bondSlave.help)
      : unknownKindWord('bond_slave', 'option', word, bondSlave.help);
  });
  return data;
}

const STATES = { active: 'ACTIVE', backup: 'BACKUP' } as const;
const MII_STATUSES = { up: 'UP', goingDown: 'GOING_DOWN', down: 'DOWN', goingBack: 'GOING_BACK' } as const;

/** In the order of their bits. */
const PORT_STATES: readonly (readonly [keyof typeof LACP_STATE, string])[] = [
  ['lacpActivity', 'active'],
  ['lacpTimeout', 'short_timeout'],
  ['aggregation', 'aggregating'],
  ['synchronization', 'in_sync'],
  ['collecting', 'collecting'],
  ['distributing', 'distributing'],
  ['defaulted', 'defaulted'],
  ['expired', 'expired'],
];

function printState(document: Document, { state, miiStatus }: PortData): void {
  if (typeof state === 'number') document.field('state_index', state, `state ${state} `);
  else if (state !== undefined) document.field('state', STATES[state], `state ${STATES[state]} `);
  if (typeof miiStatus === 'number')
    document.field('mii_status_index', miiStatus, `mii_status ${miiStatus} `);
  else if (miiStatus !== undefined)
    document.field('mii_status', MII_STATUSES[miiStatus], `mii_status ${MII_STATUSES[miiStatus]} `);
}

function printPortState(document: Document, key: string, state: PortState | undefined): void {
  if (state === undefined) return;
  const bits = state.reduce<number>(
    (sum, flag) => sum | (typeof flag === 'number' ? flag : LACP_STATE[flag]),
    0,
  );
  document.field(key, bits, `${key} ${bits} `);
  document.openArray(`${key}_str`, `${key}_str <`);
  let separator = '';
  for (const [flag, name] of PORT_STATES) {
    if (!state.includes(flag)) continue;
    document.item(name, `${separator}${name}`);
    separator = ',';
  }
  document.closeArray('> ');
}

function print(link: Link, document: Document): void {
  const data = slaveDataOf(link, 'bond');
  if (data === undefined) return;
  printState(document, data);
  printNumber(document, 'link_failure_count', data.linkFailureCount);
  if (data.permHwaddr !== undefined)
    document.field('perm_hwaddr', data.permHwaddr, `perm_hwaddr ${data.permHwaddr} `);
  printNumber(document, 'queue_id', data.queueId);
  printNumber(document, 'prio', data.prio);
  printNumber(document, 'ad_aggregator_id', data.adAggregatorId);
  printPortState(document, 'ad_actor_oper_port_state', data.adActorOperPortState);
  printPortState(document, 'ad_partner_oper_port_state', data.adPartnerOperPortState);
}

export const bondSlave: LinkKind = {
  help: 'Usage: ... bond_slave [ queue_id ID ] [ prio PRIORITY ]\n',
  bare: { slaveKind: 'bond' },
  parse: (words) => ({ slaveKind: 'bond', slaveData: parse(words) }),
  syntax: SYNTAX,
  print,
};
