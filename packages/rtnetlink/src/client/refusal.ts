import { Reader } from '../bytes/reader.ts';
import type { Acknowledgement } from '../message/ack.ts';
import { NLMSG_HDRLEN } from '../message/header.ts';
import type { Codec } from '../schema/codec.ts';
import { NetlinkError } from './error.ts';

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
    cookie: acknowledgement.cookie,
  });
}
