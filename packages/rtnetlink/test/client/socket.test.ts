/** The client on sockets of the kernel: small receive buffers, lost answers, strangers, echoes, large batches. */
import { NetlinkSocket } from '@iplink-ts/socket';
import test from 'ava';
import { type Address, addressMessage, RTM_NEWADDR } from '../../src/address.ts';
import { AsyncDriver } from '../../src/client/async.ts';
import { read } from '../../src/client/dump.ts';
import { NetlinkError } from '../../src/client/error.ts';
import { operations } from '../../src/client/objects.ts';
import { openTransport } from '../../src/client/open.ts';
import { ask, type Operation } from '../../src/client/request.ts';
import { Rtnl, RtnlSync } from '../../src/client/rtnl.ts';
import { NLM_F_CREATE, NLM_F_ECHO, NLM_F_EXCL, NLMSG_ERROR } from '../../src/message/header.ts';
import { message } from '../../src/testing.ts';
import { asyncHost, batchOf, hosts, ownNetns, syncHost } from '../live.ts';

const ENOBUFS = 105;

/** A blackhole route with a prefix of its own for each number. */
const route = (number: number): { dst: string; type: 'blackhole' } => ({
  dst: `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}/32`,
  type: 'blackhole',
});

function* routes(count: number): Generator<Operation<void>> {
  for (let number = 0; number < count; number++) yield operations.routes.add(route(number));
}

for (const receiveBuffer of [1, 106_496, 1 << 20]) {
  test(`a receive buffer of ${receiveBuffer}: no answer is lost, whatever is in flight`, async (t) => {
    const netns = ownNetns(t);
    await using host = await Rtnl.open({ netns: { fd: netns.fd }, receiveBuffer });
    await host.links.add({ ifname: 'br0', kind: 'bridge' });
    await host.links.set('lo', { up: true });
    const call = async (number: number): Promise<unknown> => {
      switch (number % 5) {
        case 0:
          return await host.links.get('br0');
        case 1:
          return await host.routes.get({ dst: '127.0.0.1' });
        case 2:
          return await host.links.list();
        case 3:
          return await host.routes.add(route(number));
        default:
          return await t.throwsAsync(host.links.set('none', { ifname: 'x'.repeat(20) }));
      }
    };
    await Promise.all(Array.from({ length: 400 }, (_, number) => call(number)));
    t.is((await host.routes.list({ type: 'blackhole' })).length, 80);
  });
}

for (const onWarning of [undefined, (): void => undefined]) {
  test(`what fails of many requests in one datagram, ${onWarning ? 'each' : 'only the last'} acknowledged`, async (t) => {
    const netns = ownNetns(t);
    await using host = await Rtnl.open({ netns: { fd: netns.fd }, onWarning });
    // Each route twice: the second is refused.
    const twice = Array.from({ length: 2000 }, (_, number) => operations.routes.add(route(number >> 1)));
    const results = await host.batch(twice);
    t.deepEqual(
      results.map((result) =>
        result.status === 'rejected' ? Reflect.get(Object(result.reason), 'code') : '',
      ),
      twice.map((_, number) => (number % 2 === 0 ? '' : 'EEXIST')),
    );
    t.is((await host.routes.list({ type: 'blackhole' })).length, 1000);
  });
}

test('answers that are really lost: unknown, and the client goes on in the same namespace', async (t) => {
  const netns = ownNetns(t);
  const socket = openTransport({ netns: { fd: netns.fd }, receiveBuffer: 1 });
  // It pretends to have room, so that the window is too large.
  const boastful = {
    get port(): number {
      return socket.port;
    },
    receiveBuffer: 1 << 30,
    transact: (...input: Parameters<NetlinkSocket['transact']>) => socket.transact(...input),
    reopen() {
      reopened++;
      socket.reopen();
    },
    close: () => socket.close(),
  };
  // With that, each success is answered.
  await using host = new Rtnl(boastful, { onWarning: () => undefined });
  let reopened = 0;
  const results = await host.batch(routes(1000));
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  t.true(reasons.length > 10, `${reasons.length} lost`);
  t.true(
    reasons.every(
      (reason) => reason instanceof NetlinkError && reason.errno === ENOBUFS && reason.outcome === 'unknown',
    ),
  );
  t.true(reopened > 0);
  const there = await host.routes.list({ type: 'blackhole' });
  t.is(there.length, 1000, 'all were executed, although their answers were lost');
});

test('forged answers of another process are not heard', async (t) => {
  const netns = ownNetns(t);
  const socket = openTransport({ netns: { fd: netns.fd } });
  using stranger = new NetlinkSocket({ netns });
  const forge = (sequence: number): void =>
    stranger.send(
      message({ sequence, port: socket.port }, NLMSG_ERROR, 0x100, (writer) => {
        writer.u32(0);
        writer.bytes(new Uint8Array(16));
      }),
      socket.port,
    );
  await using host = new Rtnl({
    port: socket.port,
    transact(request, sequence, into) {
      // Success for whatever is asked next, before the kernel says what it has to say.
      for (let ahead = sequence - 5; ahead < sequence + 5; ahead++) forge(ahead >>> 0);
      return socket.transact(request, sequence, into);
    },
    close: () => socket.close(),
  });
  await t.throwsAsync(host.links.get('none'), { code: 'ENODEV' });
  await t.throwsAsync(host.links.delete('none'), { code: 'ENODEV' });
  t.is((await host.links.list()).length, 1);
});

