import { readlinkSync } from 'node:fs';
import test from 'ava';
import { NetlinkSocket, Netns, openNetns, SystemError, unshareNetns } from '../src/index.ts';
import {
  acknowledged,
  concat,
  dumpLinks,
  headers,
  NLMSG_DONE,
  NLMSG_ERROR,
  RTNLGRP_LINK,
  setLoopback,
} from './messages.ts';
import { runProgram } from './program.ts';

const RTM_NEWLINK = 16;
const into = new Uint8Array(65536);

test('a dump, received to its end', (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns, strict: true, extendedAck: true });
  socket.send(dumpLinks(7));
  const types: number[] = [];
  for (let size = socket.receive(into); size > 0; size = socket.receive(into)) {
    t.is(socket.group, 0);
    t.is(socket.nsid, -1);
    for (const { type, sequence } of headers(into, size)) {
      t.is(sequence, 7);
      types.push(type);
    }
  }
  t.true(types.length >= 2);
  t.is(types.at(-1), NLMSG_DONE);
  t.true(types.slice(0, -1).every((type) => type === RTM_NEWLINK));
});

test('a socket is in the namespace it was opened in, the thread never', (t) => {
  using home = openNetns('/proc/thread-self/ns/net');
  using netns = unshareNetns();
  t.false(home.equals(netns));
  const links = (socket: NetlinkSocket): number => {
    socket.send(dumpLinks(1));
    let count = 0;
    for (let size = socket.receive(into); size > 0; size = socket.receive(into)) {
      count += headers(into, size).filter(({ type }) => type === RTM_NEWLINK).length;
    }
    return count;
  };
  using inside = new NetlinkSocket({ netns });
  using raw = new NetlinkSocket({ netns: { fd: netns.fd } });
  t.is(links(inside), links(raw));
  using after = openNetns('/proc/thread-self/ns/net');
  t.true(home.equals(after));
});

test('the port is the unsigned number that the kernel chose', (t) => {
  const sockets = Array.from({ length: 20 }, () => new NetlinkSocket());
  try {
    t.is(new Set(sockets.map(({ port }) => port)).size, 20);
    for (const { port } of sockets) t.true(port > 0 && port < 2 ** 32);
    t.true(
      sockets.some(({ port }) => port >= 2 ** 31),
      'a second socket of a process gets a port above 2^31',
    );
  } finally {
    for (const socket of sockets) socket.close();
  }
});

test('failed opens name the step', (t) => {
  const step = (options: ConstructorParameters<typeof NetlinkSocket>[0]): unknown => {
    const error = t.throws(() => new NetlinkSocket(options), { instanceOf: SystemError });
    return [error?.syscall, error?.code];
  };
  t.deepEqual(step({ protocol: 200 }), ['socket', 'EPROTONOSUPPORT']);
  t.deepEqual(step({ netns: { fd: 999_999 } }), ['setns', 'EBADF']);
  t.deepEqual(step({ netns: { fd: 0 } }), ['setns', 'EINVAL']);
});

test('the receive buffer is as large as asked for, even above net.core.rmem_max', (t) => {
  using netns = unshareNetns();
  // 20,000 acknowledgements need far more than the default of 212,992 bytes.
  using socket = new NetlinkSocket({
    netns,
    receiveBuffer: 32 << 20,
    sendBuffer: 4 << 20,
    extendedAck: true,
  });
  const requests = Array.from({ length: 20_000 }, (_, index) => acknowledged(index + 1));
  socket.send(concat(requests));
  let answers = 0;
  for (let size = socket.receive(into); size > 0; size = socket.receive(into)) {
    answers += headers(into, size).length;
  }
  t.is(answers, 20_000);
});

