import { formatIp, parseIp } from '../../bytes/address.ts';
import { parsePrefix } from '../../prefix.ts';

/** An address as the kernel's answers have it; a text that is none as it is. */
export function canonicalIp(text: string): string {
  const bytes = parseIp(text);
  return (bytes && formatIp(bytes, 0, bytes.length)) ?? text;
}

/** A prefix as the kernel lists it, without the bits beyond its length; the one of length 0 is `default`. */
export function canonicalPrefix(text: string | undefined): string {
  if (text === undefined || text === 'default') return 'default';
  const prefix = parsePrefix(text);
  const bytes = prefix === undefined ? undefined : parseIp(prefix.address);
  if (prefix === undefined || bytes === undefined) return text;
  if (prefix.length === 0) return 'default';
  const masked = bytes.map((byte, at) => {
    const bits = Math.min(8, Math.max(0, prefix.length - at * 8));
    return byte & (0xff << (8 - bits));
  });
  return `${formatIp(masked, 0, masked.length)}/${prefix.length}`;
}
