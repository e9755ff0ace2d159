import { SystemError } from '@iplink-ts/socket';
import test from 'ava';
import { addressMessage, RTM_GETADDR, RTM_NEWADDR } from '../../src/address.ts';
import { DumpInterruptedError, NetlinkError } from '../../src/client/error.ts';
import { RtnlSync } from '../../src/client/rtnl.ts';
import { linkMessage, RTM_GETLINK, RTM_NEWLINK } from '../../src/link/link.ts';
import { NLM_F_DUMP_INTR, NLM_F_MULTI } from '../../src/message/header.ts';
import { ack, data, done, type Reply, refusal, type TestRequest, TestTransport } from '../../src/testing.ts';

const NAMES = ['lo', 'a', 'b', 'c', 'd'];

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

test('list, get, set', (t) => {
  const transport = new TestTransport(kernel);
  using host = new RtnlSync(transport);
  t.deepEqual(
    host.links.list().map(({ ifname }) => ifname),
    NAMES,
  );
  t.is(host.links.get('b').index, 3);
  host.links.set('b', { up: true });
  const request = transport.sent.at(-1)?.[0]?.read(linkMessage);
  t.deepEqual([request?.ifname, request?.flags, request?.change], ['b', ['up'], 1]);
});

test('a name is resolved where an index is needed; one that does not exist names the operation', (t) => {
  const transport = new TestTransport(kernel);
  using host = new RtnlSync(transport);
  host.addresses.add({ dev: 'c', address: '192.0.2.1/24' });
  const request = transport.sent.at(-1)?.[0]?.read(addressMessage);
  t.is(request?.index, 4);
  const error = t.throws(() => host.addresses.add({ dev: 'none', address: '192.0.2.1/24' }), {
    instanceOf: NetlinkError,
  });
  t.is(error.message, 'add address 192.0.2.1/24: find link none: No such device (ENODEV)');
  t.is(error.code, 'ENODEV');
});

test('an interrupted dump is tried again', (t) => {
  let dumps = 0;
  const transport = new TestTransport((request) => {
    dumps++;
    const flags = NLM_F_MULTI | (dumps < 4 ? NLM_F_DUMP_INTR : 0);
    return [link(request, 'a', flags), link(request, 'b', NLM_F_MULTI), done(request)];
  });
  using host = new RtnlSync(transport);
  t.is(host.links.list().length, 2);
  t.is(dumps, 4);
});

test('a dump that stays interrupted fails after 10 more tries, with what it had', (t) => {
  let dumps = 0;
  const transport = new TestTransport((request) => {
    dumps++;
    return [link(request, 'a', NLM_F_MULTI | NLM_F_DUMP_INTR), done(request)];
  });
  using host = new RtnlSync(transport);
  const error = t.throws(() => host.links.list(), { instanceOf: DumpInterruptedError });
  t.is(dumps, 11);
  t.is(error.message, 'list links: dump was interrupted and may be inconsistent (EINTR)');
  t.deepEqual(
    error.messages.map((link) => Reflect.get(Object(link), 'ifname')),
    ['a'],
  );
});

test('a warning of a request that succeeded', (t) => {
  const warnings: string[][] = [];
  const transport = new TestTransport((request) => [ack(request, { message: 'that is obsolete' })]);
  using host = new RtnlSync(transport, { onWarning: (...warning) => warnings.push(warning) });
  host.links.set(1, { up: true });
  t.deepEqual(warnings, [['that is obsolete', 'set link 1']]);
});

test('stream: the next datagram is received when this one is consumed', (t) => {
  const received: string[] = [];
  const transport = new TestTransport(kernel);
  using host = new RtnlSync({
    port: transport.port,
    send: (datagram) => transport.send(datagram),
    receive(into) {
      received.push('datagram');
      return transport.receive(into);
    },
    close: () => transport.close(),
  });
  const counts: number[] = [];
  for (const _link of host.links.stream()) counts.push(received.length);
  t.deepEqual(counts, [1, 1, 2, 2, 3]);
});

