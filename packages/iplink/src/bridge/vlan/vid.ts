/** VLANs as words: `5` or `5-9`. */
import { commandFailure, type Failure } from '../../failure.ts';
import { parseLeadingInteger } from '../../parse/number.ts';

/** The VLANs that a command is about. Both are kept as the 16 bits that are sent. */
export interface VlanRange {
  readonly vid: number;
  readonly vidEnd?: number;
}

const MAX = 4096;
/** The number that stands for none, and a word that is this number. */
const NONE = 0xffff;

const signed = (number: number): number => (number << 16) >> 16;

/** The number in front of a word, cut to 16 bits. */
function read16(word: string): number {
  return parseLeadingInteger(word) & 0xffff;
}

/** The end of a range that was read before stays where the word has none. */
export function readVid(word: string, before: VlanRange | undefined): VlanRange {
  const dash = word.indexOf('-');
  if (dash < 0) return { ...before, vid: read16(word) };
  return { vid: read16(word.slice(0, dash)), vidEnd: read16(word.slice(dash + 1)) };
}

/** As {@link readVid}, and what the word says is checked on the spot. */
export function parseVid(word: string, before: VlanRange | undefined): VlanRange {
  const range = readVid(word, before);
  if (word.includes('-')) checkRange(range);
  else checkVid(range);
  return range;
}

/** @throws Failure `Invalid VLAN ID` */
export function checkVid({ vid }: VlanRange): void {
  if (signed(vid) >= MAX) throw commandFailure(`Invalid VLAN ID "${vid}"\n`, 255);
}

/** @throws Failure `Invalid VLAN range` */
export function checkRange({ vid, vidEnd }: VlanRange): void {
  if (vidEnd === undefined) return;
  if (signed(vid) >= signed(vidEnd) || signed(vidEnd) >= MAX) {
    throw commandFailure(`Invalid VLAN range "${vid}-${vidEnd}"\n`, 255);
  }
}

/** Whether a VLAN was given. */
export function isGiven(range: VlanRange | undefined): range is VlanRange {
  return range !== undefined && range.vid !== NONE;
}

export function missingArguments(): Failure {
  return commandFailure('Device and VLAN ID are required arguments.\n', 255);
}
