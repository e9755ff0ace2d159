import { attachNetns, createNetns, deleteNetns } from '@iplink-ts/socket';
import { type AsyncNetns, asyncNetns, type SyncNetns, syncNetns } from './netns.ts';
import { type AsyncObjects, operations, type SyncObjects } from './objects.ts';
import type { Operation } from './request.ts';
import { TransactionError } from './undo/error.ts';
import { treatmentOf } from './undo/objects.ts';
import { type Recording, refused } from './undo/recording.ts';
import { UndoStack } from './undo/stack.ts';

/** What `transaction` of a blocking client works with: the objects of the client, whose changes are undone if it fails. */
export interface SyncTransaction extends SyncObjects {
  /** `create` and `attach` are undone; `delete` is refused with a TypeError. */
  readonly netns: SyncNetns;
  /** A step of the caller's own, for the case that the transaction fails: called in its turn, the latest first. */
  onUndo(step: () => void): void;
  /** A transaction within this one: undone by itself when it fails, and with this one when this one fails. */
  transaction<T>(work: (tx: SyncTransaction) => T): T;
}

/** As {@link SyncTransaction}, with promises. */
export interface AsyncTransaction extends AsyncObjects {
  readonly netns: AsyncNetns;
  onUndo(step: () => void | Promise<void>): void;
  transaction<T>(work: (tx: AsyncTransaction) => Promise<T>): Promise<T>;
}

/** Runs operations: a driver. */
interface Runs<Done> {
  run(operation: Operation<void>): Done;
}

/** The steps of one transaction, and what it holds open. */
class Record_<Done extends void | Promise<void>> implements Recording {
  readonly stack = new UndoStack<Done>();
  readonly #kept: Disposable[] = [];
  readonly #runner: Runs<Done>;
  isOver = false;

  constructor(runner: Runs<Done>) {
    this.#runner = runner;
  }

  push(undo: () => Operation<void>): void {
    this.stack.push(() => this.#runner.run(undo()));
  }

  keep<T extends Disposable>(resource: T): T {
    this.#kept.push(resource);
    return resource;
  }

  /** What was done stays, or is undone with the transaction around this one. */
  join(outer: Record_<Done>): void {
    outer.stack.append(this.stack);
    outer.#kept.push(...this.#kept.splice(0));
  }

  requireOpen(): void {
    if (this.isOver) throw new Error('the transaction is over');
  }

  release(): void {
    for (const resource of this.#kept.splice(0)) resource[Symbol.dispose]();
  }
}
