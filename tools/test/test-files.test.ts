import { existsSync } from 'node:fs';
import test from 'ava';
import { inCheckout } from '../src/checkout.ts';
import { testFiles } from '../src/test-files.ts';

test('names compiled tests, and each of them is there', (t) => {
  const { here, vm } = testFiles([]);
  t.true(here.includes('tools/dist/test/test-files.test.js'));
  for (const file of [...here, ...vm]) t.true(existsSync(inCheckout(file)), file);
});

test('keeps those for the VM apart', (t) => {
  const { here, vm } = testFiles([]);
  t.true(vm.every((file) => file.endsWith('.vm.test.js')));
  t.false(here.some((file) => file.endsWith('.vm.test.js')));
});

test('a pattern is a part of the path', (t) => {
  t.deepEqual(testFiles(['test-files']), { here: ['tools/dist/test/test-files.test.js'], vm: [] });
  t.deepEqual(testFiles(['no such test']), { here: [], vm: [] });
});
