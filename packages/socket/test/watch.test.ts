import test from 'ava';
import { NetlinkSocket, SystemError, unshareNetns } from '../src/index.ts';
import { RTNLGRP_LINK, setLoopback } from './messages.ts';
import { runProgram } from './program.ts';

const into = new Uint8Array(65536);

function change(requests: NetlinkSocket, up: boolean): void {
  requests.send(setLoopback(1, up));
  requests.receive(into);
}

function linkMonitor(netns: { readonly fd: number }, receiveBuffer = 0): NetlinkSocket {
  const monitor = new NetlinkSocket({ netns, receiveBuffer, packetInfo: true });
  monitor.addMembership(RTNLGRP_LINK);
  return monitor;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function until(condition: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < 5000 && !condition(); waited += 5) await pause(5);
  return condition();
}

test('calls back once until re-armed', async (t) => {
  using netns = unshareNetns();
  using monitor = linkMonitor(netns);
  using requests = new NetlinkSocket({ netns });
  let calls = 0;
  monitor.onReadable(() => {
    calls++;
  });
  await pause(20);
  t.is(calls, 0);
  change(requests, true);
  t.true(await until(() => calls === 1));
  change(requests, false);
  await pause(50);
  t.is(calls, 1);
  monitor.rearm();
  t.true(await until(() => calls === 2), 'unread data is reported at once');
  while (monitor.receive(into) > 0);
  monitor.rearm();
  await pause(50);
  t.is(calls, 2, 'nothing to read, no call');
  change(requests, true);
  t.true(await until(() => calls === 3));
});

test('many sockets on one thread', async (t) => {
  using netns = unshareNetns();
  using requests = new NetlinkSocket({ netns });
  const calls = new Array<number>(300).fill(0);
  const monitors = calls.map((_, index) => {
    const monitor = linkMonitor(netns);
    monitor.onReadable(() => {
      calls[index] = (calls[index] ?? 0) + 1;
      while (monitor.receive(into) > 0);
      monitor.rearm();
    });
    return monitor;
  });
  try {
    for (let round = 1; round <= 3; round++) {
      change(requests, round % 2 === 1);
      t.true(await until(() => calls.every((count) => count >= round)), `round ${round}`);
    }
  } finally {
    for (const monitor of monitors) monitor.close();
  }
});

test('no call after close, unwatch, or for a successor with the same descriptor', async (t) => {
  using netns = unshareNetns();
  using requests = new NetlinkSocket({ netns });
  let reused = 0;
  for (let round = 0; round < 100; round++) {
    const monitor = linkMonitor(netns);
    monitor.onReadable(() => t.fail('called after close'));
    change(requests, round % 2 === 0);
    // The event may be on its way by now.
    for (let spin = 0; spin < round * 1000; spin++) into.length;
    const { fd } = monitor;
    monitor.close();
    using successor = linkMonitor(netns);
    if (successor.fd === fd) reused++;
    let called = false;
    successor.onReadable(() => {
      called = true;
    });
    await pause(1);
    t.false(called);
  }
  t.true(reused > 0, 'other tests took every descriptor that was freed');
  using monitor = linkMonitor(netns);
  monitor.onReadable(() => t.fail('called after offReadable'));
  change(requests, true);
  change(requests, false);
  monitor.offReadable();
  await pause(20);
  t.throws(() => monitor.rearm(), { instanceOf: SystemError, code: 'ENOENT' });
  monitor.offReadable();
});

test('a socket can be closed, and others watched, in its own callback', async (t) => {
  using netns = unshareNetns();
  using requests = new NetlinkSocket({ netns });
  const closed = await new Promise<boolean>((resolve) => {
    const monitor = linkMonitor(netns);
    monitor.onReadable(() => {
      monitor.close();
      const next = linkMonitor(netns);
      next.onReadable(() => {
        next.close();
        resolve(true);
      });
      change(requests, false);
    });
    change(requests, true);
  });
  t.true(closed);
});

test('one callback a socket, and again after offReadable', (t) => {
  using socket = new NetlinkSocket();
  socket.onReadable(() => {});
  t.throws(() => socket.onReadable(() => {}), { instanceOf: SystemError, code: 'EBUSY' });
  socket.offReadable();
  socket.onReadable(() => {});
});

test('a lost message is reported as readiness', async (t) => {
  using netns = unshareNetns();
  using monitor = linkMonitor(netns, 4096);
  using requests = new NetlinkSocket({ netns });
  let error: unknown;
  const lost = new Promise<void>((resolve) => {
    monitor.onReadable(() => {
      try {
        monitor.receive(into);
      } catch (caught) {
        error = caught;
      }
      resolve();
    });
  });
  for (let i = 0; i < 50; i++) change(requests, i % 2 === 0);
  await lost;
  t.is(error instanceof SystemError && error.code, 'ENOBUFS');
});

test('a watched socket can be asked and answered at the same time', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  let calls = 0;
  socket.onReadable(() => {
    calls++;
  });
  const answer = await socket.transact(setLoopback(1, true), 1, new Uint8Array(1 << 17));
  t.true(answer.terminated);
  t.true(calls <= 1);
});

test('keeps a program alive when referenced, and only then', async (t) => {
  for (const [action, expected] of [
    ['ref', 'called\n'],
    ['unref', ''],
    ['unref-ref', 'called\n'],
    ['ref-unref', ''],
    ['off', ''],
    ['close', ''],
  ] as const) {
    const outcome = await runProgram('watch', [action]);
    t.deepEqual([action, outcome.code, outcome.stdout], [action, 0, expected], outcome.stderr);
  }
});

test('what a callback throws is an uncaught exception, and the next call still comes', async (t) => {
  const outcome = await runProgram('throw-in-callback');
  t.deepEqual(
    [outcome.code, outcome.stdout],
    [0, 'caught thrown in the callback\ncalled again\n'],
    outcome.stderr,
  );
});
