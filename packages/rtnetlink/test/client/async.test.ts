import { setTimeout as pause } from 'node:timers/promises';
import { SystemError } from '@iplink-ts/socket';
import test from 'ava';
import { addressMessage, RTM_GETADDR, RTM_NEWADDR } from '../../src/address.ts';
import { AsyncDriver } from '../../src/client/async.ts';
import { DumpInterruptedError, NetlinkError } from '../../src/client/error.ts';
import { ask } from '../../src/client/request.ts';
import { Rtnl } from '../../src/client/rtnl.ts';
import { linkMessage, RTM_GETLINK, RTM_NEWLINK } from '../../src/link/link.ts';
import { NLM_F_DUMP, NLM_F_DUMP_INTR, NLM_F_MULTI } from '../../src/message/header.ts';
import { ack, data, done, type Reply, refusal, type TestRequest, TestTransport } from '../../src/testing.ts';

const NAMES = Array.from({ length: 9 }, (_, index) => `link${index}`);

const link = (request: TestRequest, ifname: string, flags?: number): Uint8Array =>
  data(request, RTM_NEWLINK, linkMessage, { index: NAMES.indexOf(ifname) + 1, ifname }, flags);

function kernel(request: TestRequest): Reply[] {
  if (request.isDump)
    return request.type === RTM_GETADDR
      ? [data(request, RTM_NEWADDR, addressMessage, { address: '192.0.2.1/24' }), done(request)]
      : [...NAMES.map((name) => link(request, name)), done(request)];
  if (request.type !== RTM_GETLINK) return [ack(request)];
  const name = request.read(linkMessage)?.ifname ?? '';
  return NAMES.includes(name) ? [link(request, name), ack(request)] : [refusal(request, 19)];
}

test('dumps that overlap are queued; other requests go between', async (t) => {
  const transport = new TestTransport(kernel);
  await using host = new Rtnl(transport);
  const [links, addresses, again, one] = await Promise.all([
    host.links.list(),
    host.addresses.list(),
    host.links.list(),
    host.links.get('link3'),
  ]);
  t.deepEqual([links.length, addresses.length, again.length, one.index], [9, 1, 9, 4]);
});

test('requests made in one turn share a datagram', async (t) => {
  const transport = new TestTransport(kernel);
  await using host = new Rtnl(transport);
  await Promise.all(NAMES.map((name) => host.links.set(name, { up: true })));
  t.deepEqual(
    transport.sent.map((datagram) => datagram.length),
    [NAMES.length],
  );
});

test('one refusal among many', async (t) => {
  const transport = new TestTransport((request) =>
    request.read(linkMessage)?.index === 3 ? [refusal(request, 19)] : [ack(request)],
  );
  await using host = new Rtnl(transport);
  const results = await Promise.allSettled([1, 2, 3, 4].map((index) => host.links.set(index, { up: true })));
  t.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  );
});

test('a thousand requests at once: never more than the receive buffer holds', async (t) => {
  const transport = new TestTransport(kernel, { capacity: 128 });
  await using host = new Rtnl(transport);
  await Promise.all(Array.from({ length: 1000 }, (_, index) => host.links.set(index + 1, { up: true })));
  t.is(transport.sent.flat().length, 1000);
});

test('stream gives what list gives', async (t) => {
  await using host = new Rtnl(new TestTransport(kernel));
  const seen: unknown[] = [];
  for await (const { ifname } of host.links.stream()) seen.push(ifname);
  t.deepEqual(seen, NAMES);
});

test('list: the next part is received while one is read, each in a turn of the event loop', async (t) => {
  const transport = new TestTransport(kernel);
  let calls = 0;
  const driver = new AsyncDriver(
    {
      port: transport.port,
      transact(...input) {
        calls++;
        return transport.transact(...input);
      },
      close: () => transport.close(),
    },
    () => undefined,
  );
  let turns = 0;
  let turning = setImmediate(function count() {
    turns++;
    turning = setImmediate(count);
  });
  const { messages } = await driver.run(
    ask({
      operation: 'list links',
      type: RTM_GETLINK,
      flags: NLM_F_DUMP,
      body: linkMessage,
      message: {},
      answer: () => ({ calls, turns }),
    }),
  );
  clearImmediate(turning);
  driver.close();
  t.deepEqual(
    messages.map((message) => message.calls),
    [2, 2, 3, 3, 4, 4, 5, 5, 5],
  );
  t.is(new Set(messages.map((message) => message.turns)).size, 5);
});

