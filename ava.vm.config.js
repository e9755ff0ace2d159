import { availableParallelism } from 'node:os';
import base from './ava.config.js';

// What needs the kernel of the lab VM, whose emulated processor is some ten times slower.
export default {
  ...base,
  concurrency: availableParallelism(),
  files: ['{packages/*,tools,test}/dist/test/**/*.vm.test.js'],
  timeout: '10m',
};
