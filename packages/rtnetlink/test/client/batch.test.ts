import test from 'ava';
import { RTM_NEWADDR } from '../../src/address.ts';
import { operations } from '../../src/client/objects.ts';
import { ask, type Operation } from '../../src/client/request.ts';
import { Rtnl, RtnlSync } from '../../src/client/rtnl.ts';
import { linkMessage, RTM_GETLINK, RTM_NEWLINK } from '../../src/link/link.ts';
import { refusal, type TestRequest, TestTransport } from '../../src/testing.ts';
import { batchOf } from '../live.ts';
import { kernel, NAMES } from './kernel.ts';

const refusing = (request: TestRequest): Uint8Array[] | undefined =>
  request.type === RTM_NEWLINK && request.read(linkMessage)?.ifname === 'b'
    ? [refusal(request, 16)]
    : undefined;

/** Both clients over the same kind of kernel; what is awaited may be there already. */
const clients = [
  ['sync', (transport: TestTransport) => new RtnlSync(transport)],
  ['async', (transport: TestTransport) => new Rtnl(transport)],
] as const;

const up = (ifname: string): Operation<void> => operations.links.set(ifname, { up: true });

const kindsSent = (transport: TestTransport): string[] =>
  transport.sent.map((datagram) =>
    datagram.map(({ type }) => (type === RTM_GETLINK ? 'get' : type === RTM_NEWADDR ? 'add' : 'set')).join(),
  );