test('NLM_F_ECHO: the kernel answers a change with the object', async (t) => {
  const netns = ownNetns(t);
  const driver = new AsyncDriver(openTransport({ netns: { fd: netns.fd } }));
  function* add(): Operation<Address | undefined> {
    const { messages } = yield* ask({
      operation: 'add address',
      type: RTM_NEWADDR,
      flags: NLM_F_CREATE | NLM_F_EXCL | NLM_F_ECHO,
      body: addressMessage,
      message: { index: 1, address: '192.0.2.1/24', local: '192.0.2.1' },
      answer: read(RTM_NEWADDR, addressMessage),
    });
    return messages[0];
  }
  const address = await driver.run(add());
  t.is(address?.address, '192.0.2.1/24');
  t.is(address?.label, 'lo');
  driver.close();
});

test('an abort in the middle of a real dump disturbs nobody', async (t) => {
  const host = await asyncHost(t);
  await host.batch(routes(20_000));
  for (const after of [1, 500, 5000]) {
    const abort = new AbortController();
    const limited = host.with({ signal: abort.signal });
    let seen = 0;
    const stream = (async () => {
      for await (const _route of limited.routes.stream({ type: 'blackhole' }))
        if (++seen === after) abort.abort();
    })();
    const [list] = await Promise.all([
      host.routes.list({ type: 'blackhole' }),
      t.throwsAsync(stream, { any: true, name: 'AbortError' }),
    ]);
    t.is(seen, after);
    t.is(list.length, 20_000);
  }
});

for (const [name, open] of hosts) {
  test(`${name}: a batch in its order, and stopOnError is exact`, async (t) => {
    const host = await open(t);
    const results = await batchOf(host)([
      operations.links.add({ ifname: 'br0', kind: 'bridge' }),
      operations.links.add({ ifname: 'v0', kind: 'veth', master: 'br0' }),
      operations.links.set('v0', { up: true }),
      operations.addresses.add({ dev: 'br0', address: '192.0.2.1/24' }),
      operations.addresses.add({ dev: 'br0', address: '192.0.2.1/24' }),
      operations.links.set('br0', { up: true }),
      operations.routes.add({ dst: '198.51.100.0/24', via: '192.0.2.2' }),
    ]);
    t.deepEqual(
      results.map((result) =>
        result.status === 'rejected' ? Reflect.get(Object(result.reason), 'reason') : result.status,
      ),
      ['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'exists', 'fulfilled', 'fulfilled'],
    );
    const stopped = await batchOf(host)(
      [
        operations.links.set('br0', { mtu: 1400 }),
        operations.links.delete('none'),
        operations.links.delete('br0'),
      ],
      { stopOnError: true },
    );
    t.deepEqual(
      stopped.map(({ status }) => status),
      ['fulfilled', 'rejected', 'notSent'],
    );
    t.is((await host.links.get('br0')).mtu, 1400);
  });

  test(`${name}: 20,000 routes in a batch`, async (t) => {
    const host = await open(t);
    const one = performance.now();
    for (let number = 0; number < 2000; number++) await host.routes.add(route(number));
    const singly = ((performance.now() - one) / 2000) * 1000;
    const begin = performance.now();
    const results = await batchOf(host)(routes(20_000));
    const each = ((performance.now() - begin) / 20_000) * 1000;
    const strict = performance.now();
    await batchOf(host)(
      Array.from({ length: 2000 }, (_, number) => operations.routes.delete(route(number))),
      { stopOnError: true },
    );
    const stopping = ((performance.now() - strict) / 2000) * 1000;
    t.log(
      `${each.toFixed(1)} us a route in a batch, ${stopping.toFixed(1)} with stopOnError, ${singly.toFixed(1)} one by one`,
    );
    t.is(results.filter(({ status }) => status === 'rejected').length, 2000, 'those that were there');
    t.is((await host.routes.list({ type: 'blackhole' })).length, 18_000);
  });
}

test('sync: a stream in a small receive buffer, with changes from within the loop', (t) => {
  const netns = ownNetns(t);
  const other = syncHost(t, netns);
  other.batch(routes(3000));
  using host = RtnlSync.open({ netns: { fd: netns.fd }, receiveBuffer: 1 });
  let seen = 0;
  for (const _route of host.routes.stream({ type: 'blackhole' })) {
    if (seen++ % 500 === 0) t.is(host.links.get('lo').index, 1);
  }
  t.is(seen, 3000);
});
