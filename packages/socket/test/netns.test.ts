import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import test from 'ava';
import {
  attachNetns,
  createNetns,
  deleteNetns,
  isNetnsName,
  listNetns,
  NetlinkSocket,
  netnsPath,
  openNetns,
  runInNetns,
  SystemError,
  unshareNetns,
} from '../src/index.ts';
import { dumpLinks } from './messages.ts';
import { run, runProgram } from './program.ts';

/** Names of this run alone. */
function ownName(subject: string): string {
  return `sock-${process.pid}-${threadId}-${subject}`;
}

function forget(...names: readonly string[]): void {
  for (const name of names) {
    if (existsSync(netnsPath(name))) deleteNetns(name);
  }
}

const ip = spawnSync('ip', ['-V']).error === undefined;

test('names', (t) => {
  for (const name of ['a', 'a.b', '...', 'ä', 'x'.repeat(255), ' ', '-a', 'a\nb'])
    t.true(isNetnsName(name), name);
  for (const name of ['', '.', '..', 'a/b', '/', 'x'.repeat(256), 'ä'.repeat(128), 'a\0b']) {
    t.false(isNetnsName(name), name);
    for (const operation of [createNetns, deleteNetns, openNetns, (bad: string) => attachNetns(bad, 1)]) {
      // A slash makes it a path to open.
      if (operation === openNetns && name.includes('/')) continue;
      t.throws(() => operation(name), { instanceOf: TypeError, message: `Invalid netns name "${name}"` });
    }
  }
});

test('create, open, list, delete', (t) => {
  const name = ownName('plain');
  t.teardown(() => forget(name));
  using home = openNetns('/proc/thread-self/ns/net');
  createNetns(name);
  t.true(listNetns().includes(name));
  {
    using netns = openNetns(name);
    using same = openNetns(netnsPath(name));
    using copy = openNetns({ fd: netns.fd });
    t.true(netns.equals(same));
    t.true(netns.equals(copy));
    t.not(netns.fd, copy.fd);
    t.false(netns.equals(home));
    t.is(netns.ino, statSync(netnsPath(name)).ino);
  }
  using after = openNetns('/proc/thread-self/ns/net');
  t.true(home.equals(after), 'this thread has not moved');
  deleteNetns(name);
  t.false(listNetns().includes(name));
  t.false(existsSync(netnsPath(name)));
});

test('errors say what iproute2 prints', (t) => {
  const name = ownName('errors');
  t.teardown(() => forget(name));
  createNetns(name);
  const fields = (operation: () => unknown): unknown => {
    const error = t.throws(operation, { instanceOf: SystemError });
    return [error?.syscall, error?.path, error?.code];
  };
  t.deepEqual(
    fields(() => createNetns(name)),
    ['open', netnsPath(name), 'EEXIST'],
  );
  t.deepEqual(
    fields(() => attachNetns(name, process.pid)),
    ['open', netnsPath(name), 'EEXIST'],
  );
  deleteNetns(name);
  t.deepEqual(
    fields(() => deleteNetns(name)),
    ['unlink', netnsPath(name), 'ENOENT'],
  );
  t.deepEqual(
    fields(() => openNetns(name)),
    ['open', netnsPath(name), 'ENOENT'],
  );
  t.deepEqual(
    fields(() => openNetns({ pid: 2 ** 22 + 1 })),
    ['open', '/proc/4194305/ns/net', 'ENOENT'],
  );
  t.deepEqual(
    fields(() => attachNetns(name, 2 ** 22 + 1)),
    ['open', '/proc/4194305/ns/net', 'ENOENT'],
  );
  t.false(existsSync(netnsPath(name)), 'a failed attach leaves no file');
  t.deepEqual(
    fields(() => openNetns({ fd: 999_999 })),
    ['open', '/proc/self/fd/999999', 'ENOENT'],
  );
});

test('a file that is no network namespace cannot be entered', (t) => {
  const name = ownName('stale');
  t.teardown(() => rmSync(netnsPath(name), { force: true }));
  createNetns(ownName('directory'));
  deleteNetns(ownName('directory'));
  closeSync(openSync(netnsPath(name), 'wx'));
  for (const path of [netnsPath(name), '/proc/self/ns/mnt', '/dev/null', '/']) {
    t.throws(() => openNetns(path), {
      instanceOf: SystemError,
      message: `setns ${path}: Invalid argument (EINVAL)`,
    });
  }
  deleteNetns(name);
  t.false(existsSync(netnsPath(name)), 'delete removes a file that nothing is mounted on');
});

