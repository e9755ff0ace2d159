/** The program as it is installed, under Node.js. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';

const BIN = fileURLToPath(new URL('../src/bin.js', import.meta.url));

interface Ending {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(file: string, args: readonly string[], input = ''): Ending {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], {
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
}

/** The program by another name. */
function named(t: ExecutionContext, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bin-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  symlinkSync(BIN, join(folder, name));
  return join(folder, name);
}

test('-V', (t) => {
  t.deepEqual(start(BIN, ['-V']), {
    status: 0,
    stdout: 'ip utility, iproute2-6.1.0, libbpf 1.1.2\n',
    stderr: '',
  });
});

test('a name longer than ip chooses the object', (t) => {
  const { status, stdout } = start(named(t, 'iplink'), ['help', 'dummy']);
  t.is(status, 0);
  t.is(stdout, 'Usage: ... dummy\n');
});

for (const name of ['iplink-ts', 'ipfoo', 'ip']) {
  test(`called ${name}, the object is the first word`, (t) => {
    const { status, stdout } = start(named(t, name), ['link', 'help', 'dummy']);
    t.is(status, 0);
    t.is(stdout, 'Usage: ... dummy\n');
  });
}

test('bridge is a name, and the first word behind our own', (t) => {
  const version = { status: 0, stdout: 'bridge utility, 6.1.0\n', stderr: '' };
  t.deepEqual(start(named(t, 'bridge'), ['-V']), version);
  t.deepEqual(start(named(t, 'iplink-ts'), ['bridge', '-V']), version);
  t.deepEqual(start(named(t, 'ip'), ['bridge', '-V']), {
    status: 1,
    stdout: '',
    stderr: 'Object "bridge" is unknown, try "ip help".\n',
  });
});

test('--help is answered by the name iplink-ts alone', (t) => {
  const own = start(named(t, 'iplink-ts'), ['--help']);
  t.is(own.status, 0);
  t.true(own.stdout.startsWith('iplink-ts [OPTIONS] OBJECT {COMMAND | help}\n'), own.stdout);
  t.is(own.stderr, '');
  const ip = start(named(t, 'ip'), ['--help']);
  t.is(ip.status, 255);
  t.is(ip.stdout, '');
  t.true(ip.stderr.startsWith('Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n'), ip.stderr);
});

test('it dies of SIGPIPE when nobody reads what it writes', async (t) => {
  const child = spawn(process.execPath, [BIN, 'link', 'help', 'dummy'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.destroy();
  t.deepEqual(await once(child, 'close'), [null, 'SIGPIPE']);
});

test('a batch from standard input stops at the first failure', (t) => {
  t.deepEqual(start(BIN, ['-b', '-'], 'link help dummy\nlink show nosuch0\nlink help ifb\n'), {
    status: 1,
    stdout: 'Usage: ... dummy\n',
    stderr: 'Device "nosuch0" does not exist.\nCommand failed -:2\n',
  });
});

test('-force goes on', (t) => {
  t.deepEqual(start(BIN, ['-force', '-b', '-'], 'link show nosuch0\nlink help ifb\n'), {
    status: 1,
    stdout: 'Usage: ... ifb\n',
    stderr: 'Device "nosuch0" does not exist.\nCommand failed -:1\n',
  });
});

test('-force does not cover what leaves the program', (t) => {
  const { status, stdout } = start(BIN, ['-force', '-b', '-'], 'link set lo mtu abc\nlink help ifb\n');
  t.is(status, 255);
  t.is(stdout, '');
});

test('a full disk is an error', (t) => {
  const { status, stderr } = spawnSync(
    'sh',
    ['-c', '"$0" "$1" link help ifb > /dev/full', process.execPath, BIN],
    {
      encoding: 'utf8',
    },
  );
  t.is(status, 1);
  t.is(stderr, 'write error: No space left on device\n');
});

test('a command takes the place of netns exec, and gives its status', (t) => {
  if (process.getuid?.() !== 0) {
    t.log('skipped: needs root, for namespaces of its own');
    t.pass();
    return;
  }
  const script = [
    // Without a /run/netns of its own, -all would reach the names of the machine.
    'mkdir -p /run/netns && mount -t tmpfs names /run/netns || exit 99',
    'ip() { "$NODE" "$BIN" "$@"; }',
    'ip netns add red && ip -n red link set lo up',
    `ip netns exec red sh -c 'echo inside; exit 7'; echo $?`,
    'ip netns exec red nosuchcommand; echo $?',
    'ip -all netns exec true; echo $?',
    'printf "netns exec red false\\nnetns exec red true\\n" | ip -force -b -; echo $?',
    'ip netns del red && ip netns',
  ].join('\n');
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    ['-nm', '--propagation', 'private', 'sh', '-c', script],
    {
      encoding: 'utf8',
      env: { ...process.env, NODE: process.execPath, BIN },
    },
  );
  t.is(stdout, 'inside\n7\n1\n\nnetns: red\n0\n1\n');
  t.is(stderr, 'exec of "nosuchcommand" failed: No such file or directory\nCommand failed -:1\n');
  t.is(status, 0);
});
