/**
 * The contract of the package in short, for runtimes that the test runner does not run on. Ends by
 * replacing itself with `echo`, which prints the number of checks passed.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { native as addon } from '#native';
import {
  createNetns,
  deleteNetns,
  execInNetns,
  listNetns,
  lockFile,
  NetlinkSocket,
  openNetns,
  replaceProcess,
  runInNetns,
  SystemError,
  sendFrames,
  unshareNetns,
} from '../../src/index.ts';
import {
  acknowledged,
  blackholeRoutes,
  concat,
  dumpLinks,
  dumpRoutes,
  headers,
  NLMSG_DONE,
  NLMSG_ERROR,
  RTNLGRP_LINK,
  setLoopback,
} from '../messages.ts';

const native = addon();

const NEVER = 0xffff_ffff;
const into = new Uint8Array(1 << 17);
using netns = unshareNetns();

function code(error: unknown): string {
  return error instanceof SystemError ? error.code : String(error);
}

async function rejection(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => 'fulfilled', code);
}

function change(requests: NetlinkSocket, up: boolean): void {
  requests.send(setLoopback(1, up));
  requests.receive(into);
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; waited < 5000 && !condition(); waited += 5) await pause(5);
  assert.ok(condition());
}

const checks: Readonly<Record<string, () => void | Promise<void>>> = {
  'a dump, synchronous': () => {
    using socket = new NetlinkSocket({ netns, strict: true, extendedAck: true });
    socket.send(dumpLinks(7));
    const size = socket.receive(into);
    assert.ok(headers(into, size).length > 0);
    while (socket.receive(into) > 0);
    assert.equal(socket.receive(into, 20), 0);
  },
  truncation: () => {
    using socket = new NetlinkSocket({ netns });
    socket.send(dumpLinks(7));
    const size = socket.receive(into.subarray(0, 64));
    assert.ok(size > 64);
    assert.equal(socket.receive(into), size);
  },
  'foreign senders': () => {
    using socket = new NetlinkSocket({ netns });
    using stranger = new NetlinkSocket({ netns });
    stranger.send(acknowledged(1), socket.port);
    assert.equal(socket.receive(into), 0);
  },
  'overrun of a monitor': () => {
    using monitor = new NetlinkSocket({ netns, receiveBuffer: 4096, packetInfo: true });
    using requests = new NetlinkSocket({ netns });
    monitor.addMembership(RTNLGRP_LINK);
    for (let i = 0; i < 50; i++) change(requests, i % 2 === 0);
    assert.throws(() => monitor.receive(into), { code: 'ENOBUFS' });
    assert.ok(monitor.receive(into) > 0);
    assert.equal(monitor.group, RTNLGRP_LINK);
  },
  'transact, in chunks': async () => {
    using empty = unshareNetns();
    using socket = new NetlinkSocket({ netns: empty, sendBuffer: 1 << 20 });
    for (let first = 0; first < 4000; first += 1000) socket.send(blackholeRoutes(first, 1000));
    let request: Uint8Array | undefined = dumpRoutes(9);
    let routes = 0;
    for (let terminated = false; !terminated; request = undefined) {
      const received = await socket.transact(request, 9, into.subarray(0, 80_000));
      terminated = received.terminated;
      const found = headers(into, received.bytes);
      routes += found.filter(({ type }) => type === 24).length;
      assert.equal(
        found.some(({ type }) => type === NLMSG_DONE),
        terminated,
      );
    }
    assert.equal(routes, 4000);
  },
  'transact, several requests': async () => {
    using socket = new NetlinkSocket({ netns });
    const { bytes, terminated } = await socket.transact(concat([acknowledged(1), acknowledged(2)]), 2, into);
    assert.ok(terminated);
    assert.deepEqual(
      headers(into, bytes).map(({ type, sequence }) => [type, sequence]),
      [
        [NLMSG_ERROR, 1],
        [NLMSG_ERROR, 2],
      ],
    );
  },
  'a small buffer stays where it is': async () => {
    using socket = new NetlinkSocket({ netns });
    for (let round = 1; round <= 20; round++) {
      const small = new Uint8Array(300);
      const answer = socket.transact(acknowledged(round), round, small);
      // Runtimes keep few bytes elsewhere until the array's buffer is asked for.
      assert.equal(new Uint8Array(small.buffer).length, 300);
      const { bytes } = await answer;
      assert.deepEqual(
        headers(small, bytes).map(({ sequence }) => sequence),
        [round],
      );
    }
  },
  'cancel and close in flight': async () => {
    for (let round = 0; round < 50; round++) {
      const socket = new NetlinkSocket({ netns });
      const first = socket.transact(undefined, NEVER, into);
      assert.equal(await rejection(socket.transact(undefined, NEVER, into)), 'EBUSY');
      if (round % 2 === 0) await pause(0);
      socket.cancel();
      assert.equal(await rejection(first), 'ECANCELED');
      const second = socket.transact(undefined, NEVER, into);
      if (round % 3 === 0) await pause(0);
      socket.close();
      assert.equal(await rejection(second), 'ECANCELED');
      assert.equal(await rejection(socket.transact(undefined, 1, into)), 'EBADF');
    }
  },
  readiness: async () => {
    using requests = new NetlinkSocket({ netns });
    const calls = new Array<number>(50).fill(0);
    const monitors = calls.map((_, index) => {
      const monitor = new NetlinkSocket({ netns });
      monitor.addMembership(RTNLGRP_LINK);
      monitor.onReadable(() => {
        calls[index] = (calls[index] ?? 0) + 1;
        while (monitor.receive(into) > 0);
        monitor.rearm();
      });
      return monitor;
    });
    for (let round = 1; round <= 3; round++) {
      change(requests, round % 2 === 1);
      change(requests, round % 2 === 0);
      await until(() => calls.every((count) => count >= round));
    }
    for (const monitor of monitors) monitor.close();
  },
  'many sockets': () => {
    for (let round = 0; round < 5000; round++) new NetlinkSocket().close();
    using socket = new NetlinkSocket();
    assert.ok(socket.fd < 500);
  },
  'named namespaces': () => {
    const name = `sock-${process.pid}-contract`;
    createNetns(name);
    try {
      assert.ok(listNetns().includes(name));
      assert.throws(() => createNetns(name), { code: 'EEXIST', syscall: 'open' });
      using named = openNetns(name);
      const forwarding = (): string => readFileSync('/proc/sys/net/ipv4/conf/lo/forwarding', 'utf8');
      assert.match(runInNetns(named, forwarding), /^[01]\n$/);
      assert.throws(
        () =>
          runInNetns(named, () => {
            throw new RangeError('inside');
          }),
        RangeError,
      );
    } finally {
      deleteNetns(name);
    }
    assert.throws(() => openNetns(name), { code: 'ENOENT', syscall: 'open' });
    assert.throws(() => execInNetns(name, 'true', []), { code: 'ENOENT', syscall: 'open' });
  },
  'the lock of a file': () => {
    const fd = openSync(process.execPath, 'r');
    lockFile(fd);
    assert.equal(spawnSync('flock', ['--nonblock', process.execPath, 'true']).status, 1);
    closeSync(fd);
    assert.equal(spawnSync('flock', [process.execPath, 'true']).status, 0);
  },
  'frames of our own': () => {
    using socket = new NetlinkSocket({ netns });
    change(socket, true);
    const received = (): string => readFileSync('/proc/thread-self/net/dev', 'utf8');
    const frame = new Uint8Array(60).fill(0xff, 0, 6);
    const before = runInNetns(netns, received);
    runInNetns(netns, () => sendFrames(1, [frame, frame]));
    assert.notEqual(runInNetns(netns, received), before);
    assert.throws(() => runInNetns(netns, () => sendFrames(4711, [frame])), { code: 'ENXIO' });
  },
  'wrong arguments': () => {
    for (const value of [undefined, null, 'x', {}, [], 1.5, Number.NaN, 2 ** 40, Symbol('s'), 1n]) {
      for (const method of [
        native.receive,
        native.transact,
        native.watch,
        native.runIn,
        native.mount,
        native.exec,
        native.sendFrames,
      ]) {
        assert.throws(() => Reflect.apply(method, native, [value, value, value, value]), TypeError);
      }
    }
    assert.equal(native.close(0), -9);
  },
  'a failed exec': () => {
    assert.throws(() => replaceProcess('/nowhere', []), { code: 'ENOENT', syscall: 'exec' });
  },
};

let passed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
  } catch (error) {
    throw new Error(name, { cause: error });
  }
  passed++;
}
replaceProcess('echo', [`${passed} of ${Object.keys(checks).length}`]);
