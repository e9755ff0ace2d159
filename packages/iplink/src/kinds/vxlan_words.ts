/** The words of kind `vxlan`. */
import type { LinkData } from '@iplink-ts/rtnetlink';
import type { WordAction } from '../argv.ts';
import { duplicateOrGarbage, programFailure, wrongArgument } from '../failure.ts';
import { AF, type Family } from '../family.ts';
import { type Entry, type KeywordTable, keywords } from '../keywords.ts';
import type { Mutable } from '../mutable.ts';
import { dsfields } from '../names/databases.ts';
import { parseU16, parseU32 } from '../parse/number.ts';
import { type Prefix, parseAddress } from '../parse/prefix.ts';
import { type KindContext, numberArgument } from './kind.ts';

export type VxlanData = Mutable<LinkData['vxlan']>;
type FieldOf<T> = {
  [K in keyof VxlanData]-?: NonNullable<VxlanData[K]> extends T ? K : never;
}[keyof VxlanData];

const VNI_MAX = 0xffffff;
const FLOW_LABEL_MAX = 0xfffff;
/** What the words come to. */
export interface VxlanDraft {
  readonly context: KindContext;
  readonly data: VxlanData;
  /** Words that may be given once, by the name under which they collide. */
  readonly seen: Set<string>;
  group?: Prefix;
  remote?: Prefix;
  local?: Prefix;
}

type Action = WordAction<VxlanDraft>;

function once(draft: VxlanDraft, name: string, word: string): void {
  if (draft.seen.has(name)) throw duplicateOrGarbage(name, word);
  draft.seen.add(name);
}

/** The family settled by the addresses read so far; the next must have the same. */
function knownFamily({ group, remote, local }: VxlanDraft): Family {
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

function readTtl(draft: VxlanDraft, word: string): void {
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

const DF = keywords<'unset' | 'set' | 'inherit'>(() => [
  ['unset', 'unset'],
  ['set', 'set'],
  ['inherit', 'inherit'],
]);

export const VXLAN_WORDS: KeywordTable<Action> = keywords<Action>(() => [
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
