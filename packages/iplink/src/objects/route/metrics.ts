/** Metrics of routes: RTAX_* (linux/rtnetlink.h). */
import { type Route, RTAX_FEATURE } from '@iplink-ts/rtnetlink';
import type { WordAction, Words } from '../../argv.ts';
import { wrongArgument } from '../../failure.ts';
import type { Entry as KeywordEntry, Spellings } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import { parseU32, parseU64 } from '../../parse/number.ts';
import type { Document } from '../../print/document.ts';

export type Metrics = Mutable<NonNullable<Route['metrics']>>;

type Entry = KeywordEntry<WordAction<{ readonly metrics: Metrics }>>;
type Metric = Exclude<keyof Metrics, 'lock' | 'unknown'>;
type NumberMetric = Exclude<Metric, 'ccAlgo' | 'features'>;

/** In the order of their numbers, which is the order in which they are shown. */
const ORDER: readonly (readonly [Metric, string])[] = [
  ['mtu', 'mtu'],
  ['window', 'window'],
  ['rtt', 'rtt'],
  ['rttvar', 'rttvar'],
  ['ssthresh', 'ssthresh'],
  ['cwnd', 'cwnd'],
  ['advmss', 'advmss'],
  ['reordering', 'reordering'],
  ['hoplimit', 'hoplimit'],
  ['initcwnd', 'initcwnd'],
  ['features', 'features'],
  ['rtoMin', 'rto_min'],
  ['initrwnd', 'initrwnd'],
  ['quickack', 'quickack'],
  ['ccAlgo', 'congctl'],
  ['fastopenNoCookie', 'fastopen_no_cookie'],
];

function lock(metrics: Metrics, metric: Metric): void {
  metrics.lock = [...(metrics.lock ?? []), metric];
}

/** The value, behind an optional `lock`. */
function value(metrics: Metrics, metric: Metric, words: Words): string {
  const word = words.value();
  if (word !== 'lock') return word;
  lock(metrics, metric);
  return words.value();
}

function numberWord(
  spellings: Spellings,
  metric: NumberMetric,
  name = spellings.replace('*', ''),
  max = 0xffffffff,
): Entry {
  return [
    spellings,
    ({ metrics }, words) => {
      const word = value(metrics, metric, words);
      const number = parseU32(word);
      if (number === undefined || number > max) throw wrongArgument(word, `"${name}" value is invalid\n`);
      metrics[metric] = number;
    },
    'integer',
  ];
}

function switchWord(spellings: Spellings, metric: NumberMetric): Entry {
  const name = spellings.replace('*', '');
  return [
    spellings,
    ({ metrics }, words) => {
      const word = value(metrics, metric, words);
      const number = parseU32(word);
      if (number === undefined) throw wrongArgument(word, `"${name}" value is invalid\n`);
      if (number > 1) throw wrongArgument(word, `"${name}" value should be 0 or 1\n`);
      metrics[metric] = number;
    },
    ['0', '1'],
  ];
}

/** Times as words: a number of milliseconds with a unit, or a raw value of the kernel without one. */
const UNITS: Readonly<Record<string, number>> = { s: 1000, sec: 1000, secs: 1000, ms: 1, msec: 1, msecs: 1 };

function parseTime(word: string, perMillisecond: number): number | undefined {
  const match = /^([^.a-z]*|0x[0-9a-f]+|[0-9]*\.[0-9]*)([a-z]*)$/i.exec(word);
  const number = match === null ? undefined : parseAmount(match[1] ?? '');
  if (match === null || number === undefined) return undefined;
  if (match[2] === '') return roundUp(number);
  const unit = UNITS[(match[2] ?? '').toLowerCase()];
  return unit === undefined ? undefined : roundUp(number * unit) * perMillisecond;
}

/** An integer by C rules, or a number with a point. */
function parseAmount(text: string): number | undefined {
  if (text.includes('.')) return text === '.' ? undefined : Number(text);
  const integer = parseU64(text);
  return integer === undefined ? undefined : Number(integer);
}

/** To a whole number of 32 bits, as the conversion from double to unsigned does it on this architecture. */
function roundUp(value: number): number {
  const cut = Number(BigInt.asUintN(32, BigInt(Math.trunc(value))));
  return cut < value ? cut + 1 : cut;
}

