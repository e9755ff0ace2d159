import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { FileSink } from '../src/output.ts';

/** A sink, and what reached its file. */
function sinkTo(t: ExecutionContext): { readonly sink: FileSink; written(): string } {
  const folder = mkdtempSync(join(tmpdir(), 'output-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'out');
  const fd = openSync(path, 'w');
  t.teardown(() => closeSync(fd));
  return { sink: new FileSink(fd), written: () => readFileSync(path, 'utf8') };
}

test('text reaches the file when flushed, and by itself when there is much', (t) => {
  const { sink, written } = sinkTo(t);
  sink.write('ä');
  t.is(written(), '');
  sink.flush();
  t.is(written(), 'ä');
  sink.write('x'.repeat(1 << 16));
  sink.write('y');
  t.is(written().length, 1 + (1 << 16));
  sink.flush();
  t.true(written().endsWith('xy'));
});

test('text and bytes of any size come in the order in which they were written', (t) => {
  const { sink, written } = sinkTo(t);
  const texts = [
    'plain',
    'ends in ä',
    '',
    '\u{1f427}',
    'x'.repeat((1 << 16) - 9),
    'ß',
    'y'.repeat(1 << 17),
    'ö',
  ];
  for (const text of texts) {
    sink.write(text);
    sink.writeBytes(Buffer.from(text));
  }
  sink.flush();
  t.is(written(), texts.map((text) => text + text).join(''));
});
