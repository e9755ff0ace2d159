import test from 'ava';
import { runProgram } from './program.ts';

for (const ending of ['terminate', 'exit', 'end', 'throw'] as const) {
  test(`worker_threads that ${ending} with everything in use leave nothing behind`, async (t) => {
    const outcome = await runProgram('worker-threads', [ending]);
    t.is(outcome.code, 0, outcome.stderr);
    t.is(outcome.signal, null);
    const { descriptors, threads, ended } = JSON.parse(outcome.stdout);
    t.is(ended, 24);
    t.is(descriptors, 0, 'descriptors left');
    t.is(threads, 0, 'threads left');
  });
}

for (const [ending, code, signal] of [
  ['exit', 3, null],
  ['throw', 1, null],
  ['kill', null, 'SIGTERM'],
  ['abandon', 0, null],
] as const) {
  test(`a process that ends by ${ending} with everything in use`, async (t) => {
    const outcome = await runProgram('end', [ending]);
    t.deepEqual([outcome.code, outcome.signal], [code, signal], outcome.stderr);
    t.is(outcome.stdout, 'in use\n');
  });
}
