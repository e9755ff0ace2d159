import { isGet } from '../message/header.ts';
import { cancelledError } from './exchange-error.ts';
import type { Cancellable } from './limits.ts';
import type { Operation } from './request.ts';
import { type Ground, type Outcome, Task } from './task.ts';
import { withdraw } from './withdraw.ts';

/** What became of one operation of a batch. `notSent`: one before it failed, and `stopOnError` was set. */
export type BatchResult<R> = Outcome<R> | { readonly status: 'notSent' };

/** What became of each operation of a batch, in their order. */
export type BatchResults<T extends readonly Operation<unknown>[]> = {
  -readonly [K in keyof T]: T[K] extends Operation<infer R> ? BatchResult<R> : never;
};

/** `batch` of a client whose calls block. */
export interface SyncBatch {
  <T extends readonly Operation<unknown>[] | []>(operations: T, options?: BatchOptions): BatchResults<T>;
  <R>(operations: Iterable<Operation<R>>, options?: BatchOptions): BatchResult<R>[];
}

/** `batch` of a client whose calls return promises. */
export interface AsyncBatch {
  <T extends readonly Operation<unknown>[] | []>(
    operations: T,
    options?: BatchOptions,
  ): Promise<BatchResults<T>>;
  <R>(operations: Iterable<Operation<R>>, options?: BatchOptions): Promise<BatchResult<R>[]>;
}

/** How a batch is run. */
export interface BatchOptions {
  /**
   * Nothing behind an operation that fails is executed. Each is sent only when the one before is answered, so nothing
   * shares a datagram. Default false: all are tried.
   */
  readonly stopOnError?: boolean | undefined;
}

/** Operations under way at most, so that an iterable of any length is read as it is worked off. */
const LOOKAHEAD = 1024;

const NOT_SENT = { status: 'notSent' } as const;

/**
 * Runs many operations, of which the requests share datagrams.
 *
 * They are executed in their order. Where an operation must ask something first (an index by its name), the next one
 * is begun when the answer is there; a change lets the next one be sent with it.
 */
export class Batch implements Cancellable {
  readonly words = 'batch';
  readonly #ground: Ground;
  readonly #operations: Iterator<Operation<unknown>>;
  readonly #stopOnError: boolean;
  readonly #settle: (outcome: Outcome<BatchResult<unknown>[]>) => void;
  readonly #results: BatchResult<unknown>[] = [];
  /** In the order in which they were begun, which is mostly that in which they end. */
  readonly #running: Task<unknown>[] = [];
  /** The operation that keeps the next one back. */
  #barrier: Task<unknown> | undefined;
  #isFilling = false;
  /** No operation is begun any more. */
  #isExhausted = false;
  #fault: { readonly error: unknown } | undefined;
  #isOver = false;
  #mayHaveChanged = false;

  constructor(
    ground: Ground,
    operations: Iterable<Operation<unknown>>,
    options: BatchOptions,
    settle: (outcome: Outcome<BatchResult<unknown>[]>) => void,
  ) {
    this.#ground = ground;
    this.#operations = operations[Symbol.iterator]();
    this.#stopOnError = options.stopOnError ?? false;
    this.#settle = settle;
  }

  get mayHaveChanged(): boolean {
    return this.#mayHaveChanged || this.#running.some((task) => task.mayHaveChanged);
  }

  /** Begins what may begin now; to be called once, the rest follows by itself. */
  start(): void {
    this.#fill();
  }

  cancel(reason: unknown): void {
    if (this.#isOver) return;
    this.#end({ status: 'rejected', reason });
    if (!this.#isExhausted) this.#operations.return?.();
    this.#isExhausted = true;
    for (const task of [...this.#running]) task.cancel(reason);
  }

  #fill(): void {
    // A task that ends at once comes back here.
    if (this.#isFilling || this.#isOver) return;
    this.#isFilling = true;
    while (!this.#isExhausted && this.#barrier === undefined && this.#running.length < LOOKAHEAD)
      this.#begin();
    this.#isFilling = false;
    if (!this.#isExhausted || this.#running.length > 0) return;
    this.#end(
      this.#fault === undefined
        ? { status: 'fulfilled', value: this.#results }
        : { status: 'rejected', reason: this.#fault.error },
    );
  }

  #begin(): void {
    const operation = this.#next();
    if (operation === undefined) return;
    const place = this.#results.push(NOT_SENT) - 1;
    const task: Task<unknown> = new Task(this.#ground, operation, {
      asked: (request) => {
        if (this.#barrier !== task || this.#stopOnError) return;
        if (!isGet(request.type) && request.isFollowed !== true) this.#barrier = undefined;
        this.#fill();
      },
      ended: (outcome) => this.#ended(task, place, outcome),
    });
    this.#running.push(task);
    this.#barrier = task;
    task.start();
  }

  /** The next operation; undefined at the end of the iterable, or where that throws. */
  #next(): Operation<unknown> | undefined {
    try {
      const next = this.#operations.next();
      if (next.done !== true) return next.value;
    } catch (error) {
      // The iterable is the caller's. What was sent is waited for.
      this.#fault = { error };
    }
    this.#isExhausted = true;
    return undefined;
  }

  #ended(task: Task<unknown>, place: number, outcome: Outcome<unknown>): void {
    this.#results[place] = outcome;
    if (task.mayHaveChanged) this.#mayHaveChanged = true;
    withdraw(this.#running, task);
    if (this.#barrier === task) this.#barrier = undefined;
    if (outcome.status === 'rejected' && this.#ground.engine.isClosed) {
      this.cancel(cancelledError(this.words, this.mayHaveChanged));
      return;
    }
    if (outcome.status === 'rejected' && this.#stopOnError) this.#skip();
    this.#fill();
  }

  /** The rest of the iterable has its places in the result. */
  #skip(): void {
    while (this.#next() !== undefined) this.#results.push(NOT_SENT);
  }

  #end(outcome: Outcome<BatchResult<unknown>[]>): void {
    this.#isOver = true;
    this.#settle(outcome);
  }
}
