/** `bridge fdb add|append|replace|delete`. */
import type { FdbRequest } from '@iplink-ts/rtnetlink';
import { fdb } from '@iplink-ts/rtnetlink/sync';
import { asksForHelp, parseWords, type WordAction, type Words } from '../../argv.ts';
import {
  commandFailure,
  duplicateOrGarbage,
  noDevice,
  programFailure,
  wrongArgument,
} from '../../failure.ts';
import { keywords } from '../../keywords.ts';
import { udpPort } from '../../names/services.ts';
import { parseLeadingInteger, parseU32, parseUlong } from '../../parse/number.ts';
import { addressText, type Prefix, parseAddress } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { deviceIndex } from '../devices.ts';
import { change } from '../object.ts';
import { parseMac } from './lladdr.ts';
import { fdbUsage } from './usage.ts';
import { parseVni } from './vni.ts';

export type Verb = 'add' | 'append' | 'replace' | 'delete';

type Flag = 'self' | 'master' | 'router' | 'use' | 'extLearned' | 'sticky';
type State = 'permanent' | 'reachable' | 'noarp';

interface Draft {
  readonly session: Session;
  readonly flags: Set<Flag>;
  readonly states: Set<State>;
  dev?: string;
  address?: string;
  dst?: Prefix;
  nhid: number;
  port: number;
  vni?: number;
  srcVni?: number;
  via?: number;
  /** Negative: none. */
  vlan: number;
}

/** A port by number, or a service by name. */
function parsePort(word: string): number {
  const number = parseUlong(word);
  const port = number === undefined ? udpPort(word) : Number(number);
  if (port === undefined || port > 0xffff) throw wrongArgument(word, 'invalid port\n');
  return port;
}

/** The number in front of the word, cut to 16 bits with a sign. */
export function parseVlan(word: string): number {
  return Number(BigInt.asIntN(16, BigInt(parseLeadingInteger(word))));
}

function flagWord(flag: Flag): WordAction<Draft> {
  return ({ flags }) => void flags.add(flag);
}

function stateWord(state: State): WordAction<Draft> {
  return ({ states }) => void states.add(state);
}

const WORDS = keywords<WordAction<Draft>>(() => [
  [
    'dev',
    (draft, words) => {
      draft.dev = words.value();
    },
    'device',
  ],
  [
    'dst',
    (draft, words) => {
      const word = words.value();
      if (draft.dst !== undefined) throw duplicateOrGarbage('dst', word);
      draft.dst = parseAddress(word, draft.session.options.family);
    },
    'address',
  ],
  [
    'nhid',
    (draft, words) => {
      const word = words.value();
      const nhid = parseU32(word);
      if (nhid === undefined) throw wrongArgument(word, '"id" value is invalid\n');
      draft.nhid = nhid;
    },
    'integer',
  ],
  [
    'port',
    (draft, words) => {
      draft.port = parsePort(words.value());
    },
    'integer',
  ],
  [
    'vni',
    (draft, words) => {
      draft.vni = parseVni(words.value(), 'invalid VNI\n');
    },
    'integer',
  ],
  [
    'src_vni',
    (draft, words) => {
      draft.srcVni = parseVni(words.value(), 'invalid src VNI\n');
    },
    'integer',
  ],
  [
    'via',
    (draft, words) => {
      const name = words.value();
      const index = draft.session.interfaces.indexOf(name);
      if (index === 0) throw programFailure(noDevice(name).text);
      draft.via = index;
    },
    'device',
  ],
  ['self', flagWord('self')],
  ['master*', flagWord('master')],
  ['router*', flagWord('router')],
  ['local* permanent*', stateWord('permanent')],
  ['temp* static*', stateWord('reachable')],
  [
    'dynamic*',
    ({ states }) => {
      states.add('reachable');
      states.delete('noarp');
    },
  ],
  [
    'vlan*',
    (draft, words, word) => {
      if (draft.vlan >= 0) throw duplicateOrGarbage('vlan', word);
      draft.vlan = parseVlan(words.value());
    },
    'integer',
  ],
  ['use*', flagWord('use')],
  ['extern_learn*', flagWord('extLearned')],
  ['sticky*', flagWord('sticky')],
]);

export const MODIFY_SYNTAX: Syntax = { words: [WORDS], bare: ['lladdr'] };

export function modifyEntry(session: Session, words: Words, verb: Verb): void {
  const draft: Draft = {
    session,
    flags: new Set(),
    states: new Set<State>(['noarp']),
    nhid: 0,
    port: 0,
    vlan: -1,
  };
  parseWords(words, draft, WORDS, (_draft, _words, word) => {
    const address = word === 'to' ? words.value() : word;
    if (asksForHelp(address)) throw fdbUsage();
    if (draft.address !== undefined) throw duplicateOrGarbage('to', address);
    draft.address = address;
  });
  const { dev, address } = draft;
  if (dev === undefined || address === undefined) {
    throw commandFailure('Device and address are required arguments.\n', 255);
  }
  if (draft.nhid !== 0 && (draft.dst !== undefined || draft.port !== 0 || draft.vni !== undefined)) {
    throw commandFailure('dst, port, vni are mutually exclusive with nhid\n', 255);
  }
  const entry = entryRequest(draft, parseMac(address));
  const index = deviceIndex(session, dev);
  change(() => session.host.run(fdb[verb]({ ...entry, index })));
}

/** Without other words, a permanent entry of the device itself. */
function entryRequest(draft: Draft, lladdr: string): FdbRequest {
  const { flags, states, dst, nhid, port, vni, srcVni, via, vlan } = draft;
  if (!flags.has('master')) flags.add('self');
  if (!states.has('reachable')) states.add('permanent');
  return {
    lladdr,
    flags: [...flags],
    state: [...states],
    ...(dst !== undefined && { dst: dst.bytes.length === 0 ? '' : addressText(dst) }),
    ...(nhid !== 0 && { nhId: nhid }),
    ...(port !== 0 && { port }),
    ...(vlan >= 0 && { vlan }),
    vni,
    srcVni,
    ifindex: via,
  };
}
