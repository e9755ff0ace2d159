/** Kind `vxlan`. */
import type { Link, LinkData } from '@iplink-ts/rtnetlink';
import { asksForHelp, parseWords, type WordAction, type Words } from '../argv.ts';
import { commandFailure, duplicateOrGarbage, programFailure, wrongArgument } from '../failure.ts';
import { AF, type Family } from '../family.ts';
import { type Entry, keywords } from '../keywords.ts';
import type { Mutable } from '../mutable.ts';
import { dsfields } from '../names/databases.ts';
import { parseU16, parseU32 } from '../parse/number.ts';
import { addressText, type Prefix, parseAddress } from '../parse/prefix.ts';
import type { Document } from '../print/document.ts';
import type { Session } from '../session.ts';
import { type KindContext, kindHelp, type LinkKind, numberArgument, unknownKindWord } from './kind.ts';

type VxlanData = Mutable<LinkData['vxlan']>;
type FieldOf<T> = {
  [K in keyof VxlanData]-?: NonNullable<VxlanData[K]> extends T ? K : never;
}[keyof VxlanData];

const VNI_MAX = 0xffffff;
const FLOW_LABEL_MAX = 0xfffff;
/** The port that IANA gave to VXLAN-GPE (RFC 7348's successor draft). */
const GPE_PORT = 4790;

interface Draft {
  readonly context: KindContext;
  readonly data: VxlanData;
  /** Words that may be given once, by the name under which they collide. */
  readonly seen: Set<string>;
  group?: Prefix;
  remote?: Prefix;
  local?: Prefix;
}

type Action = WordAction<Draft>;

function once(draft: Draft, name: string, word: string): void {
  if (draft.seen.has(name)) throw duplicateOrGarbage(name, word);
  draft.seen.add(name);
}

/** The family settled by the addresses read so far; the next must have the same. */
function knownFamily({ group, remote, local }: Draft): Family {
  return (group ?? remote ?? local)?.family ?? AF.UNSPEC;
}

function isMulticast({ family, bytes }: Prefix): boolean {
  const [first = 0] = bytes;
  return family === AF.INET6 ? first === 0xff : (first & 0xf0) === 0xe0;
}

function isGiven(address: Prefix): boolean {
  return address.bytes.length > 0;
}

function addressWord(name: 'group' | 'remote' | 'local', valid: (address: Prefix) => boolean): Entry<Action> {
  return [
    `${name}*`,
    (draft, words) => {
      const word = words.value();
      once(draft, name, word);
      const address = parseAddress(word, knownFamily(draft));
      if (!isGiven(address) || !valid(address)) throw wrongArgument(word, `invalid ${name} address`);
      draft[name] = address;
    },
    'address',
  ];
}

/** A switch in two spellings, `[no]WORD`. */
function switchWords(keyword: string, field: FieldOf<number>): readonly Entry<Action>[] {
  const action =
    (value: number): Action =>
    (draft, _words, word) => {
      once(draft, keyword, word);
      draft.data[field] = value;
    };
  return [
    [`${keyword}*`, action(1)],
    [`no${keyword}*`, action(0)],
  ];
}

function readTtl(draft: Draft, word: string): void {
  if (word === 'inherit') {
    draft.data.ttlInherit = true;
    return;
  }
  if (word === 'auto') {
    draft.data.ttl = 0;
    return;
  }
  const ttl = parseU32(word);
  if (ttl === undefined) throw wrongArgument(word, 'invalid TTL');
  if (ttl > 255) throw wrongArgument(word, 'TTL must be <= 255');
  draft.data.ttl = ttl;
}

const DF = keywords<'unset' | 'set' | 'inherit'>([
  ['unset', 'unset'],
  ['set', 'set'],
  ['inherit', 'inherit'],
]);

