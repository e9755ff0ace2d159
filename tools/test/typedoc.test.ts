import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { inCheckout } from '../src/checkout.ts';

for (const settings of ['typedoc.json', 'cni.json']) {
  test(`the documentation by ${settings} is made without a warning`, async (t) => {
    const typedoc = inCheckout('tools/typedoc/node_modules/typedoc/bin/typedoc');
    const options = ['--options', inCheckout(`tools/typedoc/${settings}`), '--emit', 'none'];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [typedoc, ...options]);
    t.is(stdout + stderr, '');
  });
}
