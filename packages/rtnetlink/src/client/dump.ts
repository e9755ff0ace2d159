import type { Reader } from '../bytes/reader.ts';
import { type MessageHeader, NLM_F_DUMP, NLMSG_HDRLEN } from '../message/header.ts';
import { DumpInterruptedError } from './error.ts';
import { ask, type Operation, type Request } from './request.ts';

/** How often an interrupted dump is tried again. */
const RETRIES = 10;

/** Reads messages of one type with one codec; others in the same answer do not count. */
export function read<T>(
  type: number,
  body: { read(reader: Reader, start: number, end: number): T | undefined },
): (reader: Reader, header: MessageHeader) => T | undefined {
  return (reader, header) =>
    header.type === type ? body.read(reader, header.start + NLMSG_HDRLEN, header.end) : undefined;
}

/** A request for all objects of a type (`NLM_F_DUMP`). */
export function dumpRequest<T>(request: Omit<Request<T>, 'flags'>): Request<T> {
  return { flags: NLM_F_DUMP, ...request };
}

/**
 * Dumps until the kernel gives a consistent answer.
 * @throws DumpInterruptedError when the objects changed during each of eleven tries; it has the last answer
 */
export function* dump<T>(request: Request<T>): Operation<T[]> {
  let messages: T[] = [];
  for (let attempt = 0; attempt <= RETRIES; attempt++) {
    const answer = yield* ask(request);
    messages = answer.messages;
    if (!answer.interrupted) return messages;
  }
  throw new DumpInterruptedError(request.operation, messages);
}
