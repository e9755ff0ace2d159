/** Creates the named namespaces given as arguments. */
import { createNetns } from '../../src/index.ts';

for (const name of process.argv.slice(2)) createNetns(name);