const WORDS = keywords<Action>([
  [
    'id* vni*',
    (draft, words) => {
      const word = words.value();
      once(draft, 'id', word);
      const id = parseU32(word);
      if (id === undefined || id > VNI_MAX) throw wrongArgument(word, 'invalid id');
      draft.data.id = id;
    },
    'integer',
  ],
  addressWord('group', isMulticast),
  addressWord('remote', (address) => !isMulticast(address)),
  addressWord('local', (address) => !isMulticast(address)),
  [
    'dev*',
    (draft, words) => {
      const word = words.value();
      once(draft, 'dev', word);
      const index = draft.context.session.interfaces.indexOf(word);
      if (index === 0) throw programFailure(`Cannot find device "${word}"\n`);
      draft.data.link = index;
    },
    'device',
  ],
  [
    'ttl* hoplimit*',
    (draft, words) => {
      const word = words.value();
      once(draft, 'ttl', word);
      readTtl(draft, word);
    },
    ['auto', 'inherit', '64'],
  ],
  [
    'tos* dsfield*',
    (draft, words) => {
      const word = words.value();
      once(draft, 'tos', word);
      const tos = word === 'inherit' ? 1 : dsfields.parse(word);
      if (tos === undefined) throw wrongArgument(word, 'bad TOS value');
      draft.data.tos = tos;
    },
    'tos',
  ],
  [
    'df*',
    (draft, words) => {
      const word = words.value();
      once(draft, 'df', word);
      const df = DF.find(word);
      if (df === undefined) throw wrongArgument(word, "DF must be 'unset', 'set' or 'inherit'");
      draft.data.df = df;
    },
    DF,
  ],
  [
    'label* flowlabel*',
    (draft, words) => {
      const word = words.value();
      once(draft, 'flowlabel', word);
      const label = parseU32(word);
      if (label === undefined || label > FLOW_LABEL_MAX) throw wrongArgument(word, 'invalid flowlabel');
      draft.data.label = label;
    },
    'integer',
  ],
  [
    'ageing*',
    (draft, words) => {
      const word = words.value();
      once(draft, 'ageing', word);
      const ageing = word === 'none' ? 0 : parseU32(word);
      if (ageing === undefined) throw wrongArgument(word, 'ageing timer');
      draft.data.ageing = ageing;
    },
    ['none', '300'],
  ],
  [
    'maxaddress*',
    (draft, words) => {
      const word = words.value();
      once(draft, 'maxaddress', word);
      const limit = word === 'unlimited' ? 0 : parseU32(word);
      if (limit === undefined) throw wrongArgument(word, 'max addresses');
      draft.data.limit = limit;
    },
    ['unlimited', '1000'],
  ],
  [
    'port* srcport*',
    (draft, words) => {
      once(draft, 'srcport', words.current ?? '');
      const low = numberArgument(words, parseU16, 'min port');
      const high = numberArgument(words, parseU16, 'max port');
      if (low !== 0 || high !== 0) draft.data.portRange = { low, high };
    },
    'integer',
    'integer',
  ],
  [
    'dstport*',
    (draft, words) => {
      once(draft, 'dstport', words.current ?? '');
      draft.data.port = numberArgument(words, parseU16, 'dst port');
    },
    'integer',
  ],
  ...switchWords('learning', 'learning'),
  ...switchWords('proxy', 'proxy'),
  ...switchWords('rsc', 'rsc'),
  ...switchWords('l2miss', 'l2miss'),
  ...switchWords('l3miss', 'l3miss'),
  ...switchWords('udpcsum', 'udpCsum'),
  ...switchWords('udp6zerocsumtx', 'udpZeroCsum6Tx'),
  ...switchWords('udp6zerocsumrx', 'udpZeroCsum6Rx'),
  ...switchWords('remcsumtx', 'remcsumTx'),
  ...switchWords('remcsumrx', 'remcsumRx'),
  [
    'external*',
    (draft, _words, word) => {
      once(draft, 'external', word);
      draft.data.collectMetadata = 1;
      // Learning has nothing to learn from here.
      draft.data.learning = 0;
    },
  ],
  [
    'noexternal*',
    (draft, _words, word) => {
      once(draft, 'external', word);
      draft.data.collectMetadata = 0;
    },
  ],
  [
    'gbp*',
    (draft, _words, word) => {
      once(draft, 'gbp', word);
      draft.data.gbp = true;
    },
  ],
  [
    'gpe*',
    (draft, _words, word) => {
      once(draft, 'gpe', word);
      draft.data.gpe = true;
    },
  ],
  [
    'vnifilter',
    (draft, _words, word) => {
      once(draft, 'vnifilter', word);
      draft.data.vnifilter = 1;
    },
  ],
  [
    'novnifilter',
    (draft, _words, word) => {
      once(draft, 'vnifilter', word);
      draft.data.vnifilter = 0;
    },
  ],
]);

