/** A link command under construction. */
import type { Device, PeerLink } from '@iplink-ts/rtnetlink';
import type { WordAction } from '../../argv.ts';
import type { Entry } from '../../keywords.ts';
import type { Mutable } from '../../mutable.ts';
import type { Session } from '../../session.ts';

/** A link message without a kind. */
export type LinkFields = Mutable<PeerLink>;

/** What the words of a link command come to. */
export interface LinkDraft {
  readonly request: LinkFields;
  /** The word behind `type`; the cursor stands behind it. */
  kind?: string;
  /**
   * The device that is to be changed: its index, or a name that the kernel is to find it by; none when one is made, or
   * a group is meant.
   */
  device?: Device;
}

/** The same while its words are read. */
export interface WordsDraft extends LinkDraft {
  readonly session: Session;
  name?: string;
  dev?: string;
  /** Whether `dev` is a word of its own, and not that behind `name`. */
  hasDevice?: boolean;
  /** The word behind `link`. */
  link?: string;
}

/** A word of a link command. */
export type LinkWord = Entry<WordAction<WordsDraft>>;
