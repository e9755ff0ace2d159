import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { lockFile } from '../src/index.ts';

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'lock-test-'));
  t.teardown(() => rmSync(path, { recursive: true }));
  return path;
}

/** A file of a new folder, as host-local opens its lock. */
function open(path: string): number {
  return openSync(path, constants.O_RDONLY | constants.O_CREAT, 0o750);
}

/** Whether util-linux gets the lock without waiting. */
function isFree(path: string): boolean {
  return spawnSync('flock', ['--nonblock', path, 'true']).status === 0;
}

/** util-linux, which holds the lock when this is there, and leaves a file named `done` when it lets go. */
async function held(path: string, done: string): Promise<ChildProcess> {
  const child = spawn('flock', [path, 'sh', '-c', 'echo held; sleep 0.3; : >"$0"', done]);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}

test('the lock keeps other programs out until the file is closed', (t) => {
  const path = join(folder(t), 'lock');
  const fd = open(path);
  t.true(isFree(path));
  lockFile(fd);
  t.false(isFree(path));
  t.notThrows(() => lockFile(fd), 'what we have already');
  closeSync(fd);
  t.true(isFree(path));
});

test('the lock is waited for', async (t) => {
  const path = join(folder(t), 'lock');
  const fd = open(path);
  const child = await held(path, `${path}.done`);
  const ended = new Promise((resolve) => child.once('close', resolve));
  lockFile(fd);
  t.true(existsSync(`${path}.done`));
  t.false(isFree(path));
  closeSync(fd);
  await ended;
});

test('a folder is locked as a file is', (t) => {
  const path = folder(t);
  const fd = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
  lockFile(fd);
  t.false(isFree(path));
  closeSync(fd);
  t.true(isFree(path));
});

test('a descriptor that is not open', (t) => {
  t.throws(() => lockFile(-1), {
    name: 'SystemError',
    code: 'EBADF',
    message: 'flock: Bad file descriptor (EBADF)',
  });
});