function refuse(text: string): never {
  throw commandFailure(`vxlan: ${text}\n`);
}

function parse(words: Words, context: KindContext): VxlanData {
  const draft: Draft = { context, data: {}, seen: new Set() };
  parseWords(words, draft, WORDS, (_draft, _words, word) => {
    throw asksForHelp(word) ? kindHelp(vxlan.help) : unknownKindWord('vxlan', 'command', word, vxlan.help);
  });
  check(draft);
  return complete(draft);
}

function check({ data, group, remote, context }: Draft): void {
  const external = data.collectMetadata === 1;
  if (external && data.id !== undefined) refuse("both 'external' and vni cannot be specified");
  if (data.vnifilter === 1 && !external) refuse("vnifilter is valid only when 'external' is set");
  if (!external && data.id === undefined && context.creating) refuse('missing virtual network identifier');
  if (group !== undefined && remote !== undefined) refuse('both group and remote cannot be specified');
  if (group !== undefined && data.link === undefined) refuse("'group' requires 'dev' to be specified");
}

const PORT_NOTE = `vxlan: destination port not specified
Will use Linux kernel default (non-standard value)
Use 'dstport 4789' to get the IANA assigned value
Use 'dstport 0' to get default and quiet this message
`;

function complete({ data, group, remote, local, context }: Draft): VxlanData {
  if (data.port === undefined && context.creating) {
    if (data.gpe) data.port = GPE_PORT;
    else context.session.complain(PORT_NOTE);
  }
  const far = group ?? remote;
  if (far !== undefined) data[far.family === AF.INET6 ? 'group6' : 'group'] = addressText(far);
  if (local !== undefined) data[local.family === AF.INET6 ? 'local6' : 'local'] = addressText(local);
  return data;
}

function printSwitch(document: Document, key: string, value: number | undefined, on: string, off = ''): void {
  if (value === undefined) return;
  const text = value === 0 ? off : on;
  // A switch without a word for off is not mentioned then, in JSON either.
  if (text !== '') document.field(key, value !== 0, text);
}

function printAddresses(data: VxlanData, document: Document): void {
  const { group, group6, local, local6 } = data;
  if (group !== undefined && group !== '0.0.0.0') {
    const name = Number(group.split('.', 1)[0]) >> 4 === 0xe ? 'group' : 'remote';
    document.field(name, document.host(group), `${name} ${document.host(group)} `);
  } else if (group6 !== undefined && group6 !== '::') {
    const name = group6.startsWith('ff') && group6.indexOf(':') === 4 ? 'group' : 'remote';
    document.field(`${name}6`, document.host(group6), `${name} ${document.host(group6)} `);
  }
  if (local !== undefined && local !== '0.0.0.0')
    document.field('local', document.host(local), `local ${document.host(local)} `);
  else if (local6 !== undefined && local6 !== '::')
    document.field('local6', document.host(local6), `local ${document.host(local6)} `);
}

function printPorts(data: VxlanData, document: Document): void {
  const { portRange, port } = data;
  if (portRange !== undefined) {
    document.openObject('port_range');
    document.field('low', portRange.low, `srcport ${portRange.low} `);
    document.field('high', portRange.high, `${portRange.high} `);
    document.closeObject();
  }
  if (port !== undefined) document.field('port', port, `dstport ${port} `);
}

