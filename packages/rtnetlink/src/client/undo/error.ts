/**
 * A transaction failed, and what it had done could not be undone completely. `cause` is the error that it failed
 * with, `undoErrors` has those of the steps that are not undone, in the order in which they were tried.
 */
export class TransactionError extends Error {
  override readonly name = 'TransactionError';
  readonly undoErrors: readonly unknown[];

  constructor(cause: unknown, undoErrors: readonly unknown[]) {
    super(`${text(cause)}; not undone: ${undoErrors.map(text).join('; ')}`, { cause });
    this.undoErrors = undoErrors;
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));
