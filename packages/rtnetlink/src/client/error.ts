import { errnoName, strerror } from '@iplink-ts/socket';
import { Reader } from '../bytes/reader.ts';
import type { Acknowledgement, Policy } from '../message/ack.ts';
import { NLMSG_HDRLEN } from '../message/header.ts';
import type { Codec } from '../schema/codec.ts';

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
  readonly cause?: unknown;
}

/**
 * The kernel refused a request, or the exchange with it failed.
 *
 * `message` is one line: the operation, the kernel's own text (extended acknowledgement) where it gave one, else
 * the text of the errno, the attribute it points at, and the errno's name:
 * `add link my_ipvlan: Device or resource busy (EBUSY)`.
 */
export class NetlinkError extends Error {
  override readonly name: string = 'NetlinkError';
  readonly operation: string;
  /** Positive errno. */
  readonly errno: number;
  /** Name of the errno, such as `EBUSY`. */
  readonly code: string;
  /** Text of the extended acknowledgement (`NLMSGERR_ATTR_MSG`). */
  readonly kernelMessage: string | undefined;
  /** The attribute that the kernel points at, in the words of the API: `data.mode`. */
  readonly path: string | undefined;
  /** A required attribute that was not sent, in the words of the API. */
  readonly missing: string | undefined;
  /** The limits that the attribute at `path` broke (`NLMSGERR_ATTR_POLICY`). */
  readonly policy: Policy | undefined;
  /** The request as it was sent, header included. */
  readonly request: Uint8Array | undefined;

  constructor(fields: NetlinkErrorFields) {
    super(describe(fields), fields.cause === undefined ? undefined : { cause: fields.cause });
    this.operation = fields.operation;
    this.errno = fields.errno;
    this.code = errnoName(fields.errno);
    this.kernelMessage = fields.kernelMessage;
    this.path = fields.path;
    this.missing = fields.missing;
    this.policy = fields.policy;
    this.request = fields.request;
  }
}

/**
 * A dump that the kernel marked as inconsistent (`NLM_F_DUMP_INTR`) each time it was tried: the objects changed
 * while they were listed. `partial` has what the last try gave.
 */
export class DumpInterruptedError<T> extends NetlinkError {
  override readonly name = 'DumpInterruptedError';
  readonly partial: readonly T[];
  constructor(operation: string, partial: readonly T[], request?: Uint8Array) {
    super({
      operation,
      errno: EINTR,
      kernelMessage: 'dump was interrupted and may be inconsistent',
      ...(request && { request }),
    });
    this.partial = partial;
  }
}

const EINTR = 4;

function describe(fields: NetlinkErrorFields): string {
  const text = fields.kernelMessage ?? strerror(fields.errno);
  const where = fields.path === undefined ? '' : ` (${fields.path}${limits(fields.policy)})`;
  const missing = fields.missing === undefined ? '' : ` (missing ${fields.missing})`;
  return `${fields.operation}: ${text}${where}${missing} (${errnoName(fields.errno)})`;
}

function limits(policy: Policy | undefined): string {
  if (policy === undefined) return '';
  const parts: string[] = [];
  if (policy.minValueU !== undefined || policy.maxValueU !== undefined)
    parts.push(`${policy.minValueU ?? 0n} to ${policy.maxValueU ?? 'any'}`);
  if (policy.minValueS !== undefined || policy.maxValueS !== undefined)
    parts.push(`${policy.minValueS ?? 'any'} to ${policy.maxValueS ?? 'any'}`);
  if (policy.minLength !== undefined) parts.push(`at least ${policy.minLength} bytes`);
  if (policy.maxLength !== undefined) parts.push(`at most ${policy.maxLength} bytes`);
  if (policy.mask !== undefined) parts.push(`bits of 0x${policy.mask.toString(16)}`);
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

/** A request that was refused: turns the kernel's offsets into the names of the API. */
export function refusal(
  operation: string,
  request: Uint8Array,
  body: Codec<unknown>,
  acknowledgement: Acknowledgement,
): NetlinkError {
  const { offset, missNest, missType } = acknowledgement;
  const reader = Reader.copy(request);
  // Both offsets count from the start of this request's own header, not of the datagram.
  const nameAt = (target: number): { path: string[]; codec: Codec<unknown> | undefined } => {
    const path: string[] = [];
    const codec = body.locate?.(reader, NLMSG_HDRLEN, request.length, target, path);
    return { path, codec };
  };
  const at = offset === undefined ? undefined : nameAt(offset);
  const nest = missNest === undefined ? { path: [], codec: body } : nameAt(missNest);
  const missing =
    missType === undefined
      ? undefined
      : [...nest.path, nest.codec?.nameOf?.(missType) ?? String(missType)].join('.');
  return new NetlinkError({
    operation,
    errno: acknowledgement.errno,
    request,
    kernelMessage: acknowledgement.message,
    path: at === undefined || at.path.length === 0 ? undefined : at.path.join('.'),
    missing,
    policy: acknowledgement.policy,
  });
}
