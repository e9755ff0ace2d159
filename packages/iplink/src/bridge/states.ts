/** Spanning tree states of ports and of VLANs on them. */
import { BR_STATE } from '@iplink-ts/rtnetlink';
import type { Document } from '../print/document.ts';

type State = keyof typeof BR_STATE;

/** In the order of their numbers. */
export const STATES: readonly string[] = Object.keys(BR_STATE);

/**
 * A state by name or by number, which is cut to a signed byte.
 * @returns undefined for a word that is neither
 */
export function readState(word: string): number | undefined {
  if (/^[ \t\n\v\f\r]*[+-]?[0-9]+$/.test(word)) {
    return Number(BigInt.asIntN(8, BigInt(word.trim().replace('+', ''))));
  }
  const number = STATES.indexOf(word);
  return number < 0 ? undefined : number;
}

export function printState(document: Document, state: State | number | undefined): void {
  if (state === undefined) return;
  if (typeof state === 'number') document.field('state_index', state, `state (${state}) `);
  else document.field('state', state, `state ${state} `);
}
