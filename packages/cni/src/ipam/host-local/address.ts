import { addressBytes, formatAddress } from '../../ip.ts';

/** An address as a number: ranges are counted through, and IPv6 has 128 bits. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** Undefined when it is none. */
export function parseAddress(text: string): Address | undefined {
  const bytes = addressBytes(text);
  return bytes && toAddress(bytes);
}

/** @param bytes 4 or 16 */
export function toAddress(bytes: Uint8Array): Address {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 4) return { family: 4, value: BigInt(view.getUint32(0)) };
  return { family: 6, value: (view.getBigUint64(0) << 64n) | view.getBigUint64(8) };
}

/** Canonical text, which is also the name of the reservation. */
export function formatNumber(family: 4 | 6, value: bigint): string {
  const bytes = new Uint8Array(family === 4 ? 4 : 16);
  const view = new DataView(bytes.buffer);
  if (family === 4) view.setUint32(0, Number(value));
  else {
    view.setBigUint64(0, value >> 64n);
    view.setBigUint64(8, value & 0xffff_ffff_ffff_ffffn);
  }
  return formatAddress(bytes);
}
