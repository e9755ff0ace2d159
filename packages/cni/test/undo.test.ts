import test from 'ava';
import { transaction } from '../src/undo.ts';

test('a failed transaction undoes its steps, last first, and reports its own error', (t) => {
  const done: string[] = [];
  const errors: unknown[] = [];
  const run = () =>
    transaction(
      (undo) => {
        undo.push(() => done.push('first'));
        undo.push(() => {
          throw new Error('stuck');
        });
        undo.push(() => done.push('third'));
        throw new Error('reason');
      },
      (error) => errors.push(error),
    );
  t.throws(run, { message: 'reason' });
  t.deepEqual(done, ['third', 'first']);
  t.deepEqual(errors, [new Error('stuck')]);
});

test('a transaction that succeeds undoes nothing', (t) => {
  const value = transaction(
    (undo) => {
      undo.push(() => t.fail());
      return 5;
    },
    () => t.fail(),
  );
  t.is(value, 5);
});
