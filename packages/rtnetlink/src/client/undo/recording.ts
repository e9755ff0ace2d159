import type { Operation } from '../request.ts';

/** What an operation's record is written to. */
export interface Recording {
  /** Says how to undo what is about to be done. It has to do nothing where nothing was done. */
  push(undo: () => Operation<void>): void;
  /** Keeps something open until the transaction is over. */
  keep<T extends Disposable>(resource: T): T;
}

/**
 * An operation as a transaction runs it: looks at what is there, says how to come back to it, and performs.
 *
 * @throws TypeError before anything is changed, when it could not be undone
 */
export type Recorded<I extends readonly unknown[], R> = (
  recording: Recording,
  perform: (...input: I) => Operation<R>,
  ...input: I
) => Operation<R>;

/** Of a change that cannot be undone. */
export function refused(what: string, why: string): TypeError {
  return new TypeError(`${what}: a transaction cannot undo this: ${why}`);
}
