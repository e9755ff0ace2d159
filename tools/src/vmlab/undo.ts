/** Undoes one thing that a run did. */
export type Undo = () => Promise<void> | void;

/** What a run must undo, whatever happens: the last thing first, and at once what comes after the end. */
export class UndoStack {
  #steps: Undo[] | undefined = [];

  async add(step: Undo): Promise<void> {
    if (this.#steps === undefined) await step();
    else this.#steps.push(step);
  }

  async unwind(): Promise<void> {
    const steps = this.#steps ?? [];
    this.#steps = undefined;
    for (const step of steps.reverse()) await step();
  }
}
