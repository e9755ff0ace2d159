import { SystemError } from '@iplink-ts/socket';
import { align4 } from '../bytes/align.ts';
import { Reader } from '../bytes/reader.ts';
import { Batch, type BatchOptions, type BatchResult } from './batch.ts';
import { Engine } from './engine.ts';
import { DumpInterruptedError, TimeoutError } from './error.ts';
import { cancelledError, recover } from './exchange-error.ts';
import { Inbox } from './inbox.ts';
import type { Cancellable, SyncLimits } from './limits.ts';
import { namespaceOf, type OnWarning, openTransport } from './open.ts';
import type { Elsewhere, Operation, Request } from './request.ts';
import { type Ground, type Outcome, Task } from './task.ts';
import type { SyncTransport } from './transport.ts';

/** Room for the largest answer that is no dump: a link with its full list of virtual functions. */
export const RECEIVE_ROOM = 256 * 1024;

const ETIMEDOUT = 110;

/** The kernel answers within the request; only a fault of ours could make it wait this long. Milliseconds. */
const PATIENCE = 60_000;

const NO_LIMITS: SyncLimits = {};

/** What the objects of a client are bound to: the driver, with the options of each call. */
export interface SyncRunner {
  run<R>(operation: Operation<R>): R;
  stream<T>(prepare: Operation<Request<T>>): Generator<T, void, undefined>;
  batch(operations: Iterable<Operation<unknown>>, options?: BatchOptions): BatchResult<unknown>[];
}

/** Runs operations by blocking: for command-line tools and plugins, where nothing else waits for the thread. */
export class SyncDriver implements SyncRunner {
  readonly #transport: SyncTransport;
  readonly #engine: Engine;
  #reader = new Reader(new ArrayBuffer(RECEIVE_ROOM));
  readonly #ground: Ground;
  readonly #onWarning: OnWarning | undefined;

  constructor(transport: SyncTransport, onWarning?: OnWarning) {
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
  with(limits: SyncLimits): SyncRunner {
    return {
      run: (operation) => this.run(operation, limits),
      stream: (prepare) => this.stream(prepare, limits),
      batch: (operations, options) => this.batch(operations, options, limits),
    };
  }

  /** Carries out an operation. @throws NetlinkError, and what the operation throws */
  run<R>(operation: Operation<R>, limits: SyncLimits = NO_LIMITS): R {
    const settled = new Settled<R>();
    return this.#settle(new Task(this.#ground, operation, settled), settled, limits);
  }

  /** Carries out many operations; what fails of them is in the result. */
  batch(
    operations: Iterable<Operation<unknown>>,
    options: BatchOptions = {},
    limits: SyncLimits = {},
  ): BatchResult<unknown>[] {
    const settled = new Settled<BatchResult<unknown>[]>();
    const batch = new Batch(this.#ground, operations, options, (outcome) => settled.ended(outcome));
    return this.#settle(batch, settled, limits);
  }

  /** The messages of a dump, one datagram in memory at a time. */
  *stream<T>(prepare: Operation<Request<T>>, limits: SyncLimits = {}): Generator<T, void, undefined> {
    const request = this.run(prepare, limits);
    const inbox = new Inbox<T>(request.operation);
    inbox.submitted = this.#engine.submit(request, inbox);
    try {
      while (inbox.completion === undefined || !inbox.isEmpty) {
        if (inbox.isEmpty) this.#step(inbox, new Clock(limits.timeout));
        // Half the time of yield*, which asks the array for an iterator and that for an object each.
        for (const message of inbox.take()) yield message;
        inbox.taken();
      }
    } finally {
      inbox.submitted.giveUp();
      while (this.#engine.isAwaiting) this.#step(inbox, new Clock());
    }
    const { completion } = inbox;
    if ('error' in completion) throw completion.error;
    if (completion.warning !== undefined) this.#ground.warn(completion.warning, request.operation);
    if (completion.interrupted) throw new DumpInterruptedError(request.operation, []);
  }

  close(): void {
    if (this.#engine.isClosed) return;
    this.#engine.close(cancelledError);
    this.#transport.close();
  }

  #settle<R>(call: Cancellable & { start(): void }, settled: Settled<R>, { timeout }: SyncLimits): R {
    const clock = timeout === undefined ? UNLIMITED : new Clock(timeout);
    call.start();
    for (;;) {
      const { outcome } = settled;
      if (outcome?.status === 'fulfilled') return outcome.value;
      if (outcome !== undefined) throw outcome.reason;
      this.#step(call, clock);
    }
  }

  #elsewhere({ netns, work }: Elsewhere<unknown>, settle: (outcome: Outcome<unknown>) => void): void {
    let outcome: Outcome<unknown>;
    try {
      using home = namespaceOf(this.#transport);
      const driver = new SyncDriver(openTransport({ netns }), this.#onWarning);
      try {
        outcome = { status: 'fulfilled', value: driver.run(work(home)) };
      } finally {
        driver.close();
      }
    } catch (reason) {
      outcome = { status: 'rejected', reason };
    }
    settle(outcome);
  }

  /** Sends what may be sent, then receives one datagram. */
  #step(call: Cancellable, clock: Clock): void {
    if (clock.isOver) {
      clock.cancel(call);
      return;
    }
    try {
      for (let next = this.#engine.take(); next !== undefined; next = this.#engine.take())
        this.#transport.send(next);
      if (!this.#engine.isAwaiting) return;
      const length = this.#transport.receive(this.#reader.u8, clock.left);
      if (length === 0) clock.cancel(call);
      else if (length > this.#reader.u8.length) this.#reader = new Reader(new ArrayBuffer(align4(length)));
      else this.#engine.receive(this.#reader, length);
    } catch (cause) {
      recover(this.#engine, this.#transport, cause);
    }
  }
}

/** What became of a call: what is told first. */
class Settled<R> {
  outcome: Outcome<R> | undefined;

  ended(outcome: Outcome<R>): void {
    this.outcome ??= outcome;
  }
}

/** The time that a call may take. */
class Clock {
  readonly #timeout: number | undefined;
  readonly #end: number;

  constructor(timeout?: number) {
    this.#timeout = timeout;
    this.#end = timeout === undefined ? Number.POSITIVE_INFINITY : performance.now() + timeout;
  }

  get isOver(): boolean {
    return this.#timeout !== undefined && performance.now() >= this.#end;
  }

  /** Milliseconds to wait at most. */
  get left(): number {
    if (this.#timeout === undefined) return PATIENCE;
    return Math.min(PATIENCE, Math.max(0, Math.ceil(this.#end - performance.now())));
  }

  /** @throws SystemError when there is no limit: the socket has not done what it must */
  cancel(call: Cancellable): void {
    if (this.#timeout === undefined) throw new SystemError(ETIMEDOUT, 'recvmsg');
    call.cancel(new TimeoutError(call.words, this.#timeout, call.mayHaveChanged));
  }
}

const UNLIMITED = new Clock();
