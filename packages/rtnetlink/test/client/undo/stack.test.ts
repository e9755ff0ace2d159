import test from 'ava';
import { UndoStack } from '../../../src/client/undo/stack.ts';

test('steps are undone last first, and one that fails keeps none from it', (t) => {
  const done: string[] = [];
  const undo = new UndoStack();
  undo.push(() => done.push('first'));
  undo.push(() => {
    throw new Error('second stays');
  });
  undo.push(() => done.push('third'));
  t.deepEqual(undo.rollback().map(String), ['Error: second stays']);
  t.deepEqual(done, ['third', 'first']);
  t.deepEqual(undo.rollback(), [], 'nothing is undone twice');
});

test('steps that take their time wait for each other', async (t) => {
  const done: string[] = [];
  const step = (name: string) => async (): Promise<void> => {
    done.push(`${name} begins`);
    await new Promise(setImmediate);
    done.push(`${name} ends`);
  };
  const outer = new UndoStack<Promise<void>>();
  outer.push(step('a'));
  const inner = new UndoStack<Promise<void>>();
  inner.push(step('b'));
  inner.push(async () => {
    throw new Error('c stays');
  });
  outer.append(inner);
  t.deepEqual((await outer.unwind()).map(String), ['Error: c stays']);
  t.deepEqual(done, ['b begins', 'b ends', 'a begins', 'a ends']);
  t.deepEqual(await inner.unwind(), []);
});
