import { errnoName, strerror } from '@iplink-ts/socket';
import type { Policy } from '../message/ack.ts';
import { limitsOf } from './policy.ts';
import { type Reason, reasonOf } from './reason.ts';

/** What a {@link NetlinkError} is made of. */
export interface NetlinkErrorFields {
  /** What was being done, with its object: `add link my_ipvlan`. */
  readonly operation: string;
  /** Positive errno. */
  readonly errno: number;
  readonly request?: Uint8Array;
  readonly kernelMessage?: string | undefined;
  readonly path?: string | undefined;
  readonly missing?: string | undefined;
  readonly policy?: Policy | undefined;
  readonly cookie?: Uint8Array | undefined;
  readonly outcome?: 'unknown' | 'notSent' | undefined;
  readonly cause?: unknown;
}

/**
 * The kernel refused a request, or the exchange with it failed.
 *
 * `message` is one line: the operation; the attribute that the kernel points at; the kernel's own text (extended
 * acknowledgement) where it gave one, else that of the errno; the limits that the value broke; what is missing; and
 * the errno's name:
 *
 * - `add link my_ipvlan: Device or resource busy (EBUSY)`
 * - `set link eth0: data.mode: integer out of range, must be 0 to 2 (ERANGE)`
 */
export class NetlinkError extends Error {
  override readonly name: string = 'NetlinkError';
  readonly operation: string;
  /** Positive errno. */
  readonly errno: number;
  /** Name of the errno, such as `EBUSY`. */
  readonly code: string;
  /** What the refusal comes to: one word for the errnos that the kernel's parts use for the same. */
  readonly reason: Reason | undefined;
  /** Text of the extended acknowledgement (`NLMSGERR_ATTR_MSG`). */
  readonly kernelMessage: string | undefined;
  /** The attribute that the kernel points at, in the words of the API: `data.mode`. */
  readonly path: string | undefined;
  /** A required attribute that was not sent, in the words of the API. */
  readonly missing: string | undefined;
  /** The limits that the attribute at `path` broke (`NLMSGERR_ATTR_POLICY`). */
  readonly policy: Policy | undefined;
  /** Bytes that the kernel gave for programs to recognize (`NLMSGERR_ATTR_COOKIE`). */
  readonly cookie: Uint8Array | undefined;
  /** The request as it was sent, header included. */
  readonly request: Uint8Array | undefined;
  /**
   * Undefined where the kernel has answered. `unknown`: the answer is lost, and the request may have been executed or
   * not. `notSent`: the request never reached the kernel.
   */
  readonly outcome: 'unknown' | 'notSent' | undefined;

  constructor(fields: NetlinkErrorFields) {
    super(describe(fields), fields.cause === undefined ? undefined : { cause: fields.cause });
    this.operation = fields.operation;
    this.errno = fields.errno;
    this.code = errnoName(fields.errno);
    this.reason = fields.outcome === undefined ? reasonOf(fields) : undefined;
    this.kernelMessage = fields.kernelMessage;
    this.path = fields.path;
    this.missing = fields.missing;
    this.policy = fields.policy;
    this.cookie = fields.cookie;
    this.request = fields.request;
    this.outcome = fields.outcome;
  }
}

/**
 * A dump that the kernel marked as inconsistent (`NLM_F_DUMP_INTR`) each time it was tried: the objects changed
 * while they were listed. `messages` has what the last try gave: what was there all the time is in it, once or more;
 * what came, went or changed meanwhile may be or not. A stream has given them all when it throws this, and has none.
 */
export class DumpInterruptedError<T> extends NetlinkError {
  override readonly name = 'DumpInterruptedError';
  readonly messages: readonly T[];

  constructor(operation: string, messages: readonly T[]) {
    super({ operation, errno: EINTR, kernelMessage: 'dump was interrupted and may be inconsistent' });
    this.messages = messages;
  }
}

/** The kernel has not answered in the time that `with({ timeout })` gave. `code` is `ETIMEDOUT`. */
export class TimeoutError extends NetlinkError {
  override readonly name = 'TimeoutError';

  /** @param timeout milliseconds */
  constructor(operation: string, timeout: number, mayHaveChanged: boolean) {
    super({
      operation,
      errno: ETIMEDOUT,
      kernelMessage: `no answer within ${timeout} ms; ${
        mayHaveChanged ? 'whether the request was executed is unknown' : 'nothing was changed'
      }`,
      outcome: mayHaveChanged ? 'unknown' : 'notSent',
    });
  }
}

const EINTR = 4;
const ETIMEDOUT = 110;

function describe(fields: NetlinkErrorFields): string {
  const { operation, errno, kernelMessage, path, missing, policy } = fields;
  const limits = policy === undefined || path === undefined ? '' : limitsOf(policy);
  const said = [
    ...(limits === '' ? [] : [`must be ${limits}`]),
    ...(missing === undefined ? [] : [`${missing} is missing`]),
  ];
  // The text of the errno says less than the limits, or than what is missing.
  const text = kernelMessage ?? (said.length === 0 ? strerror(errno) : undefined);
  const where = path === undefined ? '' : `${path}: `;
  return `${operation}: ${where}${[...(text === undefined ? [] : [text]), ...said].join(', ')} (${errnoName(errno)})`;
}
