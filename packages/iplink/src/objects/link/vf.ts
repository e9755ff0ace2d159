/** The words behind `vf NUM` of `ip link set`: what a virtual function of a network card is to be. */
import type { Link } from '@iplink-ts/rtnetlink';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { commandFailure, incompleteLine, programFailure, wrongArgument } from '../../failure.ts';
import { type Entry, isPrefixOf, keywords } from '../../keywords.ts';
import { parseVlanProtocol, VLAN_PROTOCOLS } from '../../kinds/vlan_protocol.ts';
import type { Mutable } from '../../mutable.ts';
import { parseLladdrWord } from '../../parse/lladdr.ts';
import { parseInteger, parseU32 } from '../../parse/number.ts';
import { parseOffOnPrefix } from '../../parse/onoff.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import { checkAddressLength, findLink } from './device.ts';

export type VfList = NonNullable<Link['vfinfoList']>;
type Vf = Mutable<NonNullable<VfList['info']>[number]>;

interface Draft {
  readonly session: Session;
  readonly dev: string;
  readonly number: number;
  readonly vf: Vf;
  rate?: number;
  max?: number;
  min?: number;
}

type Action = WordAction<Draft>;

const VLAN_MAX = 4095;
/** ETH_P_8021Q, ETH_P_8021AD (linux/if_ether.h) */
const [VLAN_8021Q, VLAN_8021AD] = [0x8100, 0x88a8];

function readU32(words: Words, name: string, max = 0xffffffff): number {
  const word = words.value();
  const value = parseU32(word);
  if (value === undefined || value > max) throw wrongArgument(word, `Invalid "${name}" value\n`);
  return value;
}

function rateWord(keyword: string, field: 'rate' | 'max' | 'min'): Entry<Action> {
  return [
    `${keyword}*`,
    (draft, words) => {
      draft[field] = readU32(words, keyword.replaceAll('_', ' '));
    },
    'integer',
  ];
}

function switchWord(keyword: string, field: 'spoofchk' | 'rssQueryEn' | 'trust'): Entry<Action> {
  return [
    `${keyword}*`,
    ({ vf, number }, words) => {
      const fail = (text: string) => commandFailure(text);
      vf[field] = { vf: number, setting: parseOffOnPrefix(keyword, words.value(), fail) ? 1 : 0 };
    },
    'onoff',
  ];
}

const STATES = keywords<'auto' | 'enable' | 'disable'>(() => [
  ['auto*', 'auto'],
  ['enable*', 'enable'],
  ['disable*', 'disable'],
]);

const GUID = /^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){7}$/;

function guidWord(keyword: string, field: 'ibNodeGuid' | 'ibPortGuid'): Entry<Action> {
  return [
    `${keyword}*`,
    ({ vf, number }, words) => {
      const word = words.value();
      if (!GUID.test(word)) throw wrongArgument(word, 'Invalid GUID format\n');
      vf[field] = { vf: number, guid: BigInt(`0x${word.replaceAll(':', '')}`) };
    },
    'lladdr',
  ];
}

/** `vlan ID [qos N] [proto P]`, in this order. */
const readVlan: Action = ({ vf, number }, words) => {
  const vlan = { vf: number, vlan: readU32(words, 'vlan', VLAN_MAX), qos: 0 };
  if (takes(words, 'qos')) vlan.qos = readU32(words, 'qos');
  if (takes(words, 'proto')) {
    const word = words.value();
    const vlanProto = parseVlanProtocol(word);
    if (vlanProto === undefined) throw wrongArgument(word, 'protocol is invalid\n');
    if (vlanProto !== VLAN_8021Q && vlanProto !== VLAN_8021AD)
      throw wrongArgument(word, 'Invalid "vlan protocol" value - supported 802.1Q, 802.1ad\n');
    if (vlanProto !== VLAN_8021Q) {
      vf.vlanList = { info: [{ ...vlan, vlanProto }] };
      return;
    }
  }
  vf.vlan = vlan;
};

