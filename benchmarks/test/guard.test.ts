import test from 'ava';
import { cannotCount, count, parsed } from '../src/guard/count.ts';
import { exceeded, guarded, limits } from '../src/guard/limits.ts';

const reason = cannotCount();

for (const name of guarded) {
  test(`${name}: no more system calls, datagrams and calls of the addon than the limits say`, (t) => {
    if (reason !== undefined) {
      t.log(`skipped: ${reason}`);
      t.pass();
      return;
    }
    const counts = count(name);
    t.log(JSON.stringify(counts));
    t.deepEqual(exceeded(name, counts), []);
    // What is not counted holds any limit.
    for (const [what, number] of Object.entries(counts)) t.true(number > 0, what);
    t.deepEqual(Object.keys(counts).toSorted(), Object.keys(limits[name]).toSorted());
  });
}

test('a count above its limit is told of', (t) => {
  const counts = { systemCalls: 2, sent: 2, received: 1, nativeCallsPerDatagram: 2 };
  t.deepEqual(exceeded('add', counts), ['add: sent 2, at most 1']);
});

test('the summary of strace is read, without its total', (t) => {
  const summary = [
    '    calls syscall',
    '--------- ----------------',
    '       12 sendto',
    '        3 recvmsg',
    '--------- ----------------',
    '       15 total',
  ].join('\n');
  t.deepEqual(
    [...parsed(summary)],
    [
      ['sendto', 12],
      ['recvmsg', 3],
    ],
  );
  t.throws(() => parsed('nothing'), { message: /no counts in what strace says/ });
});
