import { failure } from '../../error.ts';
import { addressOf, formatPrefix, networkOf, type Prefix } from '../../ip.ts';
import { type Address, formatNumber, parseAddress, toAddress } from './address.ts';

/** A range as a configuration writes it: all but the subnet may be left out. */
export interface WrittenRange {
  readonly subnet: WrittenSubnet | undefined;
  readonly rangeStart: string | undefined;
  readonly rangeEnd: string | undefined;
  readonly gateway: string | undefined;
}

export interface WrittenSubnet {
  readonly prefix: Prefix;
  /** Written in IPv6 though the address is one of IPv4: `::ffff:10.0.0.0/120`. */
  readonly mapped: boolean;
}

/** Addresses to choose from, all of one subnet. */
export interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  /** Length of the subnet's prefix. */
  readonly length: number;
  /** Never given away. */
  readonly gateway: string;
}

/** Ranges of one family; a container gets one address out of a set. */
export type RangeSet = readonly Range[];

/**
 * A set with all that was left out.
 *
 * @throws {CniError} in the words of the reference, without the number of the set
 */
export function canonicalSet(written: readonly WrittenRange[]): RangeSet {
  if (written.length === 0) throw failure('empty range set');
  const set: Range[] = [];
  for (const each of written) {
    const range = canonicalRange(each);
    if (set[0] !== undefined && set[0].family !== range.family) throw failure('mixed address families');
    set.push(range);
  }
  for (const [at, range] of set.entries()) {
    const other = set.slice(at + 1).find((later) => overlap(range, later));
    if (other !== undefined) throw failure(`subnets ${formatRange(range)} and ${formatRange(other)} overlap`);
  }
  return set;
}

function canonicalRange({ subnet, rangeStart, rangeEnd, gateway }: WrittenRange): Range {
  if (subnet === undefined) throw failure('IP <nil> not v4 nor v6');
  const { prefix, mapped } = subnet;
  const { family, length } = prefix;
  const bits = prefix.bytes.length * 8;
  if (length > bits - 2) throw failure(`Network ${formatPrefix(prefix)} too small to allocate from`);
  if (mapped) throw failure('IPNet IP and Mask version mismatch');
  const network = networkOf(prefix);
  if (addressOf(network) !== addressOf(prefix))
    throw failure(
      `Network has host bits set. For a subnet mask of length ${length} the network address is ${addressOf(network)}`,
    );
  const { value: base } = toAddress(network.bytes);
  const top = base + (1n << BigInt(bits - length)) - 1n;
  const start = bound(rangeStart);
  const end = bound(rangeEnd);
  const inside = (address: Address): boolean =>
    address.family === family && address.value >= base && address.value <= top;
  // A start beyond the end is told as one outside of the network, as the reference does.
  if (start !== undefined && (!inside(start) || (end?.family === family && start.value > end.value)))
    throw failure(`RangeStart ${rangeStart} not in network ${formatPrefix(prefix)}`);
  const first = start?.value ?? base + 1n;
  if (end !== undefined && (!inside(end) || end.value < first))
    throw failure(`RangeEnd ${rangeEnd} not in network ${formatPrefix(prefix)}`);
  return {
    family,
    first,
    // The last address of an IPv4 network is its broadcast address.
    last: end?.value ?? (family === 4 ? top - 1n : top),
    length,
    gateway: gateway ?? formatNumber(family, base + 1n),
  };
}

function bound(text: string | undefined): Address | undefined {
  return text === undefined ? undefined : parseAddress(text);
}

/** The range of the set that holds the address. */
export function rangeOf(set: RangeSet, { family, value }: Address): Range | undefined {
  return set.find((range) => range.family === family && range.first <= value && value <= range.last);
}

export function setsOverlap(one: RangeSet, other: RangeSet): boolean {
  return one.some((range) => other.some((against) => overlap(range, against)));
}

function overlap(one: Range, other: Range): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

/** `10.0.0.1-10.0.0.6,10.0.1.1-10.0.1.6` */
export function formatSet(set: RangeSet): string {
  return set.map(formatRange).join(',');
}

function formatRange({ family, first, last }: Range): string {
  return `${formatNumber(family, first)}-${formatNumber(family, last)}`;
}

/** An address that can be given away, and its range. */
export interface Candidate {
  readonly address: string;
  readonly range: Range;
}

/**
 * Every address of the set once, without gateways, the one behind `last` first: an address that was released is not
 * given away again at once. When `last` is not in the set, from its beginning.
 */
export function* candidates(set: RangeSet, last: Address | undefined): Generator<Candidate> {
  const at = last === undefined ? -1 : set.findIndex((range) => rangeOf([range], last) !== undefined);
  const begun = set[at];
  if (last === undefined || begun === undefined) {
    for (const range of set) yield* count(range, range.first, range.last);
    return;
  }
  yield* count(begun, last.value + 1n, begun.last);
  for (const range of [...set.slice(at + 1), ...set.slice(0, at)])
    yield* count(range, range.first, range.last);
  yield* count(begun, begun.first, last.value);
}

function* count(range: Range, from: bigint, to: bigint): Generator<Candidate> {
  for (let value = from; value <= to; value++) {
    const address = formatNumber(range.family, value);
    if (address !== range.gateway) yield { address, range };
  }
}
