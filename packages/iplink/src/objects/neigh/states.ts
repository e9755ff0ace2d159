/** States of neighbours: NUD_* (linux/neighbour.h). */
import { NUD } from '@iplink-ts/rtnetlink';
import { keywords } from '../../keywords.ts';
import { parseU8 } from '../../parse/number.ts';

/** 0 is NUD_NONE. */
export const STATE_WORDS = keywords<number>(() => [
  ['permanent*', NUD.permanent],
  ['reachable*', NUD.reachable],
  ['noarp', NUD.noarp],
  ['none', 0],
  ['stale', NUD.stale],
  ['incomplete', NUD.incomplete],
  ['delay', NUD.delay],
  ['probe', NUD.probe],
  ['failed*', NUD.failed],
]);

/** A state by name, or as the number of a single bit. */
export function parseState(word: string): number | undefined {
  const named = STATE_WORDS.find(word);
  if (named !== undefined) return named;
  const bits = parseU8(word);
  return bits === undefined || (bits & (bits - 1)) !== 0 ? undefined : bits;
}

export type StateName = keyof typeof NUD;

/** The names of the bits, lowest first. */
export const STATE_NAMES: readonly (readonly [StateName, number])[] = [
  ['incomplete', NUD.incomplete],
  ['reachable', NUD.reachable],
  ['stale', NUD.stale],
  ['delay', NUD.delay],
  ['probe', NUD.probe],
  ['failed', NUD.failed],
  ['noarp', NUD.noarp],
  ['permanent', NUD.permanent],
];

export function stateBits(state: readonly (StateName | number)[]): number {
  return state.reduce<number>((bits, name) => bits | (typeof name === 'number' ? name : NUD[name]), 0);
}

export function stateNames(bits: number): StateName[] {
  return STATE_NAMES.filter(([, bit]) => (bits & bit) !== 0).map(([name]) => name);
}
