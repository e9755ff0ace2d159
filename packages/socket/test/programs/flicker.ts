/** Creates and deletes a named namespace a hundred times. */
import { createNetns, deleteNetns } from '../../src/index.ts';

const name = process.argv[2] ?? '';
const pauses = new Int32Array(new SharedArrayBuffer(4));
for (let round = 0; round < 100; round++) {
  createNetns(name);
  Atomics.wait(pauses, 0, 0, 2);
  deleteNetns(name);
}
