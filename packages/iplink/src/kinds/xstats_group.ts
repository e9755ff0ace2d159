/** A group of the counters that `ip link xstats` shows. */
import type { Stats } from '@iplink-ts/rtnetlink';
import type { Document } from '../print/document.ts';

export type Xstats = NonNullable<Stats['linkXstats']>;

/** Prints the group, if the link has it. */
export type PrintGroup = (document: Document, xstats: Xstats) => void;

/** What stands in front of each counter: the column of the names, and four blanks. */
export const INDENT = ' '.repeat(20);
