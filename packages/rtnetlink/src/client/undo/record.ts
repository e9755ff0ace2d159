import type { Operation } from '../request.ts';
import type { Recording } from './recording.ts';
import { UndoStack } from './stack.ts';

/** The steps of one transaction, and what it holds open. */
export class Record<Done extends void | Promise<void>> implements Recording {
  readonly stack = new UndoStack<Done>();
  readonly #kept: Disposable[] = [];
  readonly #run: (operation: Operation<void>) => Done;
  readonly #outer: Record<Done> | undefined;
  #isOver = false;

  /** @param outer the transaction around this one */
  constructor(run: (operation: Operation<void>) => Done, outer?: Record<Done>) {
    this.#run = run;
    this.#outer = outer;
  }

  push(undo: () => Operation<void>): void {
    this.stack.push(() => this.#run(undo()));
  }

  keep<T extends Disposable>(resource: T): T {
    this.#kept.push(resource);
    return resource;
  }

  /** @throws Error when the transaction is over: what is done now would not be undone */
  requireOpen(): void {
    if (this.#isOver) throw new Error('the transaction is over');
    this.#outer?.requireOpen();
  }

  end(): void {
    this.#isOver = true;
  }

  /** What was done stays, or is undone with the transaction around this one. */
  settle(): void {
    if (this.#outer === undefined) {
      this.release();
      return;
    }
    this.#outer.stack.append(this.stack);
    this.#outer.#kept.push(...this.#kept.splice(0));
  }

  release(): void {
    for (const resource of this.#kept.splice(0)) resource[Symbol.dispose]();
  }
}