test('attach names the namespace of a process', (t) => {
  const name = ownName('attached');
  t.teardown(() => forget(name));
  attachNetns(name, process.pid);
  using attached = openNetns(name);
  using own = openNetns({ pid: process.pid });
  t.true(attached.equals(own));
  deleteNetns(name);
});

test('without privilege', async (t) => {
  // Node.js itself drops the privilege, so that the program can still be read.
  const outcome = await runProgram('unprivileged', [ownName('denied')]);
  t.is(outcome.code, 0, outcome.stderr);
  t.regex(
    outcome.stdout,
    /^(mount --make-shared|mkdir) \/run\/netns: (Operation not permitted|Permission denied)/,
  );
  t.regex(outcome.stdout, /\nunshare: Operation not permitted \(EPERM\)\n/);
  t.regex(outcome.stdout, /\nsetns: Operation not permitted \(EPERM\)\n/);
});

function mountOf(name: string): string {
  const line = readFileSync('/proc/thread-self/mountinfo', 'utf8')
    .split('\n')
    .find((text) => text.includes(` ${netnsPath(name)} `));
  // Ids, the namespace's number and the peer group differ from mount to mount.
  return (line ?? 'none')
    .replace(/^\d+ (\d+) /, '$1 ')
    .replace(/net:\[\d+\]/, 'net:[N]')
    .replace(/shared:\d+/, 'shared:N')
    .replace(name, 'NAME');
}

if (ip) {
  test('names are made and removed exactly as by iproute2', (t) => {
    const ours = ownName('ours');
    const theirs = ownName('theirs');
    t.teardown(() => forget(ours, theirs));
    createNetns(ours);
    t.is(spawnSync('ip', ['netns', 'add', theirs]).status, 0);
    const [left, right] = [statSync(netnsPath(ours)), statSync(netnsPath(theirs))];
    t.deepEqual([left.mode, left.uid, left.gid, left.dev], [right.mode, right.uid, right.gid, right.dev]);
    t.is(mountOf(ours), mountOf(theirs));
    t.regex(mountOf(ours), /nsfs/);
    t.is(spawnSync('ip', ['netns', 'delete', ours]).status, 0);
    deleteNetns(theirs);
    t.false(existsSync(netnsPath(ours)));
    t.false(existsSync(netnsPath(theirs)));
    t.is(mountOf(ours), 'none');
    t.is(mountOf(theirs), 'none');
  });

  test('the list is in the order of iproute2', (t) => {
    const names = ['z', 'a', 'm', 'B', '0'].map(ownName);
    t.teardown(() => forget(...names));
    for (const name of names) createNetns(name);
    const listed = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' }).stdout.split('\n');
    const ours = listNetns().filter((name) => names.includes(name));
    t.deepEqual(
      ours,
      listed.map((line) => line.replace(/ \(id: \d+\)$/, '')).filter((name) => names.includes(name)),
    );
    t.is(ours.length, names.length);
  });
} else {
  test('comparison with iproute2', (t) => {
    t.log('skipped: ip is not installed (apt-get install iproute2)');
    t.pass();
  });
}

test('the directory is made, and made a shared mount, where it is missing', async (t) => {
  const outcome = await run('unshare', [
    '--mount',
    'sh',
    '-c',
    'mount -t tmpfs none /run && "$@" && grep -c "/run/netns.* shared:" /proc/self/mountinfo && ls /run/netns',
    'sh',
    process.execPath,
    new URL('programs/create.js', import.meta.url).pathname,
    'first',
    'second',
  ]);
  t.deepEqual([outcome.code, outcome.stderr], [0, '']);
  // The directory itself once, and each of the two names.
  t.is(outcome.stdout, '3\nfirst\nsecond\n');
});

test('two processes that make the directory at once mount it once', async (t) => {
  const outcome = await run('unshare', [
    '--mount',
    'sh',
    '-c',
    // A mount that the new /run hides is still listed: count what comes on top.
    'count() { grep -c " /netns /run/netns " /proc/self/mountinfo; }; mount -t tmpfs none /run && before=$(count); for n in 1 2 3 4 5 6; do "$@" "n$n" & done; wait; echo $(($(count) - before)); ls /run/netns | wc -l',
    'sh',
    process.execPath,
    new URL('programs/create.js', import.meta.url).pathname,
  ]);
  t.deepEqual([outcome.code, outcome.stderr, outcome.stdout], [0, '', '1\n6\n']);
});

