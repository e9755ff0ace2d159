import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readAll, writeAll } from '../src/stdio.ts';
import { temporaryFolder } from './folder.ts';

for (const size of [0, 1, 4096, 4097, 3_000_000]) {
  test(`${size} bytes are written and read whole`, (t) => {
    const path = join(temporaryFolder(t), 'file');
    const text = 'é'.repeat(size / 2) + 'x'.repeat(size % 2);
    writeFileSync(path, '');
    const out = openSync(path, 'w');
    writeAll(out, text);
    closeSync(out);
    t.true(readFileSync(path, 'utf8') === text);
    const file = openSync(path, 'r');
    t.true(Buffer.from(readAll(file)).toString() === text);
    closeSync(file);
  });
}

test('what cannot be read is thrown', (t) => {
  const folder = openSync(temporaryFolder(t), 'r');
  t.throws(() => readAll(folder), { code: 'EISDIR' });
  closeSync(folder);
});
