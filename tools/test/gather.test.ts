import { existsSync, readFileSync } from 'node:fs';
import test from 'ava';
import { inCheckout } from '../src/checkout.ts';
import { gather } from '../src/gather.ts';

// A folder that no run gathers.
const folder = 'tools/dist/test/vmlab';
const own = ['argv', 'cpio'].map((name) => `${folder}/${name}.test.js`);
const other = 'tools/dist/test/gather.test.js';
const all = `${folder}/all.test.js`;

test('one file stands for those of a folder, until the end', (t) => {
  const gathered = gather([other, ...own], [folder]);
  t.deepEqual(gathered.files, [all, other]);
  t.is(readFileSync(inCheckout(all), 'utf8'), "import './argv.test.js';\nimport './cpio.test.js';\n");
  gathered[Symbol.dispose]();
  t.false(existsSync(inCheckout(all)));
});

test('a single file of a folder stays', (t) => {
  using gathered = gather(own.slice(1), [folder]);
  t.deepEqual(gathered.files, own.slice(1));
});
