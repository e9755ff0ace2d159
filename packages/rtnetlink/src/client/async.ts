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
import { errnoOf, RECEIVE_ROOM, reopen } from './sync.ts';
import type { AsyncTransport } from './transport.ts';

/**
 * Runs operations without holding the event loop: `sendmsg` executes the request, which takes the kernel up to
 * tens of milliseconds, so both it and the receiving happen on a thread of the transport's own.
 */
export class AsyncDriver {
  readonly #transport: AsyncTransport;
  readonly #engine: Engine;
  #reader = new Reader(new ArrayBuffer(RECEIVE_ROOM));
  readonly #warn: (text: string, operation: string) => void;
  #pumping = false;
  /** Wakes the pump where it waits for the consumer of a stream. */
  #wake = (): void => undefined;

  constructor(transport: AsyncTransport, warn: (text: string, operation: string) => void) {
    this.#transport = transport;
    this.#engine = new Engine(transport.port);
    this.#warn = warn;
  }

  /** Carries out an operation. Rejects with NetlinkError, or with what the operation throws. */
  async run<R>(operation: Operation<R>): Promise<R> {
    let step = operation.next();
    while (step.done !== true) {
      let answer: Answer<unknown>;
      try {
        answer = await this.#carryOut(step.value);
      } catch (error) {
        step = operation.throw(error);
        continue;
      }
      step = operation.next(answer);
    }
    return step.value;
  }

  /** The messages of a dump; what the consumer has not taken yet holds the rest of the dump back in the kernel. */
  async *stream<T>(prepare: Operation<Request<T>>): AsyncGenerator<T, void, undefined> {
    const request = await this.run(prepare);
    const ready: T[] = [];
    let taken = 0;
    let completion: Completion | undefined;
    let arrived = (): void => undefined;
    const giveUp = this.#engine.submit(request, {
      message: (value) => {
        // The engine hands back what this request's own `answer` made.
        ready.push(value as T);
        arrived();
      },
      complete: (result) => {
        completion = result;
        arrived();
      },
      isBehind: () => ready.length + taken > 0,
    });
    this.#start();
    try {
      for (;;) {
        if (ready.length === 0) {
          if (completion !== undefined) break;
          await new Promise<void>((resolve) => {
            arrived = resolve;
          });
        }
        const batch = ready.splice(0);
        taken = batch.length;
        yield* batch;
        taken = 0;
        this.#wake();
      }
    } finally {
      giveUp();
      this.#wake();
    }
    if ('error' in completion) throw completion.error;
    if (completion.interrupted) throw new DumpInterruptedError(request.operation, []);
  }

  close(): void {
    this.#transport.close();
  }

  #carryOut(step: Step): Promise<Answer<unknown>> {
    return isRequest(step) ? this.#exchange(step) : this.#elsewhere(step);
  }

  async #elsewhere({ netns, work }: Elsewhere<unknown>): Promise<Answer<unknown>> {
    using home = namespaceOf(this.#transport);
    const there = new AsyncDriver(openTransport({ netns }), this.#warn);
    try {
      return { messages: [await there.run(work(home))], interrupted: false };
    } finally {
      there.close();
    }
  }

  #exchange(request: Request<unknown>): Promise<Answer<unknown>> {
    return new Promise((resolve, reject) => {
      const messages: unknown[] = [];
      this.#engine.submit(request, {
        message: (value) => messages.push(value),
        complete: (completion) => {
          if ('error' in completion) {
            reject(completion.error);
            return;
          }
          if (completion.warning !== undefined) this.#warn(completion.warning, request.operation);
          resolve({ messages, interrupted: completion.interrupted });
        },
      });
      this.#start();
    });
  }

  #start(): void {
    this.#wake();
    if (this.#pumping) return;
    this.#pumping = true;
    // Requests of the same turn of the event loop share a datagram.
    queueMicrotask(() => void this.#pump());
  }

  async #pump(): Promise<void> {
    try {
      for (;;) {
        const datagram = this.#engine.take();
        const awaited = this.#engine.awaited;
        if (awaited === undefined) break;
        if (datagram === undefined && this.#engine.canPause) {
          // A request made meanwhile wakes this, too.
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
          continue;
        }
        const { bytes } = await this.#transport.transact(datagram, awaited, this.#reader.u8);
        if (bytes === 0) this.#reader = new Reader(new ArrayBuffer(this.#reader.u8.length * 2));
        else this.#engine.receive(this.#reader, bytes);
      }
    } catch (cause) {
      this.#engine.fail((operation) => exchangeError(operation, errnoOf(cause), cause));
      reopen(this.#transport, this.#engine);
    } finally {
      this.#pumping = false;
    }
  }
}
