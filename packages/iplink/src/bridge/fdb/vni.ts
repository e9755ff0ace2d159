/** Numbers of virtual networks. */
import { wrongArgument } from '../../failure.ts';
import { parseUlong } from '../../parse/number.ts';

const MAX = 0xffffffn;

/** @throws Failure with the message when the word is no number of 24 bits */
export function parseVni(word: string, message: string): number {
  const vni = parseUlong(word);
  if (vni === undefined || vni > MAX) throw wrongArgument(word, message);
  return Number(vni);
}
