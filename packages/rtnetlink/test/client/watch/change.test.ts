import test from 'ava';
import { ChangeQueue } from '../../../src/client/watch/change.ts';

const [a, b, c] = [{ ifname: 'a' }, { ifname: 'b' }, { ifname: 'c' }];

async function drained(queue: ChangeQueue): Promise<unknown[]> {
  queue.release();
  queue.end({});
  const seen: unknown[] = [];
  for (let change = await queue.next(); change !== undefined; change = await queue.next())
    seen.push([change.action, change.before, change.after]);
  return seen;
}

test('what happens to one object becomes one change', async (t) => {
  const added = new ChangeQueue();
  added.report('link', undefined, a);
  added.report('link', a, b);
  t.deepEqual(await drained(added), [['added', undefined, b]]);
  const changed = new ChangeQueue();
  changed.report('link', a, b);
  changed.report('link', b, c);
  t.deepEqual(await drained(changed), [['changed', a, c]]);
  const removed = new ChangeQueue();
  removed.report('link', a, b);
  removed.report('link', b, undefined);
  t.deepEqual(await drained(removed), [['removed', a, undefined]]);
});

test('what came and went is nothing', async (t) => {
  const queue = new ChangeQueue();
  for (let round = 0; round < 1000; round++) {
    const object = { ifname: `${round}` };
    queue.report('link', undefined, object);
    queue.report('link', object, undefined);
  }
  t.is(queue.length, 0);
  t.deepEqual(await drained(queue), []);
});

test('nothing is given before the state is consistent', async (t) => {
  const queue = new ChangeQueue();
  queue.report('link', undefined, a);
  let given = false;
  const next = queue.next().then((change) => {
    given = true;
    return change;
  });
  await Promise.resolve();
  t.false(given);
  queue.release();
  t.is((await next)?.after, a as never);
});

test('an error comes after the changes before it', async (t) => {
  const queue = new ChangeQueue();
  queue.report('link', undefined, a);
  queue.release();
  queue.end({ error: new Error('broken') });
  t.is((await queue.next())?.action, 'added');
  await t.throwsAsync(queue.next(), { message: 'broken' });
});
