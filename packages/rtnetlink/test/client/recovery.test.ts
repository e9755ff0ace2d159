import { setImmediate as turn } from 'node:timers/promises';
import { SystemError } from '@iplink-ts/socket';
import test from 'ava';
import { NetlinkError } from '../../src/client/error.ts';
import { Rtnl, RtnlSync } from '../../src/client/rtnl.ts';
import type { AsyncTransport, SyncTransport } from '../../src/client/transport.ts';
import { linkMessage } from '../../src/link/link.ts';
import { TestTransport } from '../../src/testing.ts';
import { Held } from './held.ts';
import { kernel, link, NAMES } from './kernel.ts';

const ENOBUFS = 105;
const EMSGSIZE = 90;
const EMFILE = 24;

/** A kernel whose socket loses the answer to the first change of a link. */
function losingOnce(): TestTransport {
  let isLost = false;
  return new TestTransport((request) => {
    if (isLost || request.isDump || request.type !== 16) return kernel(request);
    isLost = true;
    return [new SystemError(ENOBUFS, 'recvmsg')];
  });
}

async function failure(call: Promise<unknown>): Promise<NetlinkError | undefined> {
  try {
    await call;
  } catch (error) {
    if (error instanceof NetlinkError) return error;
  }
  return undefined;
}

test('lost answers: all in flight are unknown, the socket is another, what was queued is sent there', async (t) => {
  const transport = losingOnce();
  const held = new Held(transport);
  await using host = new Rtnl(held);
  const { port } = transport;
  held.hold();
  const calls = [host.links.set('a', { up: true }), host.links.get('b'), host.links.list()];
  await turn();
  const queued = host.links.set('c', { up: true });
  held.release();
  const errors = await Promise.all(calls.map(failure));
  t.deepEqual(
    errors.map((error) => [error?.message, error?.outcome, error?.reason]),
    ['set link a', 'get link b', 'list links'].map((operation) => [
      `${operation}: the answer was lost; whether the request was executed is unknown (ENOBUFS)`,
      'unknown',
      undefined,
    ]),
  );
  t.true(errors.every((error) => error?.cause instanceof SystemError));
  await queued;
  t.is(transport.port, port + 1);
  t.deepEqual(transport.sent.at(-1)?.[0]?.read(linkMessage)?.ifname, 'c');
  t.is((await host.links.list()).length, NAMES.length, 'the dump that was cut went with its socket');
});

test('a stream that is cut throws, and the next dump begins', async (t) => {
  let isLosing = true;
  const transport = new TestTransport((request) =>
    isLosing && request.isDump
      ? [link(request, 'lo'), link(request, 'a'), new SystemError(ENOBUFS, 'recvmsg'), link(request, 'b')]
      : kernel(request),
  );
  await using host = new Rtnl(transport);
  const seen: unknown[] = [];
  await t.throwsAsync(
    async () => {
      for await (const { ifname } of host.links.stream()) seen.push(ifname);
    },
    { instanceOf: NetlinkError, code: 'ENOBUFS' },
  );
  t.deepEqual(seen, ['lo', 'a']);
  isLosing = false;
  t.is((await host.links.list()).length, NAMES.length);
});

test('sync: the same', (t) => {
  const transport = losingOnce();
  using host = new RtnlSync(transport);
  const { port } = transport;
  const error = t.throws(() => host.links.set('a', { up: true }), { instanceOf: NetlinkError });
  t.is(error?.outcome, 'unknown');
  t.is(transport.port, port + 1);
  t.is(host.links.list().length, NAMES.length);
});

test('a transport that cannot reopen goes on as it is', async (t) => {
  const inner = losingOnce();
  const transport: AsyncTransport = {
    port: inner.port,
    transact: (...input) => inner.transact(...input),
    close: () => inner.close(),
  };
  await using host = new Rtnl(transport);
  t.is((await failure(host.links.set('a', { up: true })))?.outcome, 'unknown');
  t.is((await host.links.list()).length, NAMES.length);
});

test('a socket that cannot be had: what is queued fails too, and the next call may work', async (t) => {
  const inner = losingOnce();
  const held = new Held(inner);
  await using host = new Rtnl(
    Object.assign(held, {
      reopen: () => {
        throw new SystemError(EMFILE, 'socket');
      },
    }),
  );
  held.hold();
  const lost = host.links.set('a', { up: true });
  await turn();
  const queued = host.links.set('b', { up: true });
  held.release();
  t.is((await failure(lost))?.outcome, 'unknown');
  const error = await failure(queued);
  t.is(error?.message, 'set link b: the request could not be sent (EMFILE)');
  t.is(error?.outcome, 'notSent');
  t.is((await host.links.get('c')).ifname, 'c');
});

test('a request that the socket refuses to send: only it fails', async (t) => {
  const inner = new TestTransport(kernel);
  const large = (datagram: Uint8Array | undefined): void => {
    if (datagram !== undefined && datagram.length > 60_000) throw new SystemError(EMSGSIZE, 'sendmsg');
  };
  const message = 'set link 1: the request could not be sent (EMSGSIZE)';
  const request = {
    unknown: [{ type: 999, bytes: new Uint8Array(60_000) }],
  };
  await using host = new Rtnl({
    port: inner.port,
    async transact(datagram, ...rest) {
      large(datagram);
      return await inner.transact(datagram, ...rest);
    },
    reopen: () => t.fail(),
    close: () => inner.close(),
  });
  const [error, links] = await Promise.all([failure(host.links.set(1, request)), host.links.list()]);
  t.is(error?.message, message);
  t.is(error?.outcome, 'notSent');
  t.is(links.length, NAMES.length);

  const blocking: SyncTransport = {
    port: inner.port,
    send(datagram) {
      large(datagram);
      inner.send(datagram);
    },
    receive: (into) => inner.receive(into),
    reopen: () => t.fail(),
    close: () => undefined,
  };
  using sync = new RtnlSync(blocking);
  t.throws(() => sync.links.set(1, request), { message });
  t.is(sync.links.list().length, NAMES.length);
});

test('close: who waits is told at once, and whether it was sent; afterwards nothing is', async (t) => {
  const held = new Held(new TestTransport(kernel));
  const host = new Rtnl(held);
  held.hold();
  const sent = [host.links.set('a', { up: true }), host.links.list()];
  const stream = host.addresses.stream().next();
  await turn();
  const queued = host.links.set('b', { up: true });
  host.close();
  host.close();
  t.deepEqual(
    (await Promise.all([...sent, queued, stream].map(failure))).map((error) => [
      error?.message,
      error?.outcome,
    ]),
    [
      [
        'set link a: the client was closed before the answer came; whether the request was executed is unknown (ECANCELED)',
        'unknown',
      ],
      [
        'list links: the client was closed before the answer came; whether the request was executed is unknown (ECANCELED)',
        'unknown',
      ],
      ['set link b: the client was closed before the request was sent (ECANCELED)', 'notSent'],
      ['list addresses: the client was closed before the request was sent (ECANCELED)', 'notSent'],
    ],
  );
  const after = await failure(host.links.list());
  t.is(after?.message, 'list links: the client is closed (EBADF)');
  t.is(after?.outcome, 'notSent');
  await t.throwsAsync(host.links.stream().next(), { message: 'list links: the client is closed (EBADF)' });
  const sync = new RtnlSync(new TestTransport(kernel));
  sync.close();
  t.throws(() => sync.links.list(), { message: 'list links: the client is closed (EBADF)' });
});
