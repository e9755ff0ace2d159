import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { readText, SystemError, writeSome } from '../src/index.ts';

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'file-test-'));
  t.teardown(() => rmSync(path, { recursive: true }));
  return path;
}

test('the text of a file of any size', (t) => {
  const path = join(folder(t), 'text');
  for (const text of ['', 'ä', 'x'.repeat(4096), `${'x'.repeat(4095)}ä${'y'.repeat(10_000)}`]) {
    writeFileSync(path, text);
    t.is(readText(path), text);
  }
  t.is(readText('/proc/sys/kernel/ostype'), 'Linux\n');
});

test('bytes are written to a file that is open', (t) => {
  const path = join(folder(t), 'bytes');
  const out = openSync(path, 'w');
  t.is(writeSome(out, Buffer.from('abcdef')), 6);
  t.is(writeSome(out, new Uint8Array(0)), 0);
  closeSync(out);
  t.is(readFileSync(path, 'utf8'), 'abcdef');
});

test('what fails is a SystemError', (t) => {
  const path = folder(t);
  const fails = (run: () => unknown, expected: object): void =>
    void t.like(t.throws(run, { instanceOf: SystemError }), expected);
  fails(() => readText(`${path}/none`), { code: 'ENOENT', syscall: 'open', path: `${path}/none` });
  fails(() => readText(path), { code: 'EISDIR', syscall: 'read', path });
  fails(() => writeSome(-1, new Uint8Array(1)), { code: 'EBADF', syscall: 'write' });
});
