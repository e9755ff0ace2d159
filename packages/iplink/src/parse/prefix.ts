/** IP addresses and prefixes as words, with the freedoms that iproute2 allows. */
import { formatIp, parseIpv6 } from '@iplink-ts/rtnetlink/codec';
import { Failure, programFailure } from '../failure.ts';
import { AF, type Family, familyName } from '../family.ts';
import { parseIpv4Loose } from './ipv4.ts';
import { formatLabels, labelBytes, labelsOf, parseLabels } from './labels.ts';
import { parseLladdrWord } from './lladdr.ts';
import { parseU32 } from './number.ts';

/**
 * An address with its length. `default`, `any` and `all` have no bytes of their own: they stand for the zero
 * address of whatever family the command settles on.
 */
export interface Prefix {
  /** The family written, or the family asked for when the word is `default`, `any` or `all`. */
  readonly family: Family;
  /** 4 or 16 bytes, of MPLS 4 for each label; none for `any` and `all`, and for `default` while the family is open. */
  readonly bytes: Uint8Array;
  /** The length, the family's full length when none was given, 0 for the words. */
  readonly length: number;
  /** Whether the word carried a length (`default` counts as one). */
  readonly lengthGiven: boolean;
}

/** Bits of an address, of MPLS those of a label. */
const FAMILY_BITS: ReadonlyMap<Family, number> = new Map([
  [AF.INET, 32],
  [AF.INET6, 128],
  [AF.MPLS, 20],
]);

function familyBits(family: Family): number {
  return FAMILY_BITS.get(family) ?? 0;
}

/** An address without a length; undefined when the word is none, or none of this family. */
export function readAddress(word: string, family: Family): Prefix | undefined {
  if (family === AF.MPLS) return readLabels(word);
  if (word === 'default') {
    return { family, bytes: new Uint8Array(familyBits(family) / 8), length: 0, lengthGiven: true };
  }
  if (word === 'all' || word === 'any') {
    return { family, bytes: new Uint8Array(0), length: 0, lengthGiven: false };
  }
  if (word.includes(':')) {
    if (family !== AF.UNSPEC && family !== AF.INET6) return undefined;
    const bytes = parseIpv6(word);
    return bytes && { family: AF.INET6, bytes, length: 128, lengthGiven: false };
  }
  if (family !== AF.UNSPEC && family !== AF.INET) return undefined;
  const bytes = parseIpv4Loose(word);
  return bytes && { family: AF.INET, bytes, length: 32, lengthGiven: false };
}

/** A stack of labels stands where other families have an address. */
function readLabels(word: string): Prefix | undefined {
  const labels = parseLabels(word);
  const bits = familyBits(AF.MPLS);
  return labels && { family: AF.MPLS, bytes: labelBytes(labels), length: bits, lengthGiven: false };
}

/** An address with an optional `/LENGTH` or `/MASK`; undefined when the word is none. */
export function readPrefix(word: string, family: Family): Prefix | undefined {
  const slash = word.indexOf('/');
  if (slash < 0) return readAddress(word, family);
  const address = readAddress(word.slice(0, slash), family);
  if (address === undefined || isWord(address)) return undefined;
  const length = readLength(word.slice(slash + 1));
  if (length === undefined || length > familyBits(address.family)) return undefined;
  return { ...address, length, lengthGiven: true };
}

function isWord(address: Prefix): boolean {
  return address.length === 0;
}

function readLength(word: string): number | undefined {
  return parseU32(word) ?? maskLength(parseIpv4Loose(word));
}

/** Length of a contiguous IPv4 network mask. */
function maskLength(mask: Uint8Array | undefined): number | undefined {
  if (mask === undefined) return undefined;
  const bits = mask.reduce((text, byte) => text + byte.toString(2).padStart(8, '0'), '');
  return /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : undefined;
}

/** @throws Failure "... address is expected ...", status 1, ending the program */
export function parseAddress(word: string, family: Family): Prefix {
  if (family === AF.PACKET) return readLinkLayer(word);
  const address = readAddress(word, family);
  if (address === undefined) throw expected('address', word, family);
  return address;
}

/** @throws Failure "... prefix is expected ...", status 1, ending the program */
export function parsePrefix(word: string, family: Family): Prefix {
  if (family === AF.PACKET) throw misplaced(word);
  const prefix = readPrefix(word, family);
  if (prefix === undefined) throw expected('prefix', word, family);
  return prefix;
}

/** With -0, an address is a link-layer address. */
function readLinkLayer(word: string): Prefix {
  try {
    const bytes = Uint8Array.from(parseLladdrWord(word).split(':'), (octet) => Number.parseInt(octet, 16));
    return { family: AF.PACKET, bytes, length: bytes.length * 8, lengthGiven: false };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // The reference cuts what it read as hexadecimal fields at the first colon before it complains once more.
    const [field = ''] = word.includes('.') ? [word] : word.split(':');
    throw programFailure(`${error.text}Error: link address is expected rather than "${field}".\n`, 1);
  }
}

function misplaced(word: string): Failure {
  return programFailure(`Error: "${word}" may be inet prefix, but it is not allowed in this context.\n`, 1);
}

function expected(what: 'address' | 'prefix', word: string, family: Family): Failure {
  const kind = family === AF.UNSPEC ? 'any valid' : familyName(family);
  return programFailure(`Error: ${kind} ${what} is expected rather than "${word}".\n`, 1);
}

/** Canonical text of the address part; the zero address of the family where the word gave no bytes. */
export function addressText(prefix: Prefix): string {
  const bytes = prefix.bytes.length > 0 ? prefix.bytes : new Uint8Array(prefix.family === AF.INET6 ? 16 : 4);
  return formatIp(bytes, 0, bytes.length) ?? '';
}

/** `A/LEN`; of MPLS the label, whose length goes without saying. */
export function prefixText(prefix: Prefix): string {
  const { family, bytes, length } = prefix;
  if (family === AF.MPLS && length === familyBits(family)) return formatLabels(labelsOf(bytes));
  return `${addressText(prefix)}/${length}`;
}

/** Whether two addresses agree in their first bits; an address without bytes is the zero address. */
export function sharesBits(one: Uint8Array, other: Uint8Array, length: number): boolean {
  for (let bit = 0; bit < length; bit += 8) {
    const mask = length - bit >= 8 ? 0xff : (0xff00 >> (length - bit)) & 0xff;
    if ((((one[bit >> 3] ?? 0) ^ (other[bit >> 3] ?? 0)) & mask) !== 0) return false;
  }
  return true;
}