test('a datagram larger than the buffer tells its size, and waits for a larger one', (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  socket.send(dumpLinks(1));
  const small = new Uint8Array(100).fill(0xaa);
  const view = small.subarray(0, 64);
  const size = socket.receive(view);
  t.true(size > 64);
  t.is(socket.receive(view), size);
  t.deepEqual(small.subarray(64), new Uint8Array(36).fill(0xaa), 'nothing is written behind the buffer');
  t.is(socket.receive(into), size);
  t.true(headers(into, size).every(({ sequence }) => sequence === 1));
  t.true(headers(into, size).length >= 1);
  socket.send(acknowledged(2));
  t.true(socket.receive(small.subarray(0, 8)) > 8);
  socket.close();
  t.throws(() => socket.receive(into), { code: 'EBADF' });
});

test('nothing to receive', (t) => {
  using socket = new NetlinkSocket();
  t.is(socket.receive(into), 0);
  const before = performance.now();
  t.is(socket.receive(into, 50), 0);
  const waited = performance.now() - before;
  t.true(waited >= 49, `${waited} ms`);
});

test('datagrams of other processes are not heard, and do not prolong the wait', (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  using stranger = new NetlinkSocket({ netns });
  for (let i = 0; i < 10; i++) stranger.send(acknowledged(1), socket.port);
  t.is(socket.receive(into), 0);
  stranger.send(acknowledged(1), socket.port);
  t.is(socket.receive(into, 30), 0);
  stranger.send(acknowledged(1), socket.port);
  socket.send(acknowledged(2));
  const size = socket.receive(into);
  t.deepEqual(
    headers(into, size).map(({ type, sequence }) => ({ type, sequence })),
    [{ type: NLMSG_ERROR, sequence: 2 }],
  );
});

test('a monitor hears its groups, and which one it was', (t) => {
  using netns = unshareNetns();
  using monitor = new NetlinkSocket({ netns, packetInfo: true });
  using requests = new NetlinkSocket({ netns });
  const set = (up: boolean): void => {
    requests.send(setLoopback(1, up));
    const size = requests.receive(into);
    t.is(headers(into, size)[0]?.status, 0);
    t.is(requests.group, 0);
  };
  set(true);
  t.is(monitor.receive(into), 0);
  monitor.addMembership(RTNLGRP_LINK);
  set(false);
  t.true(monitor.receive(into) > 0);
  t.is(monitor.group, RTNLGRP_LINK);
  monitor.dropMembership(RTNLGRP_LINK);
  while (monitor.receive(into) > 0);
  set(true);
  t.is(monitor.receive(into), 0);
  t.throws(() => monitor.addMembership(10_000), { instanceOf: SystemError, code: 'EINVAL' });
});

test('a monitor of all namespaces is told the nsid', (t) => {
  using outer = unshareNetns();
  using inner = unshareNetns();
  using requests = new NetlinkSocket({ netns: outer });
  // RTM_NEWNSID 88: NETNSA_FD (3) gets NETNSA_NSID (1) 42.
  const body = new Uint8Array(4 + 8 + 8);
  const view = new DataView(body.buffer);
  for (const [at, type, value] of [
    [4, 3, inner.fd],
    [12, 1, 42],
  ] as const) {
    view.setUint16(at, 8, true);
    view.setUint16(at + 2, type, true);
    view.setInt32(at + 4, value, true);
  }
  const message = new Uint8Array(16 + body.length);
  const header = new DataView(message.buffer);
  header.setUint32(0, message.length, true);
  header.setUint16(4, 88, true);
  header.setUint16(6, 5, true);
  header.setUint32(8, 1, true);
  message.set(body, 16);
  requests.send(message);
  t.is(headers(into, requests.receive(into))[0]?.status, 0);

  using monitor = new NetlinkSocket({ netns: outer, allNsid: true, packetInfo: true });
  monitor.addMembership(RTNLGRP_LINK);
  using inside = new NetlinkSocket({ netns: inner });
  inside.send(setLoopback(1, true));
  t.true(monitor.receive(into) > 0);
  t.is(monitor.nsid, 42);
  while (monitor.receive(into) > 0);
  requests.send(setLoopback(2, true));
  t.true(monitor.receive(into) > 0);
  t.is(monitor.nsid, -1);
});

function overrun(monitor: NetlinkSocket, requests: NetlinkSocket): void {
  monitor.addMembership(RTNLGRP_LINK);
  for (let i = 0; i < 50; i++) {
    requests.send(setLoopback(1, i % 2 === 0));
    requests.receive(into);
  }
}

