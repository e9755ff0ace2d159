import type { Engine } from './engine.ts';
import { errnoOf } from './errno.ts';
import { NetlinkError } from './error.ts';
import type { AsyncTransport, SyncTransport } from './transport.ts';

const EBADF = 9;
const EMSGSIZE = 90;
const ECANCELED = 125;

const UNKNOWN = 'whether the request was executed is unknown';

/** The exchange itself broke: what was in flight may have been executed or not. */
function lostError(operation: string, cause: unknown): NetlinkError {
  return new NetlinkError({
    operation,
    errno: errnoOf(cause),
    kernelMessage: `the answer was lost; ${UNKNOWN}`,
    outcome: 'unknown',
    cause,
  });
}

/** The request never reached the kernel. */
function unsentError(operation: string, cause: unknown): NetlinkError {
  return new NetlinkError({
    operation,
    errno: errnoOf(cause),
    kernelMessage: 'the request could not be sent',
    outcome: 'notSent',
    cause,
  });
}

/** `close()` was called meanwhile. */
export function cancelledError(operation: string, isSent: boolean): NetlinkError {
  return new NetlinkError({
    operation,
    errno: ECANCELED,
    kernelMessage: isSent
      ? `the client was closed before the answer came; ${UNKNOWN}`
      : 'the client was closed before the request was sent',
    outcome: isSent ? 'unknown' : 'notSent',
  });
}

/** `close()` was called before. */
export function closedError(operation: string): NetlinkError {
  return new NetlinkError({
    operation,
    errno: EBADF,
    kernelMessage: 'the client is closed',
    outcome: 'notSent',
  });
}

/**
 * After a call of the transport failed: whoever waits is told, and the client goes on with a new socket, as answers
 * that are still due on the old one, and the rest of a dump, must not come.
 */
export function recover(engine: Engine, transport: SyncTransport | AsyncTransport, cause: unknown): void {
  if (errnoOf(cause) === EMSGSIZE) {
    engine.refuse((operation) => unsentError(operation, cause));
    return;
  }
  engine.lose((operation) => lostError(operation, cause));
  if (engine.isClosed) return;
  try {
    transport.reopen?.();
  } catch (error) {
    engine.discard((operation) => unsentError(operation, error));
  }
  engine.moveTo(transport);
}
