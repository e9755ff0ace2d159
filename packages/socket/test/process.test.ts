import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import test from 'ava';
import { createNetns, deleteNetns, openNetns } from '../src/index.ts';
import { runProgram } from './program.ts';

const name = `sock-${process.pid}-${threadId}-exec`;
const files = `/etc/netns/${name}`;

let made: string | undefined;

test.before(() => {
  createNetns(name);
  made = mkdirSync(files, { recursive: true });
  writeFileSync(`${files}/hosts`, '192.0.3.1 only-here\n');
  writeFileSync(`${files}/no-such-file-in-etc`, '');
});

test.after.always(() => {
  rmSync(files, { recursive: true, force: true });
  // Unless another run has come to use it.
  if (made === '/etc/netns' && readdirSync(made).length === 0) rmdirSync(made);
  deleteNetns(name);
});

test('replaceProcess: same process id, arguments as given, status of the program', async (t) => {
  let pid = 0;
  const outcome = await runProgram(
    'exec',
    ['-', 'sh', '-c', 'echo "$$ $# $1|$2|$3"; exit 7', 'sh', 'a b', '', '$(x)'],
    {
      onOutput: (id) => {
        pid = id;
      },
    },
  );
  t.is(outcome.stderr, '');
  t.is(outcome.code, 7);
  t.is(outcome.stdout, `${pid} 3 a b||$(x)\n`);
});

test('replaceProcess: the program starts with standard signals and blocking streams', async (t) => {
  const outcome = await runProgram('exec', ['-', 'cat', '/proc/self/status', '/proc/self/fdinfo/1']);
  const field = (key: string): string =>
    outcome.stdout.match(new RegExp(`^${key}:\\s*(\\S+)`, 'm'))?.[1] ?? '';
  t.is(field('SigBlk'), '0000000000000000', outcome.stderr);
  t.is(field('SigIgn'), '0000000000000000');
  t.is(Number.parseInt(field('flags'), 8) & 0o4000, 0, 'O_NONBLOCK');
  t.is(field('Threads'), '1');
});

test('replaceProcess: the program ends by its signal', async (t) => {
  const outcome = await runProgram('exec', ['-', 'sh', '-c', 'kill -TERM $$']);
  t.is(outcome.signal, 'SIGTERM');
});

test('a program that cannot be run leaves the process as it was', async (t) => {
  for (const netns of ['-', name]) {
    const missing = await runProgram('exec', [netns, 'no-such-program']);
    t.is(
      missing.stdout,
      'exec no-such-program: No such file or directory (ENOENT)\nstill home\n',
      missing.stderr,
    );
    const directory = await runProgram('exec', [netns, '/etc']);
    t.is(directory.stdout, 'exec /etc: Permission denied (EACCES)\nstill home\n', directory.stderr);
  }
});

test('arguments with NUL are refused', async (t) => {
  const outcome = await runProgram('exec', ['-', 'echo', 'with-nul']);
  t.is(outcome.stdout, 'argument "a\\u0000b" contains a NUL character\nstill home\n', outcome.stderr);
});

test('execInNetns: in the namespace, with its /sys and its files in /etc', async (t) => {
  using netns = openNetns(name);
  const script = 'readlink /proc/self/ns/net; ls /sys/class/net; cat /etc/hosts; exit 3';
  const outcome = await runProgram('exec', [name, 'sh', '-c', script]);
  const [namespace, ...rest] = outcome.stdout.split('\n');
  t.is(namespace, `net:[${netns.ino}]`, outcome.stderr);
  t.deepEqual(rest.slice(-2), ['192.0.3.1 only-here', '']);
  t.true(rest.includes('lo'));
  t.is(outcome.code, 3);
});

test('execInNetns: mounts made inside stay inside', async (t) => {
  const outcome = await runProgram('exec', [
    name,
    'sh',
    '-c',
    'mount -t tmpfs inner /mnt && grep -c " /mnt tmpfs " /proc/self/mounts',
  ]);
  t.is(outcome.stdout, '1\n', outcome.stderr);
  const outside = await runProgram('exec', ['-', 'grep', '-c', '^inner ', '/proc/self/mounts']);
  t.is(outside.stdout, '0\n');
});

test('execInNetns: no such namespace', async (t) => {
  const outcome = await runProgram('exec', [`${name}-no`, 'true']);
  t.is(
    outcome.stdout,
    `open /run/netns/${name}-no: No such file or directory (ENOENT)\nstill home\n`,
    outcome.stderr,
  );
});
