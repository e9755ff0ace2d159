/** What a hint goes by. */
import type { DecodedMessage, NetlinkError } from '@iplink-ts/rtnetlink';
import type { SystemError } from '@iplink-ts/socket';
import type { Session } from '../session.ts';

export interface Refused {
  readonly session: Session;
  readonly error: NetlinkError | SystemError;
  /** What the kernel was asked for; undefined for a system call. */
  readonly request: DecodedMessage | undefined;
}

/** What may help; nothing where nothing is known. */
export type Hints = (refused: Refused) => readonly string[];
