import { readFile } from 'node:fs/promises';
import test from 'ava';
import { NetlinkSocket, SystemError, unshareNetns } from '../src/index.ts';
import {
  acknowledged,
  blackholeRoutes,
  concat,
  dumpLinks,
  dumpRoutes,
  headers,
  NLMSG_DONE,
  NLMSG_ERROR,
  RTM_NEWLINK,
  setLoopback,
} from './messages.ts';
import { runProgram } from './program.ts';

const cancelled = { instanceOf: SystemError, code: 'ECANCELED' };
/** No request has this sequence: a transact for it ends only when cancelled. */
const NEVER = 0xffff_ffff;

test('a dump in one call', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  const into = new Uint8Array(1 << 17);
  const { bytes, terminated } = await socket.transact(dumpLinks(3), 3, into);
  t.true(terminated);
  const found = headers(into, bytes);
  t.true(found.length >= 2);
  t.is(found.at(-1)?.type, NLMSG_DONE);
  t.true(found.every(({ sequence }) => sequence === 3));
});

test('a dump larger than the buffer comes in chunks, none lost', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns, sendBuffer: 1 << 20 });
  for (let first = 0; first < 6000; first += 1000) socket.send(blackholeRoutes(first, 1000));
  t.is(socket.receive(new Uint8Array(100)), 0, 'no route was refused');
  const into = new Uint8Array(65536 + 40_000);
  let request: Uint8Array | undefined = dumpRoutes(9);
  let routes = 0;
  let chunks = 0;
  for (let terminated = false; !terminated; request = undefined) {
    const received = await socket.transact(request, 9, into);
    terminated = received.terminated;
    chunks++;
    t.true(received.bytes > 0 && received.bytes <= into.length);
    const found = headers(into, received.bytes);
    routes += found.filter(({ type }) => type === 24).length;
    t.is(
      found.some(({ type }) => type === NLMSG_DONE),
      terminated,
    );
  }
  t.is(routes, 6000);
  t.true(chunks >= 3, `${chunks} chunks`);
});

test('several requests in one datagram are all answered', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  const into = new Uint8Array(1 << 17);
  const requests = concat([acknowledged(1), setLoopback(2, true), acknowledged(3)]);
  const { bytes, terminated } = await socket.transact(requests, 3, into);
  t.true(terminated);
  t.deepEqual(
    headers(into, bytes).map(({ type, sequence, status }) => [type, sequence, status]),
    [1, 2, 3].map((sequence) => [NLMSG_ERROR, sequence, 0]),
  );
});

test('an error terminates', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  const into = new Uint8Array(1 << 17);
  const request = setLoopback(5, true);
  new DataView(request.buffer).setInt32(20, 4711, true);
  const { bytes, terminated } = await socket.transact(request, 5, into);
  t.true(terminated);
  t.is(headers(into, bytes)[0]?.status, -19);
});

test('the request may be changed as soon as transact was called', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  const into = new Uint8Array(1 << 17);
  const request = acknowledged(5);
  const answer = socket.transact(request, 5, into);
  request.fill(0xff);
  t.true((await answer).terminated);
});

test('datagrams of other processes do not end it, nor come with it', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  using stranger = new NetlinkSocket({ netns });
  const into = new Uint8Array(1 << 17);
  const forged = acknowledged(NEVER);
  new DataView(forged.buffer).setUint16(4, NLMSG_DONE, true);
  let settled = false;
  const answer = socket.transact(undefined, NEVER, into).finally(() => {
    settled = true;
  });
  stranger.send(forged, socket.port);
  await new Promise((resolve) => setTimeout(resolve, 50));
  t.false(settled);
  socket.cancel();
  await t.throwsAsync(answer, cancelled);
  const { bytes } = await socket.transact(acknowledged(1), 1, into);
  t.deepEqual(
    headers(into, bytes).map(({ sequence }) => sequence),
    [1],
  );
});

test('a datagram larger than the buffer waits for a larger one', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  const small = new Uint8Array(100).fill(0xaa);
  t.deepEqual(await socket.transact(dumpLinks(1), 1, small.subarray(0, 64)), { bytes: 0, terminated: false });
  t.deepEqual(small.subarray(64), new Uint8Array(36).fill(0xaa));
  t.deepEqual(await socket.transact(undefined, 1, new Uint8Array(0)), { bytes: 0, terminated: false });
  const into = new Uint8Array(1 << 17);
  const { bytes, terminated } = await socket.transact(undefined, 1, into);
  t.true(terminated);
  const found = headers(into, bytes);
  t.deepEqual([found[0]?.type, found.at(-1)?.type], [RTM_NEWLINK, NLMSG_DONE]);
});

test('what was received before a datagram that does not fit is given first', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns, sendBuffer: 1 << 20 });
  socket.send(blackholeRoutes(0, 1000));
  t.is(socket.receive(new Uint8Array(100)), 0, 'no route was refused');
  // The acknowledgement needs 36 bytes; the datagram of the dump behind it, thousands; and 64 KiB must seem left.
  const into = new Uint8Array(65536 + 40);
  const rest = new Uint8Array(1 << 20);
  const requests = concat([acknowledged(1), dumpRoutes(2)]);
  const first = await socket.transact(requests, 2, into);
  t.true(first.bytes > 0);
  let routes = headers(into, first.bytes).filter(({ type }) => type === 24).length;
  for (let { terminated } = first; !terminated; ) {
    const next = await socket.transact(undefined, 2, rest);
    routes += headers(rest, next.bytes).filter(({ type }) => type === 24).length;
    terminated = next.terminated;
  }
  t.is(routes, 1000);
});

