import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import test from 'ava';
import {
  attachNetns,
  createNetns,
  deleteNetns,
  listNetns,
  NetlinkSocket,
  netnsNames,
  netnsPath,
  netnsPids,
  openNetns,
  SystemError,
  unshareNetns,
  watchNetns,
} from '../src/index.ts';
import { run } from './program.ts';

/** Names of this run alone. */
const ownName = (subject: string): string => `watch-${process.pid}-${threadId}-${subject}`;

function forget(name: string): void {
  if (listNetns().includes(name)) deleteNetns(name);
}

test('names and processes of a namespace', (t) => {
  const [first, second] = [ownName('one'), ownName('two')];
  t.teardown(() => forget(first));
  t.teardown(() => forget(second));
  createNetns(first);
  t.deepEqual(netnsNames(first), [first]);
  t.deepEqual(netnsPids(first), []);
  // This process's own namespace, under a name.
  attachNetns(second, process.pid);
  t.true(netnsNames().includes(second));
  t.true(netnsNames({ pid: process.pid }).includes(second));
  t.true(netnsPids(second).includes(process.pid));
  t.false(netnsNames(first).includes(second));
  t.throws(() => netnsNames(ownName('none')), { instanceOf: SystemError, code: 'ENOENT' });
  t.throws(() => netnsPids(ownName('none')), { instanceOf: SystemError, code: 'ENOENT' });
});

test('a socket tells its namespace', (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  {
    using own = socket.netns();
    t.true(own.equals(netns));
    t.not(own.fd, netns.fd);
  }
  socket.close();
  t.throws(() => socket.netns(), { instanceOf: SystemError, code: 'EBADF' });
});

test('watching names', async (t) => {
  const [old, fresh] = [ownName('old'), ownName('fresh')];
  for (const name of [old, fresh]) t.teardown(() => forget(name));
  createNetns(old);
  const end = new AbortController();
  const events = watchNetns({ signal: end.signal });
  // Before the first look: what happens after the call is seen.
  createNetns(fresh);
  const next = async (): Promise<string> => {
    for (;;) {
      const { value } = await events.next();
      if (value === undefined) return 'end';
      if (value.name === old || value.name === fresh) return `${value.action} ${value.name}`;
    }
  };
  t.deepEqual([await next(), await next()].sort(), [`added ${fresh}`, `added ${old}`]);
  deleteNetns(old);
  t.is(await next(), `removed ${old}`);
  {
    // Else the kernel may give the inode of the one to the other.
    using _kept = openNetns(fresh);
    deleteNetns(fresh);
    createNetns(fresh);
  }
  t.deepEqual([await next(), await next()], [`removed ${fresh}`, `added ${fresh}`]);
  const last = next();
  end.abort();
  t.is(await last, 'end');
});

test('a file is no namespace until it is mounted on', async (t) => {
  const name = ownName('late');
  createNetns(ownName('any'));
  deleteNetns(ownName('any'));
  const events = watchNetns();
  closeSync(openSync(netnsPath(name), 'wx'));
  t.teardown(() => {
    if (listNetns().includes(name)) deleteNetns(name);
  });
  const seen = (async () => {
    for await (const { name: what, action } of events)
      if (what === name) return { action, open: openNetns(name)[Symbol.dispose]() };
    return undefined;
  })();
  await pause(50);
  const mounted = spawnSync('mount', ['--bind', '/proc/self/ns/net', netnsPath(name)]);
  t.is(mounted.status, 0);
  t.is((await seen)?.action, 'added');
});

test('an iteration ends where it waits, and one that never began too', async (t) => {
  const events = watchNetns();
  const all = (async () => {
    for await (const { action } of events) t.regex(action, /^(added|removed)$/);
  })();
  await pause(20);
  await events.return();
  await all;
  await watchNetns().return();
  t.true((await watchNetns({ signal: AbortSignal.abort() }).next()).done);
});

test('/run/netns may come later', async (t) => {
  // In a mount namespace of its own, with an empty /run.
  const program = fileURLToPath(new URL('programs/netns-watch.js', import.meta.url));
  const script = 'mount -t tmpfs none /run && exec "$0" "$1"';
  const outcome = await run('unshare', ['-m', 'sh', '-c', script, process.execPath, program]);
  t.is(outcome.stderr, '');
  t.is(outcome.stdout, 'added a\nremoved a\nadded b\n');
});