test('a monitor that loses messages says so once, and goes on', (t) => {
  using netns = unshareNetns();
  using monitor = new NetlinkSocket({ netns, receiveBuffer: 4096 });
  using requests = new NetlinkSocket({ netns });
  overrun(monitor, requests);
  t.throws(() => monitor.receive(into), { instanceOf: SystemError, code: 'ENOBUFS' });
  let kept = 0;
  while (monitor.receive(into) > 0) kept++;
  t.true(kept > 0, 'what was queued before the loss can be read');
  requests.send(setLoopback(1, true));
  t.true(monitor.receive(into) > 0);
});

test('noEnobufs loses messages silently', (t) => {
  using netns = unshareNetns();
  using monitor = new NetlinkSocket({ netns, receiveBuffer: 4096, noEnobufs: true });
  using requests = new NetlinkSocket({ netns });
  overrun(monitor, requests);
  let kept = 0;
  while (monitor.receive(into) > 0) kept++;
  t.true(kept > 0 && kept < 50);
});

test('reopen: another socket, in the namespace of the first', (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns, receiveBuffer: 100_000, extendedAck: true });
  // The namespace has no other name left: only the socket knows it.
  netns.close();
  const { port, fd } = socket;
  socket.send(setLoopback(1, true));
  socket.reopen();
  t.not(socket.port, port);
  t.is(socket.receiveBuffer, 200_000);
  t.is(socket.receive(into), 0, 'the answer was due on the old socket');
  socket.send(dumpLinks(2));
  const size = socket.receive(into);
  const link = headers(into, size)[0];
  t.is(link?.type, RTM_NEWLINK);
  t.is(new DataView(into.buffer, into.byteOffset).getUint32(24, true) & 1, 1, 'lo is up: it is the same lo');
  t.throws(() => readlinkSync(`/proc/self/fd/${fd}`), { code: 'ENOENT' }, 'the old one is closed');
  socket.close();
  t.throws(() => socket.reopen(), { code: 'EBADF' });
});

test('reopen without privilege: in the same namespace, or not at all', async (t) => {
  const { stdout } = await runProgram('reopen', []);
  t.deepEqual(stdout.trim().split('\n'), [
    'here: reopened',
    'elsewhere: setns: Operation not permitted (EPERM), and still open',
  ]);
});

test('closing', async (t) => {
  const socket = new NetlinkSocket();
  t.true(socket.fd >= 0);
  socket.close();
  t.is(socket.fd, -1);
  socket.close();
  socket[Symbol.dispose]();
  await socket[Symbol.asyncDispose]();
  const expected = { instanceOf: SystemError, code: 'EBADF' };
  t.throws(() => socket.send(new Uint8Array(16)), expected);
  t.throws(() => socket.receive(into), expected);
  t.throws(() => socket.addMembership(1), expected);
  t.throws(() => socket.cancel(), expected);
  t.throws(() => socket.onReadable(() => {}), expected);
  t.throws(() => socket.rearm(), expected);
  t.throws(() => socket.offReadable(), expected);
  t.throws(() => socket.ref(), expected);
  t.throws(() => socket.unref(), expected);
  await t.throwsAsync(() => socket.transact(dumpLinks(1), 1, into), expected);
});

test('a closed namespace cannot be entered', (t) => {
  const netns = unshareNetns();
  netns.close();
  netns.close();
  t.is(netns.fd, -1);
  // -1 would mean "where the thread is".
  t.throws(() => new NetlinkSocket({ netns }), { instanceOf: SystemError, code: 'EBADF' });
  t.true(netns instanceof Netns);
});

test('SIGINT ends a program that waits in receive()', async (t) => {
  const before = performance.now();
  const outcome = await runProgram('wait', [], { onOutput: (pid) => process.kill(pid, 'SIGINT') });
  t.is(outcome.signal, 'SIGINT', outcome.stderr);
  t.true(performance.now() - before < 20_000);
});