test('stream: leaving early drains the dump before the next', (t) => {
  const transport = new TestTransport(kernel);
  using host = new RtnlSync(transport);
  for (const { ifname } of host.links.stream()) if (ifname === 'a') break;
  t.is(host.links.list().length, 5);
  t.is(host.addresses.list().length, 1);
});

test('stream: other requests, and other dumps, from within the loop', (t) => {
  const transport = new TestTransport(kernel);
  using host = new RtnlSync(transport);
  const seen: (string | undefined)[] = [];
  for (const { ifname } of host.links.stream()) {
    seen.push(ifname, host.links.get(ifname ?? '').ifname);
    t.is(host.addresses.list().length, 1);
  }
  t.deepEqual(
    seen,
    NAMES.flatMap((name) => [name, name]),
  );
});

test('stream: an interruption is told at the end, a failure when it comes', (t) => {
  const transport = new TestTransport((request) => [
    link(request, 'a', NLM_F_MULTI | NLM_F_DUMP_INTR),
    request.read(linkMessage)?.family === 7 ? done(request, 95) : done(request),
  ]);
  using host = new RtnlSync(transport);
  const seen: unknown[] = [];
  t.throws(
    () => {
      for (const { ifname } of host.links.stream()) seen.push(ifname);
    },
    { instanceOf: DumpInterruptedError },
  );
  t.throws(
    () => {
      for (const { ifname } of host.links.stream({ family: 7 })) seen.push(ifname);
    },
    { instanceOf: NetlinkError, message: 'list links: Operation not supported (EOPNOTSUPP)' },
  );
  t.deepEqual(seen, ['a', 'a']);
});

test('a lost answer says that it is unknown whether the request was executed', (t) => {
  const lost = new SystemError(105, 'recvmsg');
  const transport = new TestTransport(() => [lost]);
  using host = new RtnlSync(transport);
  const error = t.throws(() => host.links.set(1, { up: true }), { instanceOf: NetlinkError });
  t.is(
    error.message,
    'set link 1: the answer was lost; whether the request was executed is unknown (ENOBUFS)',
  );
  t.is(error.cause, lost);
});

test('an answer that is larger than the buffer is received into a larger one', (t) => {
  const alias = 'x'.repeat(60_000);
  const transport = new TestTransport((request) => [
    data(request, RTM_NEWLINK, linkMessage, {
      index: 1,
      unknown: Array.from({ length: 9 }, () => ({ type: 999, bytes: Buffer.from(alias) })),
    }),
    ack(request),
  ]);
  using host = new RtnlSync(transport);
  t.is(host.links.get(1).unknown?.length, 9);
});

test('no answer at all is an error', (t) => {
  using host = new RtnlSync(new TestTransport(() => []));
  t.throws(() => host.links.get(1), { instanceOf: NetlinkError, message: /ETIMEDOUT/ });
});

test('an acknowledgement without the object that was asked for is an error', (t) => {
  using host = new RtnlSync(new TestTransport((request) => [ack(request)]));
  t.throws(() => host.links.get(1), { message: 'get link 1: no link in the answer (EINVAL)' });
  t.throws(() => host.routes.get({ dst: '192.0.2.1' }), { code: 'ENOENT' });
  t.throws(() => host.neighbours.get({ dev: 1, dst: '192.0.2.1' }), { code: 'ENOENT' });
  t.throws(() => host.addresses.add({ dev: 'x', address: '192.0.2.1/24' }), { code: 'ENODEV' });
});

test('a value that cannot be written never reaches the kernel, and the client goes on', (t) => {
  const transport = new TestTransport(kernel);
  using host = new RtnlSync(transport);
  t.throws(() => host.links.set(1, { mtu: -1 }), {
    name: 'EncodeError',
    message: 'mtu: expected an integer from 0 to 4294967295, got -1',
  });
  t.is(transport.sent.length, 0);
  t.is(host.links.list().length, 5);
});

test('a closed client', (t) => {
  const host = new RtnlSync(new TestTransport(kernel));
  host.close();
  t.throws(() => host.links.list(), { code: 'EBADF' });
});