test('runInNetns: inside during the callback, back after', (t) => {
  using netns = unshareNetns();
  using home = openNetns('/proc/thread-self/ns/net');
  const value = runInNetns(netns, () => {
    using here = openNetns('/proc/thread-self/ns/net');
    t.true(here.equals(netns));
    writeFileSync('/proc/sys/net/ipv4/ip_forward', '1');
    return readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8');
  });
  t.is(value, '1\n');
  using after = openNetns('/proc/thread-self/ns/net');
  t.true(after.equals(home));
  t.is(
    runInNetns(netns.fd, () => undefined),
    undefined,
  );
});

test('runInNetns: back also when the callback throws, or nests', (t) => {
  using outer = unshareNetns();
  using inner = unshareNetns();
  using home = openNetns('/proc/thread-self/ns/net');
  const here = (): number => {
    using now = openNetns('/proc/thread-self/ns/net');
    return now.ino;
  };
  const thrown = new Error('from inside');
  t.is(
    t.throws(() =>
      runInNetns(outer, () => {
        throw thrown;
      }),
    ),
    thrown,
  );
  t.is(here(), home.ino);
  runInNetns(outer, () => {
    t.is(here(), outer.ino);
    t.throws(() =>
      runInNetns(inner, () => {
        t.is(here(), inner.ino);
        throw thrown;
      }),
    );
    t.is(here(), outer.ino);
  });
  t.is(here(), home.ino);
});

test('runInNetns: an async callback leaves the thread at home', async (t) => {
  using netns = unshareNetns();
  using home = openNetns('/proc/thread-self/ns/net');
  const after = await runInNetns(netns, async () => {
    await pause(1);
    using now = openNetns('/proc/thread-self/ns/net');
    return now.ino;
  });
  t.is(after, home.ino);
});

test('runInNetns: a namespace that cannot be entered', (t) => {
  const closed = unshareNetns();
  closed.close();
  const callback = (): void => t.fail('called outside');
  t.throws(() => runInNetns(closed, callback), {
    instanceOf: SystemError,
    message: /^setns: Bad file descriptor/,
  });
  t.throws(() => runInNetns(0, callback), { instanceOf: SystemError, message: /^setns: Invalid argument/ });
});

test('a namespace without a name lives as long as it is used', (t) => {
  const netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  netns.close();
  const into = new Uint8Array(65536);
  socket.send(dumpLinks(1));
  t.true(socket.receive(into) > 0);
});

test('a name that vanishes takes nothing from those inside', (t) => {
  const name = ownName('vanishing');
  t.teardown(() => forget(name));
  createNetns(name);
  using netns = openNetns(name);
  using before = new NetlinkSocket({ netns });
  deleteNetns(name);
  using after = new NetlinkSocket({ netns });
  const into = new Uint8Array(65536);
  for (const socket of [before, after]) {
    socket.send(dumpLinks(1));
    t.true(socket.receive(into) > 0);
  }
  t.is(
    runInNetns(netns, () => 'entered'),
    'entered',
  );
});

test('names that come and go under the hands of another', async (t) => {
  const name = ownName('flicker');
  t.teardown(() => forget(name));
  const other = runProgram('flicker', [name]);
  let opened = 0;
  const codes = new Set<string>();
  for (let finished = false; !finished; ) {
    try {
      using netns = openNetns(name);
      using socket = new NetlinkSocket({ netns });
      socket.send(dumpLinks(1));
      opened++;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      codes.add(`${error.syscall} ${error.code}`);
    }
    finished = await Promise.race([other.then(() => true), pause(0, false)]);
  }
  const outcome = await other;
  t.is(outcome.code, 0, outcome.stderr);
  // EACCES has no place here: the file has mode 0, but we are root. EINVAL: not mounted on yet, or no more.
  for (const code of codes) t.true(['open ENOENT', 'setns EINVAL'].includes(code), code);
  t.log(`opened ${opened} times; ${[...codes].join(', ')}`);
});
