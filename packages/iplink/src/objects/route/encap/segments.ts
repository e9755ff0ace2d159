/** Lists of segments, `A,B,C`, and the header of IPv6 that carries them. */
import type { Words } from '../../../argv.ts';
import { AF } from '../../../family.ts';
import { parseU32 } from '../../../parse/number.ts';
import { addressText, parseAddress } from '../../../parse/prefix.ts';
import type { Document } from '../../../print/document.ts';

const UNSPECIFIED = '::';

/**
 * As many addresses as commas part. Those left out are unspecified, and stand at the end wherever they were left
 * out.
 */
export function parseSegments(list: string): readonly string[] {
  const parts = list.split(',');
  const given = parts.filter((part) => part !== '').map((part) => addressText(parseAddress(part, AF.INET6)));
  return [...given, ...parts.slice(given.length).map(() => UNSPECIFIED)];
}

/** With the place where the kernel puts the packet's own destination. */
export function withDestination(segments: readonly string[]): readonly string[] {
  return [...segments, UNSPECIFIED];
}

/** The number of a key; a word that is none is taken as 0, which stands for no key. */
export function readKey(words: Words): { readonly keyid: number } | undefined {
  const keyid = parseU32(words.value()) ?? 0;
  return keyid === 0 ? undefined : { keyid };
}

export function printSegments(document: Document, segments: readonly string[]): void {
  document.openArray('segs', `segs ${segments.length} [ `);
  for (const segment of segments) document.item(segment, `${segment} `, 'inet6');
  document.closeArray('] ');
}

export function printKey(document: Document, keyid: number): void {
  const hex = keyid.toString(16);
  document.field('hmac', `0x${hex}`, `hmac ${hex.toUpperCase()} `);
}
