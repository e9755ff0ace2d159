/** Addresses among the words of an encapsulation. */
import type { Words } from '../../../argv.ts';
import { programFailure } from '../../../failure.ts';
import type { Family } from '../../../family.ts';
import { addressText, parseAddress } from '../../../parse/prefix.ts';
import { single } from './type.ts';

/** @throws Failure for a word that is no address, and for `any` and `all`, which have no bytes to send */
export function readEncapAddress(
  words: Words,
  keyword: string,
  present: string | undefined,
  family: Family,
): string {
  const word = single(words, keyword, present);
  const address = parseAddress(word, family);
  if (address.bytes.length === 0) throw programFailure(`Error: "${word}" is no ${keyword} address.\n`, 2);
  return addressText(address);
}
