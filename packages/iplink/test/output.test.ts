import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { FileSink } from '../src/output.ts';

test('text reaches the file when flushed, and by itself when there is much', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'output-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'out');
  const fd = openSync(path, 'w');
  t.teardown(() => closeSync(fd));
  const sink = new FileSink(fd);
  sink.write('ä');
  t.is(readFileSync(path, 'utf8'), '');
  sink.flush();
  t.is(readFileSync(path, 'utf8'), 'ä');
  sink.write('x'.repeat(1 << 16));
  t.is(readFileSync(path, 'utf8').length, 1 + (1 << 16));
});
