import { align4 } from '../bytes/align.ts';
import { Reader } from '../bytes/reader.ts';
import { type Completion, Engine, exchangeError } from './engine.ts';
import { DumpInterruptedError } from './error.ts';
import { namespaceOf, openTransport } from './open.ts';
import {
  type Answer,
  type Elsewhere,
  isRequest,
  type Operation,
  type Request,
  type Step,
} from './request.ts';
import type { AsyncTransport, SyncTransport } from './transport.ts';

/** Room for the largest answer that is no dump: a link with its full list of virtual functions. */
export const RECEIVE_ROOM = 256 * 1024;

const ETIMEDOUT = 110;
const EIO = 5;

/** The kernel answers within the request; only a fault of ours could make it wait this long. Milliseconds. */
const PATIENCE = 60_000;

/** Runs operations by blocking: for command-line tools and plugins, where nothing else waits for the thread. */
export class SyncDriver {
  readonly #transport: SyncTransport;
  readonly #engine: Engine;
  #reader = new Reader(new ArrayBuffer(RECEIVE_ROOM));
  readonly #warn: (text: string, operation: string) => void;

  constructor(transport: SyncTransport, warn: (text: string, operation: string) => void) {
    this.#transport = transport;
    this.#engine = new Engine(transport.port);
    this.#warn = warn;
  }

  /** Carries out an operation. @throws NetlinkError, and what the operation throws */
  run<R>(operation: Operation<R>): R {
    let step = operation.next();
    while (step.done !== true) {
      let answer: Answer<unknown>;
      try {
        answer = this.#carryOut(step.value);
      } catch (error) {
        step = operation.throw(error);
        continue;
      }
      step = operation.next(answer);
    }
    return step.value;
  }

  /** The messages of a dump, one datagram in memory at a time. */
  *stream<T>(prepare: Operation<Request<T>>): Generator<T, void, undefined> {
    const request = this.run(prepare);
    const ready: T[] = [];
    let completion: Completion | undefined;
    const giveUp = this.#engine.submit(request, {
      // The engine hands back what this request's own `answer` made.
      message: (value) => ready.push(value as T),
      complete: (result) => {
        completion = result;
      },
    });
    try {
      while (completion === undefined) {
        this.#step(request.operation);
        yield* ready;
        ready.length = 0;
      }
    } finally {
      giveUp();
      while (this.#engine.awaited !== undefined) this.#step(request.operation);
    }
    this.#conclude(request, completion);
  }

  close(): void {
    this.#transport.close();
  }

  #carryOut(step: Step): Answer<unknown> {
    return isRequest(step) ? this.#exchange(step) : this.#elsewhere(step);
  }

  #elsewhere({ netns, work }: Elsewhere<unknown>): Answer<unknown> {
    using home = namespaceOf(this.#transport);
    const there = new SyncDriver(openTransport({ netns }), this.#warn);
    try {
      return { messages: [there.run(work(home))], interrupted: false };
    } finally {
      there.close();
    }
  }

  #exchange(request: Request<unknown>): Answer<unknown> {
    const messages: unknown[] = [];
    let completion: Completion | undefined;
    this.#engine.submit(request, {
      message: (value) => messages.push(value),
      complete: (result) => {
        completion = result;
      },
    });
    while (completion === undefined) this.#step(request.operation);
    if ('error' in completion) throw completion.error;
    if (completion.warning !== undefined) this.#warn(completion.warning, request.operation);
    return { messages, interrupted: completion.interrupted };
  }

  #conclude(request: Request<unknown>, completion: Completion | undefined): void {
    if (completion === undefined) return;
    if ('error' in completion) throw completion.error;
    if (completion.interrupted) throw new DumpInterruptedError(request.operation, []);
  }

  /** Sends what may be sent, then receives one datagram. */
  #step(operation: string): void {
    try {
      for (let next = this.#engine.take(); next !== undefined; next = this.#engine.take())
        this.#transport.send(next);
      const length = this.#transport.receive(this.#reader.u8, PATIENCE);
      if (length === 0) throw exchangeError(operation, ETIMEDOUT, undefined);
      if (length > this.#reader.u8.length) this.#reader = new Reader(new ArrayBuffer(align4(length)));
      else this.#engine.receive(this.#reader, length);
    } catch (cause) {
      this.#engine.fail((lost) => exchangeError(lost, errnoOf(cause), cause));
      reopen(this.#transport, this.#engine);
    }
  }
}

/** After a fault of the socket: answers that are still due must not come. */
export function reopen(transport: SyncTransport | AsyncTransport, engine: Engine): void {
  try {
    transport.reopen?.();
  } catch {
    // A closed socket, or one that cannot be had now: the next call says so.
  }
  engine.port = transport.port;
}

/** The errno of a failed system call. */
export function errnoOf(cause: unknown): number {
  return cause instanceof Error && 'errno' in cause && typeof cause.errno === 'number'
    ? Math.abs(cause.errno)
    : EIO;
}