for (const [name, open] of clients) {
  test(`${name}: many in one datagram, one result each, in order`, async (t) => {
    const transport = new TestTransport((request) => refusing(request) ?? kernel(request));
    const host = open(transport);
    const results = await batchOf(host)(NAMES.map(up));
    t.deepEqual(
      results.map(({ status }) => status),
      NAMES.map((ifname) => (ifname === 'b' ? 'rejected' : 'fulfilled')),
    );
    const failed = results[NAMES.indexOf('b')];
    t.is(
      failed?.status === 'rejected' ? String(failed.reason) : '',
      'NetlinkError: set link b: Device or resource busy (EBUSY)',
    );
    t.deepEqual(kindsSent(transport), [NAMES.map(() => 'set').join()]);
    t.deepEqual(
      transport.sent[0]?.map((request) => request.read(linkMessage)?.ifname),
      NAMES,
    );
    host.close();
  });

  test(`${name}: the results of a tuple have its types`, async (t) => {
    const host = open(new TestTransport(kernel));
    const [link, links, nothing] = await batchOf(host)([
      operations.links.get('b'),
      operations.links.list(),
      up('a'),
    ]);
    t.is(link.status === 'fulfilled' ? link.value.ifname : '', 'b');
    t.is(links.status === 'fulfilled' ? links.value.length : 0, NAMES.length);
    t.deepEqual(nothing, { status: 'fulfilled', value: undefined });
    t.deepEqual(await batchOf(host)([]), []);
    host.close();
  });

  test(`${name}: what an operation asks first keeps the next back; a change does not`, async (t) => {
    const transport = new TestTransport(kernel);
    const host = open(transport);
    await batchOf(host)([
      up('a'),
      operations.addresses.add({ dev: 'b', address: '192.0.2.1/24' }),
      operations.addresses.add({ dev: 3, address: '192.0.2.2/24' }),
      up('c'),
    ]);
    t.deepEqual(kindsSent(transport), ['set,get', 'add,add,set']);
    host.close();
  });

  test(`${name}: an operation that has more to change keeps the next back`, async (t) => {
    const transport = new TestTransport(kernel);
    const host = open(transport);
    function* twice(isFollowed: boolean): Operation<void> {
      const request = { type: RTM_NEWLINK, flags: 0, body: linkMessage, answer: () => undefined };
      yield* ask({ ...request, operation: 'first', message: { ifname: 'a' }, isFollowed });
      yield* ask({ ...request, operation: 'second', message: { ifname: 'b' } });
    }
    const names = (): unknown[] => transport.sent.flat().map((request) => request.read(linkMessage)?.ifname);
    await batchOf(host)([twice(true), up('c')]);
    t.deepEqual(names(), ['a', 'b', 'c']);
    await batchOf(host)([twice(false), up('c')]);
    t.deepEqual(names().slice(3), ['a', 'c', 'b']);
    host.close();
  });

  test(`${name}: stopOnError: nothing behind the failing one is sent`, async (t) => {
    const transport = new TestTransport((request) => refusing(request) ?? kernel(request));
    const host = open(transport);
    const results = await batchOf(host)(['lo', 'a', 'b', 'c', 'd'].map(up), { stopOnError: true });
    t.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected', 'notSent', 'notSent'],
    );
    t.deepEqual(kindsSent(transport), ['set', 'set', 'set']);
    host.close();
  });

  test(`${name}: an iterable is read as far ahead as can be sent`, async (t) => {
    let given = 0;
    let most = 0;
    let answered = 0;
    const transport = new TestTransport((request) => {
      answered++;
      most = Math.max(most, given - answered);
      return kernel(request);
    });
    const host = open(transport);
    function* many(): Generator<Operation<void>> {
      for (; given < 10_000; given++) yield up('a');
    }
    const results = await batchOf(host)(many());
    t.is(results.length, 10_000);
    t.true(results.every(({ status }) => status === 'fulfilled'));
    t.is(answered, 10_000);
    t.true(most <= 1024, `${most} read ahead`);
    // A full window in each datagram, but for those that fill up what is left of it.
    t.true(transport.sent.length <= 110, `${transport.sent.length} datagrams`);
    host.close();
  });

  test(`${name}: an iterable that throws: what was sent is awaited, then it rejects`, async (t) => {
    const transport = new TestTransport(kernel);
    const host = open(transport);
    function* broken(): Generator<Operation<void>> {
      yield up('a');
      throw new RangeError('no more');
    }
    const error = await t.throwsAsync(async () => batchOf(host)(broken()), { instanceOf: RangeError });
    t.is(error?.message, 'no more');
    t.is((await host.links.list()).length, NAMES.length);
    t.is(transport.sent.flat().length, 2);
    host.close();
  });

  test(`${name}: an iterable that throws behind what stopOnError stopped at: the batch rejects`, async (t) => {
    const transport = new TestTransport((request) => refusing(request) ?? kernel(request));
    const host = open(transport);
    function* broken(): Generator<Operation<void>> {
      yield up('b');
      yield up('c');
      throw new RangeError('no more');
    }
    const error = await t.throwsAsync(async () => batchOf(host)(broken(), { stopOnError: true }), {
      instanceOf: RangeError,
    });
    t.is(error?.message, 'no more');
    t.deepEqual(kindsSent(transport), ['set']);
    t.is((await host.links.list()).length, NAMES.length, 'the client goes on');
    host.close();
  });

  test(`${name}: a value that cannot be written is the result of its own operation`, async (t) => {
    const host = open(new TestTransport(kernel));
    const results = await batchOf(host)([up('a'), operations.links.set(1, { mtu: -1 }), up('c')]);
    t.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    host.close();
  });

  test(`${name}: a closed client`, async (t) => {
    const host = open(new TestTransport(kernel));
    host.close();
    await t.throwsAsync(async () => batchOf(host)([up('a'), up('b')]), {
      message: 'batch: the client was closed before the request was sent (ECANCELED)',
    });
  });
}

test('async: close while a batch runs rejects it', async (t) => {
  const host = new Rtnl(new TestTransport(() => []));
  const batch = host.batch([up('a'), up('b')]);
  await Promise.resolve();
  await Promise.resolve();
  host.close();
  await t.throwsAsync(batch, {
    message:
      'batch: the client was closed before the answer came; whether the request was executed is unknown (ECANCELED)',
  });
});

test('async: other calls go on beside a batch', async (t) => {
  await using host = new Rtnl(new TestTransport(kernel));
  const order: string[] = [];
  const batch = host.batch(Array.from({ length: 5000 }, () => up('a'))).then(() => order.push('batch'));
  const get = host.links.get('b').then(() => order.push('get'));
  await Promise.all([batch, get]);
  t.deepEqual(order, ['get', 'batch']);
});
