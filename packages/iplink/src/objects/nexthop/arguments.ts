/** Arguments that the commands of nexthops have in common. */
import type { Words } from '../../argv.ts';
import { wrongArgument } from '../../failure.ts';
import { parseU32 } from '../../parse/number.ts';
import type { Session } from '../../session.ts';
import { isVrf } from '../link/device.ts';
import { nexthopUsage } from './usage.ts';

/** Reads an argument. What is said of a wrong one has no line end of its own here, unlike elsewhere. */
export function readNumber(
  words: Words,
  what: string,
  parse: (word: string) => number | undefined = parseU32,
): number {
  const word = words.value();
  const value = parse(word);
  if (value === undefined) throw wrongArgument(word, `invalid ${what} value`);
  return value;
}

/** Index of the device that must follow a keyword. */
export function readDevice(session: Session, words: Words): number {
  const word = words.value();
  const index = session.interfaces.indexOf(word);
  if (index === 0) throw wrongArgument(word, 'Device does not exist\n');
  return index;
}

/** Index of the VRF that must follow `vrf`. */
export function readVrf(session: Session, words: Words): number {
  const word = words.value();
  const index = session.interfaces.indexOf(word);
  if (index === 0 || !isVrf(session, word)) throw wrongArgument(word, 'Invalid VRF\n');
  return index;
}

/** A word that is no keyword: nothing is said of why it is wrong. */
export function refuseWord(word: string): never {
  throw wrongArgument(word, '');
}

export function showUsage(): never {
  throw nexthopUsage();
}
