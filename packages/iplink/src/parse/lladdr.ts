/** Link-layer addresses as words. */
import { commandFailure } from '../failure.ts';
import { parseIpv4Loose } from './ipv4.ts';

/** How many bytes `ip link` and `ip neigh` take; MAX_ADDR_LEN of the kernel. */
const MAX_BYTES = 32;

/** sscanf's `%x`: blanks, a sign, an optional 0x, and the hexadecimal digits in front count. */
const LEADING_HEX = /^[ \t\n\v\f\r]*([+-]?)(?:0[xX])?([0-9a-fA-F]+)/;

/**
 * Bytes of a link-layer address: hexadecimal fields separated by colons, or, when a dot occurs, an IPv4 address
 * (the address of a tunnel).
 * @returns colon hex text, two digits a byte
 * @throws Failure `"FIELD" is invalid lladdr.`, naming the bad field only
 */
export function parseLladdrWord(word: string, maxBytes = MAX_BYTES): string {
  if (word.includes('.')) {
    const bytes = parseIpv4Loose(word);
    if (bytes === undefined) throw invalid(word);
    return hexText([...bytes]);
  }
  const bytes: number[] = [];
  for (const field of word.split(':')) {
    if (bytes.length === maxBytes) break;
    const match = LEADING_HEX.exec(field);
    const value = match === null ? -1 : Number.parseInt(match[2] ?? '', 16) * (match[1] === '-' ? -1 : 1);
    if (value < 0 || value > 255) throw invalid(field);
    bytes.push(value);
  }
  return hexText(bytes);
}

function invalid(text: string): ReturnType<typeof commandFailure> {
  return commandFailure(`"${text}" is invalid lladdr.\n`);
}

function hexText(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

/** Number of bytes in a colon hex text. */
export function lladdrLength(text: string): number {
  return text === '' ? 0 : text.split(':').length;
}
