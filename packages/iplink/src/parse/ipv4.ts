/** IPv4 addresses as words. */
import { parseU64 } from './number.ts';

/**
 * An IPv4 address in one to four dotted parts, each a C number; missing parts are zero on the RIGHT (`10.8` is
 * 10.8.0.0), unlike inet_aton.
 */
export function parseIpv4Loose(word: string): Uint8Array | undefined {
  const parts = word.split('.');
  if (parts.length > 4) return undefined;
  const bytes = new Uint8Array(4);
  for (const [at, part] of parts.entries()) {
    const value = parseU64(part);
    if (value === undefined || value > 255n) return undefined;
    bytes[at] = Number(value);
  }
  return bytes;
}
