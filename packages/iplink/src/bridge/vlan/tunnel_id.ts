/** Tunnel keys as words: `5` or `5-9`. */
import { type Failure, wrongArgument } from '../../failure.ts';
import { parseU32 } from '../../parse/number.ts';

export interface TunnelRange {
  readonly id: number;
  /** 0 where none is written. */
  readonly idEnd: number;
}

const MAX = 1 << 24;

export function parseTunnelId(word: string): TunnelRange {
  const [first = '', last] = word.split(/-(.*)/s);
  // A key that cannot be the last one is complained of by the first.
  const wrong = (): Failure => wrongArgument(first, 'invalid tun id');
  return { id: readId(first, wrong), idEnd: last === undefined ? 0 : readId(last, wrong) };
}

function readId(word: string, wrong: () => Failure): number {
  const id = parseU32(word);
  if (id === undefined || id >= MAX) throw wrong();
  return id;
}
