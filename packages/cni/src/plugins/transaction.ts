import { UndoStack } from '@iplink-ts/rtnetlink';
import { reason } from '../errno.ts';
import { writeAll } from '../stdio.ts';

/**
 * An ADD: when `work` fails, what it has put on the stack is undone, the last first.
 *
 * @throws what `work` throws: its error is the one that counts, and those of undoing go to stderr
 */
export function transaction<T>(work: (undo: UndoStack) => T): T {
  const undo = new UndoStack();
  try {
    return work(undo);
  } catch (error) {
    for (const failed of undo.rollback()) writeAll(2, `cni: undoing a failed ADD: ${reason(failed)}\n`);
    throw error;
  }
}