function takes(words: Words, keyword: string): boolean {
  if (!isPrefixOf(words.current ?? '', keyword)) return false;
  words.take();
  return true;
}

const WORDS = keywords<Action>(() => [
  [
    'mac*',
    ({ session, dev, vf, number }, words) => {
      const mac = parseLladdrWord(words.value());
      checkAddressLength(session, dev, mac);
      vf.mac = { vf: number, mac };
    },
    'lladdr',
  ],
  [
    'vlan*',
    readVlan,
    'integer',
    {
      words: [
        keywords<undefined>(() => [
          ['qos*', undefined, 'integer'],
          ['proto*', undefined, VLAN_PROTOCOLS],
        ]),
      ],
    },
  ],
  rateWord('rate', 'rate'),
  rateWord('max_tx_rate', 'max'),
  rateWord('min_tx_rate', 'min'),
  switchWord('spoofchk', 'spoofchk'),
  switchWord('query_rss', 'rssQueryEn'),
  switchWord('trust', 'trust'),
  [
    'state*',
    ({ vf, number }, words) => {
      const word = words.value();
      const linkState = STATES.find(word);
      if (linkState === undefined) throw wrongArgument(word, 'Invalid "state" value\n');
      vf.linkState = { vf: number, linkState };
    },
    ['auto', 'enable', 'disable'],
  ],
  guidWord('node_guid', 'ibNodeGuid'),
  guidWord('port_guid', 'ibPortGuid'),
]);

export const VF_WORDS: Syntax = { words: [WORDS] };

/**
 * Reads `NUM` and the words behind it, up to the first that is none of them.
 * @throws Failure for a wrong word, or none at all
 */
export function parseVf(session: Session, words: Words, dev: string | undefined): VfList {
  const word = words.value();
  const number = parseInteger(word);
  if (number === undefined) throw wrongArgument(word, 'Invalid "vf" value\n');
  if (dev === undefined) throw programFailure('Error: argument "dev" is required\n');
  const draft: Draft = { session, dev, number: number >>> 0, vf: {} };
  const { remaining } = words;
  parseWords(words, draft, WORDS, () => {
    words.back();
    return 'stop';
  });
  if (words.remaining === remaining) throw incompleteLine();
  setRate(draft);
  return { info: [draft.vf] };
}

/** `rate` alone is said the old way; with a minimum it is the maximum, which `max_tx_rate` overrides. */
function setRate({ session, dev, number, vf, rate, max: given, min }: Draft): void {
  if (given === undefined && min === undefined) {
    if (rate !== undefined) vf.txRate = { vf: number, rate };
    return;
  }
  const max = given ?? rate;
  const present = max === undefined || min === undefined ? presentRate(session, dev, number) : undefined;
  const minTxRate = min ?? present?.minTxRate ?? 0;
  const maxTxRate = max ?? present?.maxTxRate ?? 0;
  if (maxTxRate !== 0 && minTxRate > maxTxRate)
    throw commandFailure(`Invalid min_tx_rate ${minTxRate} - must be <= max_tx_rate ${maxTxRate}\n`);
  vf.rate = { vf: number, minTxRate, maxTxRate };
}

/** RTEXT_FILTER_VF (linux/rtnetlink.h) */
const EXT_MASK_VF = 1;

/** What is not said stays as it is. */
function presentRate(session: Session, dev: string, number: number): Vf['rate'] {
  const link = findLink(session, dev, { extMask: EXT_MASK_VF });
  if (link === undefined) throw commandFailure(`Device ${dev} does not exist\n`);
  const list = link.vfinfoList?.info;
  const found = list?.find(({ rate }) => rate?.vf === number);
  if (list !== undefined && found === undefined) throw programFailure(`Cannot find VF ${number | 0}\n`, 1);
  return found?.rate;
}
