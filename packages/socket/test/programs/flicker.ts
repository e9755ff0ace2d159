/** Creates and deletes a named namespace a hundred times. */
import { createNetns, deleteNetns } from '../../src/index.ts';

const name = process.argv[2] ?? '';
for (let round = 0; round < 100; round++) {
  createNetns(name);
  deleteNetns(name);
}
