import { formatIp, parseIp } from '../../bytes/address.ts';

/** An address as the kernel's answers have it; a text that is none as it is. */
export function canonicalIp(text: string): string {
  const bytes = parseIp(text);
  return (bytes && formatIp(bytes, 0, bytes.length)) ?? text;
}
