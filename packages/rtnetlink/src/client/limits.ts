import type { OnEcho } from './echo.ts';
import { TimeoutError } from './error.ts';

interface EchoOptions {
  /**
   * Is told what the kernel says of each change that a call makes (`NLM_F_ECHO`), in the words of a monitor and before
   * the call returns. Not all changes are told of, which depends on the kernel; what follows from a change comes with it,
   * and before it at times.
   */
  readonly onEcho?: OnEcho | undefined;
}

/** What calls that block may take. */
export interface SyncLimits {
  /**
   * Milliseconds that each call may take. It is looked at between the datagrams of a dump and the requests of an
   * operation: the kernel answers within the request, which nothing can interrupt. Of a stream and a batch, see there.
   */
  readonly timeout?: number | undefined;
}

/** Options of calls that block. */
export interface SyncCallOptions extends SyncLimits, EchoOptions {}

/** What calls that give promises may take. */
export interface Limits {
  /**
   * Ends each call with `signal.reason`, whatever it waits for. A request that was sent is executed all the same: after
   * an abort it is unknown whether a change was made. Other calls of the client are not disturbed.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * Milliseconds that each call may take, from when it is made; then it ends with {@link TimeoutError}. Of a stream,
   * what each wait for the kernel may take; of a batch, all of it.
   */
  readonly timeout?: number | undefined;
}

/** Options of calls that give promises. */
export interface CallOptions extends Limits, EchoOptions {}

/** What can be ended before its time. */
export interface Cancellable {
  /** What is being done. */
  readonly words: string;
  readonly mayHaveChanged: boolean;
  cancel(reason: unknown): void;
}

/**
 * Cancels `call` when its signal aborts or its time is over.
 * @returns to be called when the call has ended
 */
export function limit(call: Cancellable, { signal, timeout }: Limits): () => void {
  const abort = (): void => call.cancel(signal?.reason);
  if (signal?.aborted === true) {
    abort();
    return abort;
  }
  signal?.addEventListener('abort', abort);
  const timer =
    timeout === undefined
      ? undefined
      : setTimeout(() => call.cancel(new TimeoutError(call.words, timeout, call.mayHaveChanged)), timeout);
  return () => {
    signal?.removeEventListener('abort', abort);
    clearTimeout(timer);
  };
}
