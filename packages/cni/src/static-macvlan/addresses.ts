import { addressOf, broadcastOf, networkOf, type Prefix, prefixOf } from '../ip.ts';

/** Addresses of one family as numbers, both ends included. */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** The address of a prefix as a number; its length is of no account. */
export function numberOf({ bytes }: Pick<Prefix, 'bytes'>): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** The same prefix with another address. */
export function withNumber(prefix: Prefix, number: bigint): Prefix {
  const digits = number.toString(16).padStart(prefix.bytes.length * 2, '0');
  return { ...prefix, bytes: Buffer.from(digits, 'hex') };
}

/** All addresses of the network of a prefix. */
export function wholeOf(prefix: Prefix): Range {
  return {
    first: numberOf(networkOf(prefix)),
    last: numberOf(prefixOf(`${broadcastOf(prefix)}/${prefix.length}`)),
  };
}

/**
 * The addresses of a network that an interface can have: in IPv4 neither the first, which is the network's own, nor
 * the last, to which broadcasts go; in IPv6 not the first, the anycast address of its routers (RFC 4291 section
 * 2.6.1). Networks of one or two addresses have none to spare (RFC 3021, RFC 6164).
 */
export function hostsOf(prefix: Prefix): Range {
  const { first, last } = wholeOf(prefix);
  if (last - first < 2n) return { first, last };
  return { first: first + 1n, last: prefix.family === 4 ? last - 1n : last };
}

export function isWithin(number: bigint, { first, last }: Range): boolean {
  return first <= number && number <= last;
}

/** The lowest number of the ranges that is in none of `others`; undefined when there is none left. */
export function lowestOutside(ranges: readonly Range[], others: readonly Range[]): bigint | undefined {
  const obstacles = [...others].sort((one, other) => (one.first < other.first ? -1 : 1));
  const found = ranges.map(({ first, last }) => {
    let candidate = first;
    for (const obstacle of obstacles) if (isWithin(candidate, obstacle)) candidate = obstacle.last + 1n;
    return candidate <= last ? candidate : undefined;
  });
  return found
    .filter((candidate) => candidate !== undefined)
    .reduce<bigint | undefined>(
      (lowest, candidate) => (lowest === undefined || candidate < lowest ? candidate : lowest),
      undefined,
    );
}

/** Text of a number in the family of `prefix`. */
export function textOf(prefix: Prefix, number: bigint): string {
  return addressOf(withNumber(prefix, number));
}