test('stream: a slow consumer holds the rest of the dump back', async (t) => {
  let received = 0;
  const transport = new TestTransport(kernel);
  await using host = new Rtnl({
    port: transport.port,
    transact(...input) {
      received++;
      return transport.transact(...input);
    },
    close: () => transport.close(),
  });
  const counts: number[] = [];
  for await (const _link of host.links.stream()) {
    await pause(1);
    counts.push(received);
  }
  t.deepEqual(counts.slice(0, 4), [1, 1, 2, 2]);
  t.is(received, 5);
});

test('stream: requests, dumps and streams from within the loop', async (t) => {
  await using host = new Rtnl(new TestTransport(kernel));
  const seen: unknown[] = [];
  for await (const { ifname } of host.links.stream()) {
    const { index } = await host.links.get(ifname ?? '');
    const { length } = await host.addresses.list();
    for await (const address of host.addresses.stream()) seen.push(ifname, index, length, address.address);
  }
  t.deepEqual(
    seen,
    NAMES.flatMap((name, index) => [name, index + 1, 1, '192.0.2.1/24']),
  );
});

test('stream: leaving early drains the dump before the next', async (t) => {
  await using host = new Rtnl(new TestTransport(kernel));
  for await (const { ifname } of host.links.stream()) if (ifname === 'link1') break;
  t.is((await host.links.list()).length, 9);
});

test('stream: an interruption is told at the end, a failure when it comes', async (t) => {
  const transport = new TestTransport((request) => [
    link(request, 'link0', NLM_F_MULTI | NLM_F_DUMP_INTR),
    request.read(linkMessage)?.family === 7 ? done(request, 95) : done(request),
  ]);
  await using host = new Rtnl(transport);
  const all = async (family: number): Promise<unknown[]> => {
    const seen: unknown[] = [];
    for await (const { ifname } of host.links.stream({ family })) seen.push(ifname);
    return seen;
  };
  await t.throwsAsync(all(0), { instanceOf: DumpInterruptedError });
  await t.throwsAsync(all(7), { code: 'EOPNOTSUPP' });
  await t.throwsAsync(host.links.list(), { instanceOf: DumpInterruptedError });
});

test('ENOBUFS fails all that is pending, and the client goes on', async (t) => {
  let broken = true;
  const transport = new TestTransport((request) => {
    if (!broken) return kernel(request);
    broken = false;
    return [new SystemError(105, 'recvmsg')];
  });
  await using host = new Rtnl(transport);
  const results = await Promise.allSettled([
    host.links.set(1, { up: true }),
    host.links.set(2, { up: true }),
  ]);
  t.deepEqual(
    results.map((result) => (result.status === 'rejected' ? result.reason.message : result.status)),
    [1, 2].map(
      (index) =>
        `set link ${index}: the answer was lost; whether the request was executed is unknown (ENOBUFS)`,
    ),
  );
  t.is((await host.links.list()).length, 9);
});

test('an answer that is larger than the buffer is received into a larger one', async (t) => {
  const transport = new TestTransport((request) => [
    data(request, RTM_NEWLINK, linkMessage, {
      index: 1,
      unknown: Array.from({ length: 9 }, () => ({ type: 999, bytes: new Uint8Array(60_000) })),
    }),
    ack(request),
  ]);
  await using host = new Rtnl(transport);
  t.is((await host.links.get(1)).unknown?.length, 9);
});

test('close rejects what is in flight, and what is queued, with ECANCELED', async (t) => {
  const transport = new TestTransport(() => []);
  const host = new Rtnl(transport);
  const running = [host.links.list(), host.addresses.list(), host.links.set(1, { up: true })];
  await pause(1);
  host.close();
  for (const result of await Promise.allSettled(running)) {
    if (result.status !== 'rejected') return t.fail();
    t.true(result.reason instanceof NetlinkError);
    t.is(result.reason.code, 'ECANCELED');
  }
  await t.throwsAsync(host.links.list(), { code: 'EBADF' });
});

test('a value that cannot be written rejects, and the client goes on', async (t) => {
  await using host = new Rtnl(new TestTransport(kernel));
  await t.throwsAsync(host.links.set(1, { mtu: 1.5 }), { name: 'EncodeError' });
  t.is((await host.links.list()).length, 9);
});

test('a warning of a request that succeeded', async (t) => {
  const warnings: string[][] = [];
  const transport = new TestTransport((request) => [ack(request, { message: 'that is obsolete' })]);
  await using host = new Rtnl(transport, { onWarning: (...warning) => warnings.push(warning) });
  await host.links.set(1, { up: true });
  t.deepEqual(warnings, [['that is obsolete', 'set link 1']]);
});
