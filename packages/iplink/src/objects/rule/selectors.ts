/** Selectors that the words of a rule and those of a list of rules have in common. */
import type { RuleRequest } from '@iplink-ts/rtnetlink';
import type { WordAction, Words } from '../../argv.ts';
import { wrongArgument } from '../../failure.ts';
import type { Entry } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import { dsfields } from '../../names/databases.ts';
import { parseIpProtocol } from '../../names/ip_protocols.ts';
import { isInterfaceName } from '../../parse/ifname.ts';
import { parseU32, parseU64 } from '../../parse/number.ts';

/** What packets a rule is for. */
export type Selectors = Pick<
  Mutable<RuleRequest>,
  | 'priority'
  | 'tos'
  | 'fwmark'
  | 'fwmask'
  | 'iifname'
  | 'oifname'
  | 'l3mdev'
  | 'uidRange'
  | 'tunId'
  | 'ipProto'
  | 'sportRange'
  | 'dportRange'
>;

type SelectorEntry = Entry<WordAction<Selectors>>;

/** The argument that must follow a keyword. @throws Failure with `message` for a word that cannot be read */
export function argument<Value>(
  words: Words,
  parse: (word: string) => Value | undefined,
  message: string,
): Value {
  const word = words.value();
  const value = parse(word);
  if (value === undefined) throw wrongArgument(word, `${message}\n`);
  return value;
}

export const NOT: Entry<WordAction<{ inverted: boolean }>> = [
  'not',
  (selectors) => {
    selectors.inverted = true;
  },
];

export const PREFERENCE: SelectorEntry = [
  'preference* order* priority*',
  (selectors, words) => {
    selectors.priority = argument(words, parseU32, 'preference value is invalid');
  },
  'integer',
];

/** `tos`, and `dsfield`, which the words of a rule take by prefix and those of a list do not. */
export function tos(spellings: string): SelectorEntry {
  return [
    spellings,
    (selectors, words) => {
      selectors.tos = argument(words, (word) => dsfields.parse(word), 'TOS value is invalid');
    },
    'tos',
  ];
}

/** `MARK` or `MARK/MASK` */
export const FWMARK: SelectorEntry = [
  'fwmark',
  (selectors, words) => {
    const word = words.value();
    const slash = word.indexOf('/');
    const mark = slash < 0 ? word : word.slice(0, slash);
    selectors.fwmark = parseU32(mark);
    if (selectors.fwmark === undefined) throw wrongArgument(mark, 'fwmark value is invalid\n');
    if (slash < 0) return;
    const mask = word.slice(slash + 1);
    selectors.fwmask = parseU32(mask);
    if (selectors.fwmask === undefined) throw wrongArgument(mask, 'fwmask value is invalid\n');
  },
  'integer',
];

function requireName(words: Words, keyword: string): string {
  const word = words.value();
  if (!isInterfaceName(word)) throw wrongArgument(word, `${keyword} not a valid ifname`);
  return word;
}

export const INTERFACES: readonly SelectorEntry[] = [
  [
    'dev iif',
    (selectors, words) => {
      selectors.iifname = requireName(words, '"iif"/"dev"');
    },
    'device',
  ],
  [
    'oif',
    (selectors, words) => {
      selectors.oifname = requireName(words, '"oif"');
    },
    'device',
  ],
  [
    'l3mdev',
    (selectors) => {
      selectors.l3mdev = 1;
    },
  ],
];

/** C's conversions `%u` and `%hu`: blanks, a sign, decimal digits, cut to the bits of the type. */
const SCANNED = '[ \\t\\n\\v\\f\\r]*([+-]?)([0-9]+)';
const RANGE = new RegExp(`^${SCANNED}(?:-${SCANNED})?`);
const LONG_MAX = (1n << 64n) - 1n;

function scanned(sign: string, digits: string, bits: number): number {
  const magnitude = BigInt(digits);
  const value = magnitude > LONG_MAX ? LONG_MAX : sign === '-' ? -magnitude : magnitude;
  return Number(BigInt.asUintN(bits, value));
}

interface Range {
  readonly start: number;
  readonly end: number | undefined;
}

/** `START` or `START-END`; what follows the numbers does not count. */
function scanRange(word: string, bits: number): Range | undefined {
  const match = RANGE.exec(word);
  if (match === null) return undefined;
  const [, sign = '', digits = '', endSign = '', endDigits] = match;
  return {
    start: scanned(sign, digits, bits),
    end: endDigits === undefined ? undefined : scanned(endSign, endDigits, bits),
  };
}

function parseUidRange(word: string): Selectors['uidRange'] {
  const range = scanRange(word, 32);
  return range?.end === undefined ? undefined : { start: range.start, end: range.end };
}

function parsePorts(word: string): Selectors['sportRange'] {
  const range = scanRange(word, 16);
  return range && { start: range.start, end: range.end ?? range.start };
}

export const UIDRANGE: SelectorEntry = [
  'uidrange',
  (selectors, words) => {
    selectors.uidRange = argument(words, parseUidRange, 'invalid UID range');
  },
  ['0-99'],
];

export const TUN_ID: SelectorEntry = [
  'tun_id*',
  (selectors, words) => {
    selectors.tunId = argument(words, parseU64, '"tun_id" value is invalid');
  },
  'integer',
];

export const LAYER4: readonly SelectorEntry[] = [
  [
    'ipproto',
    (selectors, words) => {
      selectors.ipProto = argument(words, parseIpProtocol, 'Invalid "ipproto" value');
    },
    ['tcp', 'udp', 'icmp', 'sctp'],
  ],
  [
    'sport',
    (selectors, words) => {
      selectors.sportRange = argument(words, parsePorts, 'invalid port range');
    },
    ['80', '1024-65534'],
  ],
  [
    'dport',
    (selectors, words) => {
      selectors.dportRange = argument(words, parsePorts, 'invalid dport range');
    },
    ['80', '1024-65534'],
  ],
];
