import { availableParallelism } from 'node:os';

// Tests run on the emitted JavaScript, so a type error stops them first.
export default {
  files: ['{packages/*,tools,test,benchmarks}/dist/test/**/*.test.js', '!**/*.vm.test.js'],
  timeout: '5m',
  // Not threads: many tests start programs, and to fork costs what the process has in memory, of all its threads.
  workerThreads: false,
  // A test waits for the kernel, or for a program that it started, half of its time.
  concurrency: 2 * availableParallelism(),
};
