/** Interface names as words. */
import { wrongArgument } from '../failure.ts';

/** IFNAMSIZ and ALTIFNAMSIZ (linux/if.h), the closing zero included. */
const IFNAMSIZ = 16;
const ALTIFNAMSIZ = 128;

function isName(word: string, size: number): boolean {
  return word !== '' && Buffer.byteLength(word) < size && !/[/ \t\n\v\f\r]/.test(word);
}

/** A name that an interface may have. */
export function isInterfaceName(word: string): boolean {
  return isName(word, IFNAMSIZ);
}

/** A name by which an interface may be found, alternative names included. */
export function isDeviceName(word: string): boolean {
  return isName(word, ALTIFNAMSIZ);
}

/** @throws Failure naming the keyword behind which the word stands */
export function requireInterfaceName(keyword: string, word: string): string {
  if (!isInterfaceName(word)) throw wrongArgument(word, `"${keyword}" not a valid ifname`);
  return word;
}

/** @throws Failure naming the keyword behind which the word stands */
export function requireDeviceName(keyword: string, word: string): string {
  if (!isDeviceName(word)) throw wrongArgument(word, `"${keyword}" not a valid ifname`);
  return word;
}
