/**
 * What has to be undone when a later step fails, last step first. A step that fails to be undone does not keep the
 * others from it.
 */
export class UndoStack {
  readonly #steps: (() => void)[] = [];

  push(step: () => void): void {
    this.#steps.push(step);
  }

  /** Undoes everything; the errors of steps that could not be. */
  rollback(): unknown[] {
    const errors: unknown[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        step();
      } catch (error) {
        errors.push(error);
      }
    }
    return errors;
  }
}

/** Runs `work`, whose steps are undone when it throws. Its own error is the one that counts. */
export function transaction<T>(work: (undo: UndoStack) => T, onUndoError: (error: unknown) => void): T {
  const undo = new UndoStack();
  try {
    return work(undo);
  } catch (error) {
    for (const failed of undo.rollback()) onUndoError(failed);
    throw error;
  }
}
