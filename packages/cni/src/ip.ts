import { formatIp, parseIp } from '@iplink-ts/rtnetlink/codec';
import { JsonTypeError, text } from './json/decode.ts';

/** An address with its prefix length. Host bits are kept, as CNI results keep them. */
export interface Prefix {
  readonly family: 4 | 6;
  /** 4 or 16 bytes. */
  readonly bytes: Uint8Array;
  readonly length: number;
}

/** The 4 or 16 bytes of an address; a v4-mapped one is the IPv4 address, as in Go's net.IP. */
export function addressBytes(address: string): Uint8Array | undefined {
  const bytes = parseIp(address);
  return bytes !== undefined && isMapped(bytes) ? bytes.subarray(12) : bytes;
}

function isMapped(bytes: Uint8Array): boolean {
  return bytes.length === 16 && bytes.subarray(0, 12).every((byte, at) => byte === (at < 10 ? 0 : 0xff));
}

/** Canonical text of 4 or 16 bytes. */
export function formatAddress(bytes: Uint8Array): string {
  return formatIp(bytes, 0, bytes.length) ?? '';
}

/** Canonical text of an address, or undefined when it is none. */
export function canonicalAddress(address: string): string | undefined {
  const bytes = addressBytes(address);
  return bytes && formatAddress(bytes);
}

/** `A/LEN`, or undefined when it is none. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  const digits = text.slice(slash + 1);
  const bytes = slash < 0 ? undefined : parseIp(text.slice(0, slash));
  if (bytes === undefined || !/^[0-9]{1,3}$/.test(digits) || Number(digits) > bytes.length * 8)
    return undefined;
  const length = Number(digits);
  if (isMapped(bytes) && length >= 96) return { family: 4, bytes: bytes.subarray(12), length: length - 96 };
  return { family: bytes.length === 4 ? 4 : 6, bytes, length };
}

export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix.bytes)}/${prefix.length}`;
}

/** The text of an address or prefix that is known to be one: from a decoded result, or from the kernel. */
export function prefixOf(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (prefix === undefined) throw new JsonTypeError(`invalid CIDR address: ${text}`);
  return prefix;
}

/** The address without its length. */
export function addressOf(prefix: Prefix): string {
  return formatAddress(prefix.bytes);
}

export function familyOf(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4;
}

/** The same prefix with host bits cleared, as the kernel keeps routes. */
export function networkOf(prefix: Prefix): Prefix {
  return { ...prefix, bytes: prefix.bytes.map((byte, at) => byte & maskByte(prefix.length, at)) };
}

/** The address with all host bits set. */
export function broadcastOf(prefix: Prefix): string {
  return formatAddress(prefix.bytes.map((byte, at) => byte | (~maskByte(prefix.length, at) & 0xff)));
}

/** The first address behind that of the network: where the reference looks for a gateway that nobody named. */
export function gatewayOf(prefix: Prefix): string {
  const { bytes } = networkOf(prefix);
  let at = bytes.length - 1;
  while (at > 0 && bytes[at] === 0xff) bytes[at--] = 0;
  bytes[at] = (bytes[at] ?? 0) + 1;
  return formatAddress(bytes);
}

/** Whether `address` lies in the network of `prefix`. */
export function contains(prefix: Prefix, address: string): boolean {
  const bytes = addressBytes(address);
  if (bytes === undefined || bytes.length !== prefix.bytes.length) return false;
  const inside = { family: prefix.family, bytes, length: prefix.length };
  return formatPrefix(networkOf(inside)) === formatPrefix(networkOf(prefix));
}

function maskByte(length: number, at: number): number {
  const bits = Math.min(8, Math.max(0, length - at * 8));
  return (0xff00 >> bits) & 0xff;
}

/** Go's net.IP in JSON: canonical text; empty text is none. */
export const ip = text<string | undefined>('net.IP', undefined, (value) => {
  if (value === '') return undefined;
  const address = canonicalAddress(value);
  if (address === undefined) throw new JsonTypeError(`invalid IP address: ${value}`);
  return address;
});

/** The reference library's types.IPNet in JSON: canonical text with host bits kept. */
export const cidr = text<string | undefined>('string', undefined, (value) => formatPrefix(prefixOf(value)));
