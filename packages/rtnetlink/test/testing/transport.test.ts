import test from 'ava';
import { Reader } from '../../src/bytes/reader.ts';
import { Rtnl, RtnlSync } from '../../src/client/rtnl.ts';
import { linkMessage, RTM_NEWLINK } from '../../src/link/link.ts';
import { forEachMessage, NLMSG_HDRLEN } from '../../src/message/header.ts';
import { ack, data, done, refusal, TestTransport } from '../../src/testing.ts';

const NAMES = ['a', 'b', 'c'];
const links = (): TestTransport =>
  new TestTransport((request) =>
    request.isDump
      ? [...NAMES.map((ifname) => data(request, RTM_NEWLINK, linkMessage, { ifname })), done(request)]
      : [ack(request)],
  );

test('the example of the module', async (t) => {
  using sync = new RtnlSync(links());
  t.deepEqual(
    sync.links.list().map(({ ifname }) => ifname),
    NAMES,
  );
  await using async = new Rtnl(links());
  t.is((await async.links.list()).length, 3);
});

/** The names of the links in each datagram of a dump. */
function datagrams(messagesPerDatagram?: number): string[] {
  const transport = new TestTransport(
    (request) => [
      ...NAMES.map((ifname) => data(request, RTM_NEWLINK, linkMessage, { ifname })),
      done(request),
    ],
    messagesPerDatagram === undefined ? {} : { messagesPerDatagram },
  );
  transport.send(new Uint8Array([16, 0, 0, 0, 18, 0, 5, 3, 1, 0, 0, 0, 0, 0, 0, 0]));
  const seen: string[] = [];
  const reader = new Reader(new ArrayBuffer(4096));
  for (let length = transport.receive(reader.u8); length > 0; length = transport.receive(reader.u8)) {
    let names = '';
    forEachMessage(reader, 0, length, ({ type, start, end }) => {
      names +=
        type === RTM_NEWLINK ? (linkMessage.read(reader, start + NLMSG_HDRLEN, end)?.ifname ?? '?') : '.';
    });
    seen.push(names);
  }
  return seen;
}

test('a dump comes in several datagrams', (t) => {
  t.deepEqual(datagrams(), ['ab', 'c.']);
  t.deepEqual(datagrams(1), ['a', 'b', 'c', '.']);
  t.deepEqual(datagrams(9), ['abc.']);
});

test('a second dump meanwhile is busy, as with the kernel', (t) => {
  const transport = links();
  const dump = new Uint8Array([16, 0, 0, 0, 18, 0, 5, 3, 1, 0, 0, 0, 0, 0, 0, 0]);
  transport.send(dump);
  transport.send(dump);
  const into = new Uint8Array(4096);
  transport.receive(into);
  transport.receive(into);
  t.is(new DataView(into.buffer).getInt32(16, true), -16);
});

test('a full receive buffer loses answers, and says so once', (t) => {
  const transport = new TestTransport((request) => [ack(request)], { capacity: 2, port: 9 });
  t.is(transport.port, 9);
  const set = new Uint8Array([16, 0, 0, 0, 16, 0, 5, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
  for (let times = 0; times < 3; times++) transport.send(set);
  const into = new Uint8Array(4096);
  t.throws(() => transport.receive(into), { code: 'ENOBUFS' });
  t.true(transport.receive(into) > 0);
  t.true(transport.receive(into) > 0);
  t.is(transport.receive(into), 0);
});

test('errors in the place of replies, in dumps too', (t) => {
  const transport = new TestTransport((request) =>
    request.isDump
      ? [data(request, RTM_NEWLINK, linkMessage, { ifname: 'a' }), new RangeError('within'), done(request)]
      : [new RangeError('at once')],
  );
  using host = new RtnlSync(transport);
  t.is(t.throws(() => host.links.get(1))?.cause instanceof RangeError, true);
  t.is(t.throws(() => host.links.list())?.cause instanceof RangeError, true);
});

test('what was sent is kept, and read', (t) => {
  const transport = links();
  using host = new RtnlSync(transport);
  host.links.set('a', { mtu: 1400 });
  const request = transport.sent[0]?.[0];
  t.is(request?.read(linkMessage)?.mtu, 1400);
  t.is(request?.type, RTM_NEWLINK);
  t.false(request?.isDump);
});

test('what nobody asked for, and what has no answer, wakes or waits', async (t) => {
  const transport = new TestTransport(() => []);
  const waiting = transport.transact(undefined, 1, new Uint8Array(64));
  await t.throwsAsync(transport.transact(undefined, 1, new Uint8Array(64)), { code: 'EBUSY' });
  transport.deliver(new Uint8Array(16));
  t.deepEqual(await waiting, { bytes: 16, terminated: false });
  const refused = refusal(
    {
      type: 16,
      flags: 5,
      sequence: 1,
      port: 1,
      isDump: false,
      bytes: new Uint8Array(32),
      read: () => undefined,
    },
    1,
  );
  t.is(refused.length, 36);
  const closing = transport.transact(undefined, 1, new Uint8Array(64));
  await Promise.resolve();
  await Promise.resolve();
  transport[Symbol.dispose]();
  await t.throwsAsync(closing, { code: 'ECANCELED' });
  t.throws(() => transport.receive(new Uint8Array(4)), { code: 'EBADF' });
});
