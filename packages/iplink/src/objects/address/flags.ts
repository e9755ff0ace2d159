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

/** Prints the flags; `dynamic` says that an address is not permanent. */
export function printAddressFlags(document: Document, family: number, flags: AddressFlags): void {
  for (const { word, flag } of FLAG_WORDS) {
    if (word === 'temporary') continue;
    const shown = shownWord(word, family);
    if (flag === 'permanent' ? !flags.includes(flag) : flags.includes(flag))
      document.field(shown, true, `${shown} `);
  }
  const unnamed =
    flags.reduce<number>((bits, flag) => (typeof flag === 'number' ? bits | flag : bits), 0) >>> 0;
  if (unnamed === 0) return;
  const hex = unnamed.toString(16).padStart(2, '0');
  document.field('ifa_flags', hex, `flags ${hex} `);
}

function shownWord(word: string, family: number): string {
  if (word === 'permanent') return 'dynamic';
  return word === 'secondary' && family === AF.INET6 ? 'temporary' : word;
}
