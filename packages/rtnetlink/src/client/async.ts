import { Reader } from '../bytes/reader.ts';
import { Batch, type BatchOptions, type BatchResult } from './batch.ts';
import { Engine } from './engine.ts';
import { DumpInterruptedError } from './error.ts';
import { cancelledError, recover } from './exchange-error.ts';
import { Inbox } from './inbox.ts';
import { type Cancellable, type Limits, limit } from './limits.ts';
import { namespaceOf, type OnWarning, openTransport } from './open.ts';
import type { Elsewhere, Operation, Request } from './request.ts';
import { RECEIVE_ROOM } from './sync.ts';
import { type Ground, type Outcome, Task } from './task.ts';
import type { AsyncTransport, Received } from './transport.ts';

/** What the objects of a client are bound to: the driver, with the options of each call. */
export interface AsyncRunner {
  run<R>(operation: Operation<R>): Promise<R>;
  stream<T>(prepare: Operation<Request<T>>): AsyncGenerator<T, void, undefined>;
  batch(operations: Iterable<Operation<unknown>>, options?: BatchOptions): Promise<BatchResult<unknown>[]>;
}

/**
 * Runs operations without holding the event loop: `sendmsg` executes the request, which takes the kernel up to
 * tens of milliseconds, so both it and the receiving happen on a thread of the transport's own.
 */
export class AsyncDriver implements AsyncRunner {
  readonly #transport: AsyncTransport;
  readonly #engine: Engine;
  /** What is received into. */
  #reader = new Reader(new ArrayBuffer(RECEIVE_ROOM));
  /** What is read meanwhile. */
  #spare: Reader | undefined;
  readonly #ground: Ground;
  readonly #onWarning: OnWarning | undefined;
  #pumping = false;
  /** Wakes the pump where it waits for the consumer of a stream. */
  #wake = (): void => undefined;

  constructor(transport: AsyncTransport, onWarning?: OnWarning) {
    this.#transport = transport;
    this.#engine = new Engine(transport, { hearsWarnings: onWarning !== undefined });
    this.#onWarning = onWarning;
    this.#ground = {
      engine: this.#engine,
      warn: (...warning) => onWarning?.(...warning),
      elsewhere: (step, settle) => this.#elsewhere(step, settle),
    };
  }

  /** The same with options for each call. */
  with(limits: Limits): AsyncRunner {
    return {
      run: (operation) => this.run(operation, limits),
      stream: (prepare) => this.stream(prepare, limits),
      batch: (operations, options) => this.batch(operations, options, limits),
    };
  }

  /** Carries out an operation. Rejects with NetlinkError, or with what the operation throws. */
  run<R>(operation: Operation<R>, limits: Limits = {}): Promise<R> {
    return this.#call(limits, (settle) => new Task(this.#ground, operation, { ended: settle }));
  }

  /** Carries out many operations; what fails of them is in the result. */
  batch(
    operations: Iterable<Operation<unknown>>,
    options: BatchOptions = {},
    limits: Limits = {},
  ): Promise<BatchResult<unknown>[]> {
    return this.#call(limits, (settle) => new Batch(this.#ground, operations, options, settle));
  }

  /** The messages of a dump; what the consumer has not taken yet holds the rest of the dump back in the kernel. */
  async *stream<T>(prepare: Operation<Request<T>>, limits: Limits = {}): AsyncGenerator<T, void, undefined> {
    const request = await this.run(prepare, limits);
    limits.signal?.throwIfAborted();
    const inbox = new Inbox<T>(request.operation);
    inbox.submitted = this.#engine.submit(request, inbox);
    const release = limit(inbox, { signal: limits.signal });
    this.#start();
    try {
      for (;;) {
        const isInTime = limit(inbox, { timeout: limits.timeout });
        await inbox.wait();
        isInTime();
        const batch = inbox.take();
        if (batch.length === 0) break;
        for (const message of batch) {
          if (limits.signal?.aborted === true) break;
          yield message;
        }
        inbox.taken();
        this.#wake();
      }
    } finally {
      release();
      inbox.submitted.giveUp();
      this.#wake();
    }
    const { completion } = inbox;
    if (completion === undefined) return;
    if ('error' in completion) throw completion.error;
    if (completion.warning !== undefined) this.#ground.warn(completion.warning, request.operation);
    if (completion.interrupted) throw new DumpInterruptedError(request.operation, []);
  }

  /** Whoever waits is told at once. */
  close(): void {
    if (this.#engine.isClosed) return;
    this.#engine.close(cancelledError);
    this.#wake();
    this.#transport.close();
  }

  #call<R>(
    limits: Limits,
    make: (settle: (outcome: Outcome<R>) => void) => Cancellable & { start(): void },
  ): Promise<R> {
    return new Promise((resolve, reject) => {
      limits.signal?.throwIfAborted();
      let release: (() => void) | undefined;
      const call = make((outcome) => {
        release?.();
        release = (): void => undefined;
        if (outcome.status === 'fulfilled') resolve(outcome.value);
        else reject(outcome.reason);
        this.#wake();
      });
      call.start();
      if (release === undefined) release = limit(call, limits);
      this.#start();
    });
  }

  #elsewhere({ netns, work }: Elsewhere<unknown>, settle: (outcome: Outcome<unknown>) => void): void {
    const there = async (): Promise<unknown> => {
      using home = namespaceOf(this.#transport);
      const driver = new AsyncDriver(openTransport({ netns }), this.#onWarning);
      try {
        return await driver.run(work(home));
      } finally {
        driver.close();
      }
    };
    void there()
      .then(
        (value) => settle({ status: 'fulfilled', value }),
        (reason: unknown) => settle({ status: 'rejected', reason }),
      )
      .then(() => this.#start());
  }

  #start(): void {
    this.#wake();
    if (this.#pumping) return;
    this.#pumping = true;
    // Requests of the same turn of the event loop share a datagram.
    queueMicrotask(() => void this.#pump());
  }

  /** The one place that moves the engine, until no answer is due. */
  async #pump(): Promise<void> {
    let exchange: Promise<Received> | undefined;
    for (;;) {
      try {
        exchange ??= this.#exchange();
        if (exchange === undefined) {
          if (!this.#engine.isAwaiting) break;
          // A request made meanwhile wakes this, too.
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
          continue;
        }
        const { bytes, terminated } = await exchange;
        exchange = undefined;
        const reader = this.#reader;
        if (bytes === 0) this.#reader = new Reader(new ArrayBuffer(reader.u8.length * 2));
        else if (terminated === false && this.#engine.canReadAhead) {
          // The kernel makes the next part of a dump while this one is read.
          this.#reader = this.#spare ?? new Reader(new ArrayBuffer(RECEIVE_ROOM));
          this.#spare = reader;
          exchange = this.#exchange();
          this.#engine.receive(reader, bytes);
          // It may be there already, and the one after that: others have their turn of the event loop between them.
          await Promise.allSettled([exchange, turn()]);
        } else this.#engine.receive(reader, bytes);
      } catch (cause) {
        exchange = undefined;
        recover(this.#engine, this.#transport, cause);
      }
    }
    this.#pumping = false;
  }

  /** Sends what may be sent, and receives; undefined when no answer is due, or the consumer of a stream is behind. */
  #exchange(): Promise<Received> | undefined {
    const datagram = this.#engine.take();
    const awaited = this.#engine.awaited;
    if (awaited === undefined || (datagram === undefined && this.#engine.canPause)) return undefined;
    return this.#transport.transact(datagram, awaited, this.#reader.u8);
  }
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
