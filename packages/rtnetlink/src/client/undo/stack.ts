/**
 * What has to be undone when a later step fails, last step first. A step that fails to be undone does not keep the
 * others from it.
 *
 * @typeParam Done what a step gives: nothing, or where steps are awaited, a promise of nothing
 */
export class UndoStack<Done extends void | Promise<void> = void> {
  readonly #steps: (() => Done)[] = [];

  /** Adds a step, to be undone before those that are there. */
  push(step: () => Done): void {
    this.#steps.push(step);
  }

  /** Takes over the steps of another stack, as the latest. */
  append(other: UndoStack<Done>): void {
    this.#steps.push(...other.#steps.splice(0));
  }

  /** Undoes everything. @returns the errors of steps that could not be */
  rollback(this: UndoStack): unknown[] {
    const errors: unknown[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        void step();
      } catch (error) {
        errors.push(error);
      }
    }
    return errors;
  }

  /** As {@link rollback}, for steps that take their time: each begins when the one before it is done. */
  async unwind(): Promise<unknown[]> {
    const errors: unknown[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    return errors;
  }
}
