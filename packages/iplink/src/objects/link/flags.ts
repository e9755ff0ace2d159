/** The `<FLAGS>` of a link. */
import type { LinkFlag } from '@iplink-ts/rtnetlink';
import type { Document } from '../../print/document.ts';

/** In the order in which they are shown; `running` is only seen by its absence. */
const SHOWN: readonly (readonly [LinkFlag, string])[] = [
  ['loopback', 'LOOPBACK'],
  ['broadcast', 'BROADCAST'],
  ['pointopoint', 'POINTOPOINT'],
  ['multicast', 'MULTICAST'],
  ['noarp', 'NOARP'],
  ['allmulti', 'ALLMULTI'],
  ['promisc', 'PROMISC'],
  ['master', 'MASTER'],
  ['slave', 'SLAVE'],
  ['debug', 'DEBUG'],
  ['dynamic', 'DYNAMIC'],
  ['automedia', 'AUTOMEDIA'],
  ['portsel', 'PORTSEL'],
  ['notrailers', 'NOTRAILERS'],
  ['up', 'UP'],
  ['lowerUp', 'LOWER_UP'],
  ['dormant', 'DORMANT'],
  ['echo', 'ECHO'],
];

type Flags = readonly (LinkFlag | number)[];

/** A word as it is in JSON, and as text has it in its place. */
interface Shown {
  readonly word: string;
  readonly text: string;
}

/** The words of a set of flags; the kernel's sets are few, so that each is worked out once. */
const known = new WeakMap<Flags, readonly Shown[]>();

function shownFlags(flags: Flags): readonly Shown[] {
  let shown = known.get(flags);
  if (shown === undefined) {
    shown = wordsOf(flags).map((word, at) => ({ word, text: at === 0 ? word : `,${word}` }));
    known.set(flags, shown);
  }
  return shown;
}

export function flagWords(flags: Flags): readonly string[] {
  return shownFlags(flags).map(({ word }) => word);
}

function wordsOf(flags: Flags): readonly string[] {
  const words = SHOWN.filter(([flag]) => flags.includes(flag)).map(([, word]) => word);
  if (flags.includes('up') && !flags.includes('running')) words.unshift('NO-CARRIER');
  const unnamed = flags.reduce<number>((bits, flag) => (typeof flag === 'number' ? bits | flag : bits), 0);
  if (unnamed !== 0) words.push((unnamed >>> 0).toString(16));
  return words;
}

/** `<A,B> `; behind them M-DOWN when the device below is down. */
export function printFlags(document: Document, flags: Flags, lowerIsDown: boolean): void {
  document.openArray('flags', '<');
  for (const { word, text } of shownFlags(flags)) document.item(word, text);
  if (lowerIsDown) document.item('M-DOWN', ',M-DOWN');
  document.closeArray('> ');
}
