import type { Netns } from '@iplink-ts/socket';
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
  /** Memory that the answer takes in the receive buffer, where that may be more than a page. Bytes. */
  readonly answerBytes?: number;
  /**
   * Of a request that changes something: the operation has more to send, and what stands behind it in a batch must
   * wait. Without it the next operation may be sent together with this one.
   */
  readonly isFollowed?: boolean;
}

/** What a request gave. */
export interface Answer<T> {
  readonly messages: T[];
  /** `NLM_F_DUMP_INTR`: the objects changed while they were dumped. */
  readonly interrupted: boolean;
}

/**
 * What an operation has to do in another namespace. The driver opens a socket there for it, and closes it when it is
 * done.
 */
export interface Elsewhere<R> {
  readonly netns: Netns;
  /** @param home the namespace of the client, open until this is done */
  readonly work: (home: Netns) => Operation<R>;
}

/** What an operation asks its driver to do. */
export type Step = Request<unknown> | Elsewhere<unknown>;

/**
 * A client call as a sequence of steps, written once: the drivers run it to its end, one by blocking, the other by
 * awaiting.
 */
export type Operation<R> = Generator<Step, R, Answer<unknown>>;

/** Sends one request. The one place where an answer gets back the type that its request gave it. */
export function* ask<T>(request: Request<T>): Operation<Answer<T>> {
  return (yield request) as Answer<T>;
}

/** Runs an operation in another namespace. */
export function* elsewhere<R>(netns: Netns, work: (home: Netns) => Operation<R>): Operation<R> {
  const { messages } = (yield { netns, work }) as Answer<R>;
  // The driver answers with the one result.
  return messages[0] as R;
}

/** Whether a step is a request of the client's own namespace. */
export function isRequest(step: Step): step is Request<unknown> {
  return 'type' in step;
}