/** Fractions of a millisecond in which the kernel keeps a time. */
const PER_MILLISECOND: Readonly<Record<'rtt' | 'rttvar' | 'rtoMin', number>> = {
  rtt: 8,
  rttvar: 4,
  rtoMin: 1,
};

function timeWord(spellings: Spellings, metric: 'rtt' | 'rttvar' | 'rtoMin'): Entry {
  return [
    spellings,
    ({ metrics }, words) => {
      // A minimum for the timeout is always locked, and takes no word to say so.
      if (metric === 'rtoMin') lock(metrics, metric);
      const word = metric === 'rtoMin' ? words.value() : value(metrics, metric, words);
      const time = parseTime(word, PER_MILLISECOND[metric]);
      if (time === undefined) throw wrongArgument(word, `"${spellings.replace('*', '')}" value is invalid\n`);
      metrics[metric] = time;
    },
    'time',
  ];
}

/** The keywords of metrics, in their places among the keywords of routes. */
export const METRIC_WORDS: readonly Entry[] = [
  numberWord('mtu', 'mtu'),
  numberWord('hoplimit', 'hoplimit', 'hoplimit', 255),
  numberWord('advmss', 'advmss', 'mss'),
  numberWord('reordering*', 'reordering'),
  timeWord('rtt', 'rtt'),
  timeWord('rto_min', 'rtoMin'),
  numberWord('window*', 'window'),
  numberWord('cwnd*', 'cwnd'),
  numberWord('initcwnd*', 'initcwnd'),
  numberWord('initrwnd*', 'initrwnd'),
  [
    'features*',
    ({ metrics }, words) => {
      const word = words.value();
      if (word !== 'ecn') throw wrongArgument(word, '"features" value not valid\n');
      metrics.features = ['ecn'];
    },
    ['ecn'],
  ],
  switchWord('quickack*', 'quickack'),
  [
    'congctl*',
    ({ metrics }, words) => {
      metrics.ccAlgo = value(metrics, 'ccAlgo', words);
    },
    ['cubic', 'reno'],
  ],
  timeWord('rttvar*', 'rttvar'),
  numberWord('ssthresh*', 'ssthresh'),
];

export const FASTOPEN_WORD: Entry = switchWord('fastopen_no_cookie*', 'fastopenNoCookie');

/** C's `%g` of seconds: six significant digits at most. */
function seconds(milliseconds: number): string {
  return milliseconds >= 1000 ? `${Number((milliseconds / 1000).toPrecision(6))}s` : `${milliseconds}ms`;
}

function printFeatures(document: Document, features: NonNullable<Metrics['features']>): void {
  if (features.includes('ecn')) document.field('ecn', null, 'ecn ');
  let rest = 0;
  for (const feature of features)
    if (feature !== 'ecn') rest |= typeof feature === 'number' ? feature : RTAX_FEATURE[feature];
  if (rest !== 0) document.field('features', `0x${rest.toString(16)}`, `0x${rest.toString(16)} `);
}

function printMetric(document: Document, metrics: Metrics, metric: Metric, name: string): void {
  const locked = metrics.lock?.includes(metric) === true;
  const given = metrics[metric];
  if (given === undefined && !locked) return;
  if (metric === 'hoplimit' && given === 0xffffffff) return;
  document.text(locked ? `${name} lock ` : `${name} `);
  if (metric === 'ccAlgo') {
    document.field('congestion', metrics.ccAlgo ?? '', `${metrics.ccAlgo ?? ''} `);
    return;
  }
  if (metric === 'features') {
    printFeatures(document, metrics.features ?? []);
    return;
  }
  const number = metrics[metric] ?? 0;
  if (metric === 'rtt' || metric === 'rttvar' || metric === 'rtoMin') {
    const time = Math.floor(number / PER_MILLISECOND[metric]);
    document.field(name, time, `${seconds(time)} `);
  } else document.field(name, number, `${number} `);
}

export function printMetrics(document: Document, metrics: Metrics): void {
  document.openArray('metrics');
  document.openObject();
  for (const [metric, name] of ORDER) printMetric(document, metrics, metric, name);
  document.closeObject();
  document.closeArray();
}
