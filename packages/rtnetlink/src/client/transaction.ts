import { attachNetns, createNetns, deleteNetns } from '@iplink-ts/socket';
import type { AsyncRunner } from './async.ts';
import { type AsyncNetns, asyncNetns, type SyncNetns, syncNetns } from './netns.ts';
import { type AsyncObjects, BoundAsync, BoundSync, operations, type SyncObjects } from './objects.ts';
import type { Operation } from './request.ts';
import type { SyncRunner } from './sync.ts';
import { TransactionError } from './undo/error.ts';
import { type AnyOperation, treatmentOf } from './undo/objects.ts';
import { Record } from './undo/record.ts';
import { refused } from './undo/recording.ts';

/** What the transaction of a blocking client works with: the objects of the client. */
export interface SyncTransaction extends SyncObjects {
  /** `create` and `attach` are undone; `delete` is refused with a TypeError. */
  readonly netns: SyncNetns;
  /** A step of the caller's own for the case that the transaction fails: called in its turn, the latest first. */
  onUndo(step: () => void): void;
  /** A transaction within this one: undone when it fails, and with this one when this one fails later. */
  transaction<T>(work: (tx: SyncTransaction) => T): T;
}

/** What a transaction works with: the objects of the client. */
export interface AsyncTransaction extends AsyncObjects {
  /** `create` and `attach` are undone; `delete` is refused with a TypeError. */
  readonly netns: AsyncNetns;
  /** A step of the caller's own for the case that the transaction fails: called in its turn, the latest first. */
  onUndo(step: () => void | Promise<void>): void;
  /** A transaction within this one: undone when it fails, and with this one when this one fails later. */
  transaction<T>(work: (tx: AsyncTransaction) => Promise<T>): Promise<T>;
}

/** What is carried out for a call: the operation as it is when it only reads, else with what undoes it. */
function recorded(
  record: Record<void> | Record<Promise<void>>,
  object: string,
  name: string,
  perform: AnyOperation,
  input: readonly unknown[],
): Operation<unknown> {
  const treatment = treatmentOf(object, name);
  return treatment === undefined ? perform(...input) : treatment(record, perform, ...input);
}

type Call = (object: string, name: string, perform: AnyOperation, input: readonly unknown[]) => unknown;

/** The objects of a client, with their operations going through `call`; streams only read. */
function through<O extends SyncObjects | AsyncObjects>(objects: O, call: Call): O {
  // The table holds the functions that the objects were made from; TypeScript cannot follow Object.entries there.
  return Object.fromEntries(
    Object.entries(operations).map(([object, own]) => {
      const bound = objects[object as keyof typeof operations];
      const calls = Object.entries(own).map(([name, perform]) => [
        name,
        (...input: unknown[]) => call(object, name, perform as AnyOperation, input),
      ]);
      return [object, { ...bound, ...Object.fromEntries(calls) }];
    }),
  ) as O;
}

const noDelete = (): TypeError => refused('netns.delete', 'what is in the namespace could not be made again');

/** See `RtnlSync.transaction`. */
export function transactSync<T>(
  runner: SyncRunner,
  work: (tx: SyncTransaction) => T,
  outer?: Record<void>,
): T {
  const record = new Record<void>((operation) => runner.run(operation), outer);
  const objects = through(new BoundSync(runner), (object, name, perform, input) => {
    record.requireOpen();
    return runner.run(recorded(record, object, name, perform, input));
  });
  const named = (make: () => void, name: string): void => {
    record.requireOpen();
    make();
    record.stack.push(() => deleteNetns(name));
  };
  const tx: SyncTransaction = {
    ...objects,
    netns: {
      ...syncNetns,
      create: (name) => named(() => createNetns(name), name),
      attach: (name, pid) => named(() => attachNetns(name, pid), name),
      delete: () => {
        throw noDelete();
      },
    },
    onUndo: (step) => {
      record.requireOpen();
      record.stack.push(step);
    },
    transaction: (inner) => transactSync(runner, inner, record),
  };
  try {
    const result = work(tx);
    if (isPromise(result)) throw new TypeError('the work of a blocking transaction must not be async');
    record.end();
    record.settle();
    return result;
  } catch (error) {
    record.end();
    const errors = record.stack.rollback();
    record.release();
    throw errors.length === 0 ? error : new TransactionError(error, errors);
  }
}

const isPromise = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** Runs one thing after another, in the order in which they were asked for. */
class Queue {
  #last: Promise<unknown> = Promise.resolve();

  add<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#last.then(job);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when nothing is left, also of what was added meanwhile. */
  async drained(): Promise<void> {
    for (let last: unknown; last !== this.#last; ) {
      last = this.#last;
      await this.#last;
    }
  }
}

/**
 * See `Rtnl.transaction`. The calls of a transaction are carried out one at a time, so that what undoes each is known
 * before the next.
 */
export async function transact<T>(
  runner: AsyncRunner,
  work: (tx: AsyncTransaction) => Promise<T>,
  queue: Queue = new Queue(),
  outer?: Record<Promise<void>>,
): Promise<T> {
  const record = new Record<Promise<void>>((operation) => runner.run(operation), outer);
  const inTurn = <R>(job: () => Promise<R>): Promise<R> =>
    queue.add(async () => {
      record.requireOpen();
      return await job();
    });
  const objects = through(new BoundAsync(runner), (object, name, perform, input) =>
    inTurn(() => runner.run(recorded(record, object, name, perform, input))),
  );
  const named = (make: () => void, name: string): Promise<void> =>
    inTurn(async () => {
      make();
      record.stack.push(async () => deleteNetns(name));
    });
  const tx: AsyncTransaction = {
    ...objects,
    netns: {
      ...asyncNetns,
      create: (name) => named(() => createNetns(name), name),
      attach: (name, pid) => named(() => attachNetns(name, pid), name),
      delete: async () => {
        throw noDelete();
      },
    },
    onUndo: (step) => {
      record.requireOpen();
      record.stack.push(async () => step());
    },
    transaction: (inner) => transact(runner, inner, queue, record),
  };
  try {
    const result = await work(tx);
    await queue.drained();
    record.end();
    record.settle();
    return result;
  } catch (error) {
    record.end();
    await queue.drained();
    const errors = await record.stack.unwind();
    record.release();
    throw errors.length === 0 ? error : new TransactionError(error, errors);
  }
}