test('lost answers are ENOBUFS', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns, sendBuffer: 1 << 20 });
  const requests = Array.from({ length: 5000 }, (_, index) => acknowledged(index + 1));
  await t.throwsAsync(socket.transact(concat(requests), 5000, new Uint8Array(1 << 20)), {
    instanceOf: SystemError,
    code: 'ENOBUFS',
  });
});

test('a request that cannot be sent rejects', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns, sendBuffer: 8192 });
  await t.throwsAsync(socket.transact(new Uint8Array(1 << 20), 1, new Uint8Array(1 << 17)), {
    instanceOf: SystemError,
    code: 'EMSGSIZE',
  });
});

test('one at a time', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  const into = new Uint8Array(1 << 17);
  const first = socket.transact(undefined, NEVER, into);
  await t.throwsAsync(socket.transact(dumpLinks(1), 1, into), { instanceOf: SystemError, code: 'EBUSY' });
  socket.cancel();
  await t.throwsAsync(first, cancelled);
  t.true((await socket.transact(dumpLinks(1), 1, into)).terminated);
});

test('cancel ends what is in flight at once, and only that', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  const into = new Uint8Array(1 << 17);
  socket.cancel();
  for (let round = 0; round < 200; round++) {
    const waiting = socket.transact(undefined, NEVER, into);
    if (round % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
    socket.cancel();
    socket.cancel();
    await t.throwsAsync(waiting, cancelled);
    socket.cancel();
    const { terminated } = await socket.transact(acknowledged(round + 1), round + 1, into);
    t.true(terminated);
  }
});

test('cancel races with the answer: either wins, and the next transact is not disturbed', async (t) => {
  using netns = unshareNetns();
  using socket = new NetlinkSocket({ netns });
  const into = new Uint8Array(1 << 17);
  let won = 0;
  for (let round = 1; round <= 500; round++) {
    const racing = socket.transact(acknowledged(round), round, into);
    for (let spin = 0; spin < round * 20; spin++) into.length;
    socket.cancel();
    try {
      won += Number((await racing).terminated);
    } catch (error) {
      t.is(error instanceof SystemError && error.code, 'ECANCELED');
      while (socket.receive(into) > 0);
    }
    t.true((await socket.transact(dumpLinks(1000 + round), 1000 + round, into)).terminated);
  }
  t.log(`the answer won ${won} of 500 races`);
});

test('close with a request in flight', async (t) => {
  using netns = unshareNetns();
  for (let round = 0; round < 200; round++) {
    const socket = new NetlinkSocket({ netns });
    const waiting = socket.transact(undefined, NEVER, new Uint8Array(1 << 17));
    if (round % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
    const before = performance.now();
    socket.close();
    await t.throwsAsync(waiting, cancelled);
    const took = performance.now() - before;
    t.true(took < 1000, `${took} ms`);
  }
});

test('close races with the answer', async (t) => {
  using netns = unshareNetns();
  for (let round = 0; round < 300; round++) {
    const socket = new NetlinkSocket({ netns });
    const into = new Uint8Array(1 << 17);
    const racing = socket.transact(dumpLinks(1), 1, into);
    for (let spin = 0; spin < round * 40; spin++) into.length;
    socket.close();
    const outcome = await racing.then(
      ({ terminated }) => (terminated ? 'answered' : 'partial'),
      (error: unknown) => (error instanceof SystemError ? error.code : 'foreign'),
    );
    t.true(outcome === 'answered' || outcome === 'ECANCELED', outcome);
  }
});

test('the descriptor of a closed socket is not reused while its thread has it', async (t) => {
  using netns = unshareNetns();
  const closing: Promise<unknown>[] = [];
  const into = new Uint8Array(1 << 17);
  for (let round = 0; round < 300; round++) {
    const socket = new NetlinkSocket({ netns });
    closing.push(t.throwsAsync(socket.transact(undefined, NEVER, new Uint8Array(65536)), cancelled));
    socket.close();
    using next = new NetlinkSocket({ netns });
    t.true((await next.transact(acknowledged(1), 1, into)).terminated);
  }
  await Promise.all(closing);
});

test('sockets do not wait for each other, nor does the thread pool of the host wait for them', async (t) => {
  using netns = unshareNetns();
  // More than the four threads of libuv's pool.
  const sockets = Array.from({ length: 16 }, () => new NetlinkSocket({ netns }));
  const waiting = sockets.map((socket) =>
    t.throwsAsync(socket.transact(undefined, NEVER, new Uint8Array(65536)), cancelled),
  );
  t.true((await readFile('/proc/self/stat')).length > 0);
  using other = new NetlinkSocket({ netns });
  t.true((await other.transact(dumpLinks(1), 1, new Uint8Array(1 << 17))).terminated);
  for (const socket of sockets) socket.close();
  await Promise.all(waiting);
});

test('the buffer is kept while the thread writes into it', async (t) => {
  const outcome = await runProgram('collect-garbage', [], { execArgv: ['--expose-gc'] });
  t.is(outcome.code, 0, outcome.stderr);
});

test('an idle socket does not keep a program alive, a transact in flight does', async (t) => {
  const idle = await runProgram('idle');
  t.deepEqual([idle.code, idle.stdout], [0, 'answered\n'], idle.stderr);
  const busy = await runProgram('in-flight');
  t.deepEqual([busy.code, busy.stdout], [0, 'ECANCELED\n'], busy.stderr);
});
