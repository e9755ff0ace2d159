import { failure } from '../error.ts';
import { hashDigits } from '../hash.ts';

/** Lengths of hardware addresses that Go's parser takes: EUI-48, EUI-64, InfiniBand. */
const LENGTHS: readonly number[] = [6, 8, 20];

/**
 * A hardware address in any form that Go's net.ParseMAC takes (`00:11:22:33:44:55`, `00-11-...`, `0011.2233.4455`)
 * in the kernel's form.
 *
 * @throws {CniError} `invalid args zz for MAC addr: address zz: invalid MAC address`
 */
export function parseMac(text: string): string {
  const mac = findMac(text);
  if (mac === undefined)
    throw failure(`invalid args ${text} for MAC addr: address ${text}: invalid MAC address`);
  return mac;
}

/** As {@link parseMac}; undefined when it is none. */
export function findMac(text: string): string | undefined {
  const bytes = /^[0-9a-f]{2}([:-])[0-9a-f]{2}(\1[0-9a-f]{2})*$/i.test(text)
    ? text.split(/[:-]/)
    : /^[0-9a-f]{4}(\.[0-9a-f]{4})+$/i.test(text)
      ? text.match(/[0-9a-f]{2}/gi)
      : null;
  return bytes !== null && LENGTHS.includes(bytes.length) ? bytes.join(':').toLowerCase() : undefined;
}

/**
 * A random address of one interface, administered by us (IEEE 802, section 8.4). What has an address that was chosen
 * is left alone by udev, which by MACAddressPolicy=persistent gives others anew while they are being set up.
 */
export function randomMac(): string {
  return localMac(randomBytes(6));
}

/** The address that always follows from that text, administered by us. */
export function macFrom(text: string): string {
  return localMac(Buffer.from(hashDigits(text), 'hex').subarray(2));
}

/** @param bytes six, of which two bits are set as such an address has them */
function localMac(bytes: Uint8Array): string {
  return Array.from(bytes, (byte, at) => (at === 0 ? (byte & 0xfe) | 0x02 : byte))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(':');
}

/** Not by node:crypto, which costs a start more than all of this. */
export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
