/** What is said when the kernel refuses. */
import { DumpInterruptedError, EncodeError, NetlinkError } from '@iplink-ts/rtnetlink';
import { SystemError, strerror } from '@iplink-ts/socket';
import { Failure, type Reach } from './failure.ts';
import type { Session } from './session.ts';

/** How a command ends when its request is refused. */
export interface Refusal {
  readonly status: number;
  readonly reach: Reach;
}

const COMMAND: Refusal = { status: 2, reach: 'command' };

/** The kernel's own text where it sent one (NLMSGERR_ATTR_MSG), else the errno's. */
export function kernelText(error: NetlinkError | SystemError): string {
  if (error instanceof NetlinkError && error.kernelMessage !== undefined) {
    return `Error: ${withFullStop(error.kernelMessage)}\n`;
  }
  return `RTNETLINK answers: ${strerror(error.errno)}\n`;
}

/** The warning of a request that succeeded. */
export function warningText(message: string): string {
  return `Warning: ${withFullStop(message)}\n`;
}

function withFullStop(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}

export function isRefusal(error: unknown): error is NetlinkError | SystemError {
  return error instanceof NetlinkError || error instanceof SystemError;
}

/** Runs a request; a refusal becomes the failure of the command, by default with status 2. */
export function request<T>(send: () => T, refusal: Refusal = COMMAND): T {
  try {
    return send();
  } catch (error) {
    if (isRefusal(error)) throw new Failure(refusal.reach, refusal.status, kernelText(error), error);
    // A value that no message can hold, such as an address without bytes, never reaches the kernel.
    if (error instanceof EncodeError)
      throw new Failure(refusal.reach, refusal.status, `Error: ${error.message}.\n`);
    throw error;
  }
}

/**
 * Runs a dump. `Dump terminated` (or `Flush terminated`) follows a refusal. A dump that never came out consistent
 * is used as it is, with a word on stderr.
 */
export function dump<T>(
  session: Session,
  list: () => readonly T[],
  refusal: Refusal,
  what = 'Dump',
): readonly T[] {
  try {
    return list();
  } catch (error) {
    if (error instanceof DumpInterruptedError) {
      session.complain('Dump was interrupted and may be inconsistent.\n');
      return error.messages;
    }
    if (!isRefusal(error)) throw error;
    throw new Failure(refusal.reach, refusal.status, `${kernelText(error)}${what} terminated\n`, error);
  }
}
