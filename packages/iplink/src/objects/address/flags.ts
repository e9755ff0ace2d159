/** Flags of addresses by the words that `ip address` takes and shows. */
import type { AddressFlags, IFA_F } from '@iplink-ts/rtnetlink';
import { AF } from '../../family.ts';
import type { Document } from '../../print/document.ts';

export type AddressFlag = keyof typeof IFA_F;

/** Who may set a flag: everybody, IPv6 only, or the kernel alone. */
export type Mutability = 'settable' | 'ipv6' | 'readonly';

export interface FlagWord {
  readonly word: string;
  readonly flag: AddressFlag;
  readonly mutability: Mutability;
}

/** In the order in which they are shown and tried. `temporary` is IPv6's name for `secondary`. */
export const FLAG_WORDS: readonly FlagWord[] = [
  { word: 'secondary', flag: 'secondary', mutability: 'readonly' },
  { word: 'temporary', flag: 'secondary', mutability: 'readonly' },
  { word: 'nodad', flag: 'nodad', mutability: 'ipv6' },
  { word: 'optimistic', flag: 'optimistic', mutability: 'ipv6' },
  { word: 'dadfailed', flag: 'dadfailed', mutability: 'readonly' },
  { word: 'home', flag: 'homeaddress', mutability: 'ipv6' },
  { word: 'deprecated', flag: 'deprecated', mutability: 'readonly' },
  { word: 'tentative', flag: 'tentative', mutability: 'readonly' },
  { word: 'permanent', flag: 'permanent', mutability: 'readonly' },
  { word: 'mngtmpaddr', flag: 'managetempaddr', mutability: 'ipv6' },
  { word: 'noprefixroute', flag: 'noprefixroute', mutability: 'settable' },
  { word: 'autojoin', flag: 'mcautojoin', mutability: 'settable' },
  { word: 'stable-privacy', flag: 'stablePrivacy', mutability: 'readonly' },
];

export function findFlagWord(word: string): FlagWord | undefined {
  return FLAG_WORDS.find((entry) => entry.word === word);
}

/** What is shown of flags: words, and what has none in hexadecimal. */
interface Shown {
  readonly words: readonly string[];
  readonly unnamed: string | undefined;
}

/** Worked out once for each set of flags, of which there are few: for IPv6, and for the other families. */
const known = { ipv6: new WeakMap<AddressFlags, Shown>(), other: new WeakMap<AddressFlags, Shown>() };

function shownOf(family: number, flags: AddressFlags): Shown {
  const made = family === AF.INET6 ? known.ipv6 : known.other;
  let shown = made.get(flags);
  if (shown === undefined) {
    shown = { words: wordsOf(family, flags), unnamed: unnamedOf(flags) };
    made.set(flags, shown);
  }
  return shown;
}

/** `dynamic` says that an address is not permanent. */
function wordsOf(family: number, flags: AddressFlags): string[] {
  return FLAG_WORDS.filter(({ word, flag }) => {
    if (word === 'temporary') return false;
    return flag === 'permanent' ? !flags.includes(flag) : flags.includes(flag);
  }).map(({ word }) => shownWord(word, family));
}

function unnamedOf(flags: AddressFlags): string | undefined {
  const bits = flags.reduce<number>((all, flag) => (typeof flag === 'number' ? all | flag : all), 0) >>> 0;
  return bits === 0 ? undefined : bits.toString(16).padStart(2, '0');
}

export function printAddressFlags(document: Document, family: number, flags: AddressFlags): void {
  const { words, unnamed } = shownOf(family, flags);
  for (const word of words) document.field(word, true, `${word} `);
  if (unnamed !== undefined) document.field('ifa_flags', unnamed, `flags ${unnamed} `);
}

function shownWord(word: string, family: number): string {
  if (word === 'permanent') return 'dynamic';
  return word === 'secondary' && family === AF.INET6 ? 'temporary' : word;
}
