import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';

const checkout = new URL('../../../', import.meta.url);
const inCheckout = (path: string): string => fileURLToPath(new URL(path, checkout));

test('README of rtnetlink: recording: the text is that of the program, and it runs', async (t) => {
  const readme = await readFile(inCheckout('packages/rtnetlink/README.md'), 'utf8');
  const source = await readFile(inCheckout('test/src/readme/recording.ts'), 'utf8');
  t.true(readme.includes(`\`\`\`ts\n${source}\`\`\`\n`), 'README.md must show test/src/readme/recording.ts');
  const folder = await mkdtemp(join(tmpdir(), 'iplink-readme-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const program = inCheckout('test/dist/src/readme/recording.js');
  const { stdout } = await promisify(execFile)('unshare', ['-n', process.execPath, program], { cwd: folder });
  const lines = stdout.trim().split('\n');
  t.deepEqual(
    lines.map((line) => line.trim()),
    [
      '1500',
      '1500',
      'toKernel RTM_NEWLINK v0',
      'fromKernel NLMSG_ERROR',
      'toKernel RTM_GETLINK v0',
      'fromKernel RTM_NEWLINK v0',
      'fromKernel NLMSG_ERROR',
    ],
  );
});
