/** `encap ioam6`: in-situ measurements, written into the packets on their way (RFC 9197). */
import type { Words } from '../../../argv.ts';
import { incompleteLine, programFailure, wrongArgument } from '../../../failure.ts';
import { AF } from '../../../family.ts';
import { parseDecimal, parseU16, parseU32 } from '../../../parse/number.ts';
import { addressText, parseAddress } from '../../../parse/prefix.ts';
import type { Document } from '../../../print/document.ts';
import type { EncapOf, EncapWords } from './type.ts';

type Ioam6 = EncapOf<'ioam6'>;
type Trace = NonNullable<Ioam6['trace']>;

const MODES = ['inline', 'encap', 'auto'] as const;

/** IOAM6_IPTUNNEL_FREQ_MAX (linux/ioam6_iptunnel.h) */
const FREQUENCY_MAX = 1_000_000;

/** Bytes that the nodes may fill, IOAM6_TRACE_DATA_SIZE_MAX (linux/ioam6.h). */
const SIZE_MAX = 244;

function requireWord(words: Words, keyword: string): void {
  if (!words.skip(keyword)) throw programFailure(`Error: argument "${keyword}" is required\n`);
}

/** `K/N`: into k of n packets. */
function readFrequency(words: Words): Pick<Ioam6, 'freqK' | 'freqN'> {
  if (!words.skip('freq')) return { freqK: 1, freqN: 1 };
  const word = words.value();
  const slash = word.indexOf('/');
  const k = slash < 0 ? undefined : parseDecimal(word.slice(0, slash));
  const n = parseDecimal(word.slice(slash + 1));
  if (k === undefined || n === undefined) throw wrongArgument(word, 'Invalid frequency (malformed)');
  if (k < 1 || k > FREQUENCY_MAX) throw wrongArgument(word, 'Out of bound "k" frequency');
  if (n < 1 || n > FREQUENCY_MAX) throw wrongArgument(word, 'Out of bound "n" frequency');
  if (k > n) throw wrongArgument(word, 'Frequency with k > n is forbidden');
  requireMore(words);
  return { freqK: k, freqN: n };
}

/** More must follow: the trace stands last. */
function requireMore(words: Words): void {
  if (words.current === undefined) throw incompleteLine();
}

function readMode(words: Words): Pick<Ioam6, 'mode' | 'dst'> {
  if (!words.skip('mode')) return { mode: 'inline' };
  const word = words.value();
  const mode = MODES.find((known) => known === word);
  if (mode === undefined) throw wrongArgument(word, 'Invalid mode');
  requireMore(words);
  if (mode !== 'inline') return { mode, dst: readDestination(words) };
  if (words.current === 'tundst') throw wrongArgument('tundst', 'Inline mode does not need tundst');
  return { mode };
}

function readDestination(words: Words): string {
  requireWord(words, 'tundst');
  const word = words.value();
  const dst = parseAddress(word, AF.INET6);
  if (dst.bytes.length === 0) throw wrongArgument(word, 'Invalid IPv6 address for tundst');
  requireMore(words);
  return addressText(dst);
}

/** A keyword that must come next, with its argument. */
function readNumber(
  words: Words,
  keyword: string,
  read: (word: string) => number | undefined,
  message: string,
): number {
  requireWord(words, keyword);
  const word = words.value();
  const value = read(word);
  if (value === undefined) throw wrongArgument(word, message);
  return value;
}

function parseType(word: string): number | undefined {
  const type = parseU32(word);
  return type === 0 ? undefined : type;
}

function parseSize(word: string): number | undefined {
  const size = parseU16(word);
  if (size === undefined || size === 0) return undefined;
  if (size % 4 !== 0) throw wrongArgument(word, 'Trace size must be a 4-octet multiple');
  if (size > SIZE_MAX) throw wrongArgument(word, 'Trace size is too big');
  return size;
}

function readTrace(words: Words): Trace {
  requireWord(words, 'trace');
  requireMore(words);
  requireWord(words, 'prealloc');
  const type = readNumber(words, 'type', parseType, 'Invalid trace type');
  const namespaceId = readNumber(words, 'ns', parseU16, 'Invalid namespace ID');
  const size = readNumber(words, 'size', parseSize, 'Invalid trace size');
  // At the end of the line the size is left over, for the route to read once more.
  if (words.current === undefined) words.back();
  return { type: (type << 8) >>> 0, namespaceId, nodelen: 0, remlen: size / 4 };
}

function printTrace(document: Document, { type, namespaceId, remlen }: Trace): void {
  document.field('trace', null, 'trace ');
  document.field('prealloc', null, 'prealloc ');
  const hex = (type >>> 8).toString(16);
  const text = type >>> 8 === 0 ? '00000000' : `0x${hex.padStart(6, '0')}`;
  document.field('type', hex, `type ${text} `);
  document.field('ns', namespaceId, `ns ${namespaceId} `);
  document.field('size', remlen * 4, `size ${remlen * 4} `);
}

export const ioam6: EncapWords<'ioam6'> = {
  takes: [['trace'], ['prealloc'], ['type'], 'bits', ['ns'], 'integer', ['size'], 'integer'],
  parse(words) {
    const frequency = readFrequency(words);
    const mode = readMode(words);
    return { type: 'ioam6', ...frequency, ...mode, trace: readTrace(words) };
  },
  print(document, { freqK, freqN, mode, dst, trace }) {
    if (freqK === undefined || freqN === undefined) return;
    document.text('freq ');
    document.field('freqk', freqK, `${freqK}`);
    document.field('freqn', freqN, `/${freqN} `);
    if (mode === undefined || typeof mode === 'number') return;
    document.field('mode', mode, `mode ${mode} `);
    if (dst !== undefined) document.field('tundst', dst, `tundst ${dst} `);
    if (trace !== undefined) printTrace(document, trace);
  },
};
