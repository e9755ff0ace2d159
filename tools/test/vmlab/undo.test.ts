import test from 'ava';
import { UndoStack } from '../../src/vmlab/undo.ts';

test('the last thing is undone first, and a late one at once', async (t) => {
  const undone: string[] = [];
  const stack = new UndoStack();
  await stack.add(() => {
    undone.push('first');
  });
  await stack.add(async () => {
    undone.push('second');
  });
  t.deepEqual(undone, []);
  await stack.unwind();
  t.deepEqual(undone, ['second', 'first']);
  await stack.add(() => {
    undone.push('late');
  });
  t.deepEqual(undone, ['second', 'first', 'late']);
});
