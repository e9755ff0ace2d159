/** Realms of routes: `FROM/TO` or `TO`, in the high and low half of RTA_FLOW. */
import { realms } from '../../names/databases.ts';
import { parseU32 } from '../../parse/number.ts';
import type { Document } from '../../print/document.ts';

/** Realms by name or number; any other number is taken as both halves at once. */
export function parseRealms(word: string): number | undefined {
  return parseHalves(word) ?? parseU32(word);
}

function parseHalves(word: string): number | undefined {
  const slash = word.indexOf('/');
  const from = slash < 0 ? 0 : realms.parse(word.slice(0, slash));
  const last = word.slice(slash + 1);
  const to = last === '' && slash >= 0 ? 0 : realms.parse(last);
  return from === undefined || to === undefined ? undefined : ((from << 16) | to) >>> 0;
}

export function printRealms(document: Document, flow: number, numeric: boolean): void {
  const from = flow >>> 16;
  const to = realms.format(flow & 0xffff, numeric);
  document.openObject('flow');
  document.text(from === 0 ? 'realm ' : 'realms ');
  if (from !== 0) {
    const name = realms.format(from, numeric);
    document.field('from', name, `${name}/`);
  }
  document.field('to', to, `${to} `);
  document.closeObject();
}
