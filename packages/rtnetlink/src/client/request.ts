import type { Reader } from '../bytes/reader.ts';
import type { MessageHeader } from '../message/header.ts';
import type { Codec } from '../schema/codec.ts';

/**
 * One request to the kernel and what to read of the answer. Operations yield requests; a driver carries them out.
 */
export interface Request<T> {
  /** What is being done, for errors: `add link my_ipvlan`. */
  readonly operation: string;
  /** `RTM_*` */
  readonly type: number;
  /** `NLM_F_*` beside `NLM_F_REQUEST` and `NLM_F_ACK`, which are always set. */
  readonly flags: number;
  /** Writes the body, and finds the names of the attributes that a refusal points at. */
  readonly body: Codec<unknown>;
  readonly message: unknown;
  /** Reads a message of the answer; `undefined` for one that does not count. */
  readonly answer: (reader: Reader, header: MessageHeader) => T | undefined;
}

/** What a request gave. */
export interface Answer<T> {
  readonly messages: T[];
  /** `NLM_F_DUMP_INTR`: the objects changed while they were dumped. */
  readonly interrupted: boolean;
}

/**
 * A client call as a sequence of requests, written once: the drivers run it to its end, one by blocking, the other
 * by awaiting.
 */
export type Operation<R> = Generator<Request<unknown>, R, Answer<unknown>>;

/** Sends one request. The one place where an answer gets back the type that its request gave it. */
export function* ask<T>(request: Request<T>): Operation<Answer<T>> {
  return (yield request) as Answer<T>;
}
