import test from 'ava';
import { run, vmOutputs } from './run.ts';

for (const [name, output] of Object.entries(vmOutputs)) {
  test(`${name} prints what it says`, async (t) => {
    t.is(await run(name), output);
  });
}