function printHeader(data: VxlanData, document: Document): void {
  const { tos = 0, ttl, ttlInherit, df, label = 0 } = data;
  const hex = `0x${tos.toString(16)}`;
  if (tos !== 0) document.field('tos', hex, tos === 1 ? 'tos inherit ' : `tos ${hex} `);
  if (ttlInherit) document.text('ttl inherit ');
  else if (ttl !== undefined) document.field('ttl', ttl, ttl === 0 ? 'ttl auto ' : `ttl ${ttl} `);
  if (df === 'unset') document.json('df', df);
  else if (df !== undefined) document.field('df', df, `df ${df} `);
  if (label !== 0) document.field('label', `0x${label.toString(16)}`, `flowlabel 0x${label.toString(16)} `);
}

function print(link: Link, document: Document, session: Session): void {
  if (link.kind !== 'vxlan' || link.data === undefined) return;
  const { data } = link;
  if (data.collectMetadata) document.field('external', true, 'external ');
  if (data.vnifilter) document.field('vnifilter', true, 'vnifilter');
  if (data.id === undefined) return;
  document.field('id', data.id, `id ${data.id} `);
  printAddresses(data, document);
  if (data.link !== undefined && data.link !== 0) {
    const name = session.interfaces.nameOf(data.link);
    document.field('link', name, `dev ${name} `);
  }
  printPorts(data, document);
  if (data.learning !== undefined)
    document.field('learning', data.learning !== 0, data.learning === 0 ? 'nolearning ' : '');
  printSwitch(document, 'proxy', data.proxy, 'proxy ');
  printSwitch(document, 'rsc', data.rsc, 'rsc ');
  printSwitch(document, 'l2miss', data.l2miss, 'l2miss ');
  printSwitch(document, 'l3miss', data.l3miss, 'l3miss ');
  printHeader(data, document);
  if (data.ageing !== undefined) {
    document.field('ageing', data.ageing, data.ageing === 0 ? 'ageing none ' : `ageing ${data.ageing} `);
  }
  if (data.limit !== undefined && data.limit !== 0)
    document.field('limit', data.limit, `maxaddr ${data.limit} `);
  printSwitch(document, 'udp_csum', data.udpCsum, 'udpcsum ', 'noudpcsum ');
  printSwitch(document, 'udp_zero_csum6_tx', data.udpZeroCsum6Tx, 'udp6zerocsumtx ', 'noudp6zerocsumtx ');
  printSwitch(document, 'udp_zero_csum6_rx', data.udpZeroCsum6Rx, 'udp6zerocsumrx ', 'noudp6zerocsumrx ');
  printSwitch(document, 'remcsum_tx', data.remcsumTx, 'remcsumtx ');
  printSwitch(document, 'remcsum_rx', data.remcsumRx, 'remcsumrx ');
  if (data.gbp) document.field('gbp', true, 'gbp ');
  if (data.gpe) document.field('gpe', true, 'gpe ');
}

export const vxlan: LinkKind = {
  help: `Usage: ... vxlan id VNI
		[ { group | remote } IP_ADDRESS ]
		[ local ADDR ]
		[ ttl TTL ]
		[ tos TOS ]
		[ df DF ]
		[ flowlabel LABEL ]
		[ dev PHYS_DEV ]
		[ dstport PORT ]
		[ srcport MIN MAX ]
		[ [no]learning ]
		[ [no]proxy ]
		[ [no]rsc ]
		[ [no]l2miss ]
		[ [no]l3miss ]
		[ ageing SECONDS ]
		[ maxaddress NUMBER ]
		[ [no]udpcsum ]
		[ [no]udp6zerocsumtx ]
		[ [no]udp6zerocsumrx ]
		[ [no]remcsumtx ] [ [no]remcsumrx ]
		[ [no]external ] [ gbp ] [ gpe ]
		[ [no]vnifilter ]

Where:	VNI	:= 0-16777215
	ADDR	:= { IP_ADDRESS | any }
	TOS	:= { NUMBER | inherit }
	TTL	:= { 1..255 | auto | inherit }
	DF	:= { unset | set | inherit }
	LABEL := 0-1048575
`,
  bare: { kind: 'vxlan' },
  parse: (words, context) => ({ kind: 'vxlan', data: parse(words, context) }),
  syntax: { words: [WORDS] },
  print,
};
