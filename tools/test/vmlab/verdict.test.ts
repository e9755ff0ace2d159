import test from 'ava';
import { verdict } from '../../src/vmlab/verdict.ts';

test('the status of pnpm vm tells the command, the clock and the VM apart', (t) => {
  t.deepEqual(verdict({ kind: 'exited', status: 7, bootMilliseconds: 1 }), { status: 7, message: '' });
  t.deepEqual(verdict({ kind: 'timedOut', seconds: 3, kernelLog: '' }), {
    status: 124,
    message: 'ended after 3 s, the time limit',
  });
  t.deepEqual(verdict({ kind: 'failed', reason: 'the guest stopped', kernelLog: ' panic\n' }), {
    status: 125,
    message: 'the guest stopped\nthe kernel said:\npanic',
  });
});
