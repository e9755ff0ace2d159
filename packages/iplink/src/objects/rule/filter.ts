/** Which rules `ip rule list` and `ip rule flush` are about. */
import type { Rule } from '@iplink-ts/rtnetlink';
import { parseIp } from '@iplink-ts/rtnetlink/codec';
import { parseWords, type WordAction, type Words } from '../../argv.ts';
import { wrongArgument } from '../../failure.ts';
import { AF, type Family } from '../../family.ts';
import { isPrefixOf, keywords } from '../../keywords.ts';
import { protocols, tables } from '../../names/databases.ts';
import { type Prefix, parsePrefix, sharesBits } from '../../parse/prefix.ts';
import type { Session } from '../../session.ts';
import type { Syntax } from '../../syntax.ts';
import {
  argument,
  FWMARK,
  INTERFACES,
  LAYER4,
  NOT,
  PREFERENCE,
  type Selectors,
  TUN_ID,
  tos,
  UIDRANGE,
} from './selectors.ts';

export interface RuleFilter extends Selectors {
  readonly family: Family;
  inverted: boolean;
  table?: number | undefined;
  from?: Prefix;
  to?: Prefix;
  /** Of flushes only. */
  protocol?: number | undefined;
}

const WORDS = keywords<WordAction<RuleFilter>>(() => [
  PREFERENCE,
  NOT,
  tos('tos dsfield'),
  FWMARK,
  ...INTERFACES,
  UIDRANGE,
  TUN_ID,
  [
    'lookup* table*',
    (filter, words) => {
      filter.table = argument(words, (word) => tables.parse(word), 'table id value is invalid');
    },
    'table',
  ],
  [
    'from* src*',
    (filter, words) => {
      filter.from = parsePrefix(words.value(), filter.family);
    },
    'prefix',
  ],
  [
    'protocol*',
    (filter, words) => {
      const word = words.value();
      filter.protocol = protocols.parse(word);
      if (filter.protocol === undefined && word !== 'all') throw wrongArgument(word, 'invalid "protocol"\n');
    },
    'protocol',
  ],
  ...LAYER4,
]);

export const RULE_FILTER_WORDS: Syntax = {
  words: [WORDS, keywords(() => [['dst* to*', undefined, 'prefix']])],
  bare: ['prefix'],
};

/** @throws Failure for a wrong word */
export function parseFilter(session: Session, words: Words): RuleFilter {
  const { family } = session.options;
  const filter: RuleFilter = { family: family === AF.UNSPEC ? AF.INET : family, inverted: false };
  parseWords(words, filter, WORDS, (_filter, _words, word) => {
    const prefix = isPrefixOf(word, 'dst') || isPrefixOf(word, 'to') ? words.value() : word;
    filter.to = parsePrefix(prefix, filter.family);
  });
  return filter;
}

/** Whether the prefix of a rule lies in the one asked for. */
function isWithin(wanted: Prefix | undefined, prefix: string | undefined): boolean {
  if (wanted === undefined || wanted.length === 0) return true;
  if (prefix === undefined) return false;
  const [address = '', length] = prefix.split('/');
  const bytes = parseIp(address);
  return (
    bytes !== undefined && Number(length) >= wanted.length && sharesBits(wanted.bytes, bytes, wanted.length)
  );
}

/** A zero asks for nothing. */
function passes(wanted: number | bigint | undefined, value: number | bigint | undefined): boolean {
  return !wanted || wanted === value;
}

function passesRange(wanted: Rule['uidRange'], range: Rule['uidRange']): boolean {
  return wanted === undefined || (wanted.start === range?.start && wanted.end === range.end);
}

export function selects(filter: RuleFilter, rule: Rule): boolean {
  return (
    (filter.priority === undefined || filter.priority === (rule.priority ?? 0)) &&
    (!filter.inverted || rule.flags.includes('invert')) &&
    isWithin(filter.from, rule.src) &&
    isWithin(filter.to, rule.dst) &&
    (filter.tos === undefined || filter.tos === rule.tos) &&
    passes(filter.fwmark, rule.fwmark) &&
    passes(filter.fwmask, rule.fwmask) &&
    (filter.iifname === undefined || filter.iifname === rule.iifname) &&
    (filter.oifname === undefined || filter.oifname === rule.oifname) &&
    (filter.l3mdev === undefined || rule.l3mdev === 1) &&
    passesRange(filter.uidRange, rule.uidRange) &&
    passes(filter.ipProto, rule.ipProto) &&
    passesRange(filter.sportRange, rule.sportRange) &&
    passesRange(filter.dportRange, rule.dportRange) &&
    passes(filter.tunId, rule.tunId) &&
    passes(filter.table, rule.table)
  );
}
