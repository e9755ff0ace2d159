/** Becomes `nobody`, then prints how creating and entering namespaces fails. */
import { existsSync } from 'node:fs';
import { createNetns, netnsPath, openNetns, runInNetns, unshareNetns } from '../../src/index.ts';

const name = process.argv[2] ?? '';
const NOBODY = 65534;
process.setgroups?.([]);
process.setgid?.(NOBODY);
process.setuid?.(NOBODY);

function report(operation: () => unknown): void {
  try {
    operation();
    console.log('succeeded');
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
  }
}

report(() => createNetns(name));
report(unshareNetns);
using own = openNetns('/proc/thread-self/ns/net');
report(() => runInNetns(own, () => {}));
if (existsSync(netnsPath(name))) process.exitCode = 1;
