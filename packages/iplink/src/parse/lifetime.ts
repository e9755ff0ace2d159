/** Lifetimes of addresses. */
import { parseU32 } from './number.ts';

/** INFINITY_LIFE_TIME (linux/if_addr.h). */
export const FOREVER = 0xffffffff;

/** `forever` or seconds; undefined for anything else. */
export function parseLifetime(word: string): number | undefined {
  return word === 'forever' ? FOREVER : parseU32(word);
}
