import { getEventListeners } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { RTM_NEWADDR } from '../../src/address.ts';
import { AsyncDriver } from '../../src/client/async.ts';
import { ask, type Operation } from '../../src/client/request.ts';
import { Rtnl } from '../../src/client/rtnl.ts';
import { linkMessage, RTM_GETLINK, RTM_NEWLINK } from '../../src/link/link.ts';
import { TestTransport } from '../../src/testing.ts';
import { Held } from './held.ts';
import { kernel, NAMES } from './kernel.ts';

interface Setting {
  readonly host: Rtnl;
  readonly held: Held;
  readonly transport: TestTransport;
  readonly abort: AbortController;
  /** The calls that the abort ends. */
  readonly limited: ReturnType<Rtnl['with']>;
}

function setting(t: ExecutionContext): Setting {
  const transport = new TestTransport(kernel);
  const held = new Held(transport);
  const host = new Rtnl(held);
  t.teardown(() => host.close());
  const abort = new AbortController();
  return { host, held, transport, abort, limited: host.with({ signal: abort.signal }) };
}

const typesSent = (transport: TestTransport): number[] => transport.sent.flat().map(({ type }) => type);

test('before the call: nothing is sent', async (t) => {
  const { abort, limited, transport } = setting(t);
  abort.abort();
  await t.throwsAsync(limited.links.list(), { any: true, name: 'AbortError' });
  await t.throwsAsync(limited.batch([]), { any: true, name: 'AbortError' });
  await t.throwsAsync(limited.links.stream().next(), { any: true, name: 'AbortError' });
  t.deepEqual(transport.sent, []);
});

test('the reason is that of the signal', async (t) => {
  const { abort, limited, held } = setting(t);
  held.hold();
  const call = limited.links.list();
  const reason = new RangeError('enough');
  abort.abort(reason);
  t.is(await t.throwsAsync(call), reason);
});

test('queued: it is never sent, and the others are', async (t) => {
  const { host, held, abort, limited, transport } = setting(t);
  held.hold();
  const first = host.links.set('a', { up: true });
  await turn();
  const aborted = limited.links.set('b', { up: true });
  const other = host.links.set('c', { up: true });
  abort.abort();
  await t.throwsAsync(aborted, { any: true, name: 'AbortError' });
  held.release();
  await Promise.all([first, other]);
  t.deepEqual(
    transport.sent.flat().map((request) => request.read(linkMessage)?.ifname),
    ['a', 'c'],
  );
});

test('in flight: it ends at once, its answer is drained, and the others get theirs', async (t) => {
  const { host, held, abort, limited } = setting(t);
  held.hold();
  const aborted = limited.links.get('a');
  const other = host.links.get('b');
  await turn();
  abort.abort();
  await t.throwsAsync(aborted, { any: true, name: 'AbortError' });
  held.release();
  t.is((await other).ifname, 'b');
  t.is((await host.links.list()).length, NAMES.length);
});

test('waiting behind the dump of another', async (t) => {
  const { host, held, abort, limited, transport } = setting(t);
  held.hold();
  const dump = host.links.list();
  const aborted = limited.addresses.list();
  const next = host.addresses.list();
  await turn();
  abort.abort();
  await t.throwsAsync(aborted, { any: true, name: 'AbortError' });
  held.release();
  t.is((await dump).length, NAMES.length);
  t.is((await next).length, 1);
  t.is(transport.sent.flat().length, 2);
});

test('mid-dump: the rest is drained before the next dump', async (t) => {
  const { host, held, abort, limited, transport } = setting(t);
  held.holdAfter(1);
  const aborted = limited.links.list();
  await turn();
  abort.abort();
  await t.throwsAsync(aborted, { any: true, name: 'AbortError' });
  const next = host.links.list();
  held.release();
  t.is((await next).length, NAMES.length, 'a dump that goes on would make it EBUSY');
  t.is(transport.sent.flat().length, 2);
});

test('between the requests of an operation: the change is not sent', async (t) => {
  const abort = new AbortController();
  const transport = new TestTransport((request) => {
    abort.abort();
    return kernel(request);
  });
  await using host = new Rtnl(transport);
  const call = host.with({ signal: abort.signal }).addresses.add({ dev: 'b', address: '192.0.2.1/24' });
  await t.throwsAsync(call, { any: true, name: 'AbortError' });
  t.is((await host.links.get('a')).ifname, 'a');
  t.deepEqual(typesSent(transport), [RTM_GETLINK, RTM_GETLINK]);
  t.false(typesSent(transport).includes(RTM_NEWADDR));
});

test('stream: while it waits for the kernel', async (t) => {
  const { host, held, abort, limited } = setting(t);
  held.hold();
  const stream = limited.links.stream();
  const first = stream.next();
  await turn();
  abort.abort();
  await t.throwsAsync(first, { any: true, name: 'AbortError' });
  held.release();
  t.deepEqual(await stream.next(), { done: true, value: undefined });
  t.is((await host.links.list()).length, NAMES.length);
});

test('stream: while the consumer has the turn, nothing more is given', async (t) => {
  const { host, abort, limited } = setting(t);
  const seen: unknown[] = [];
  await t.throwsAsync(
    async () => {
      for await (const { ifname } of limited.links.stream()) {
        seen.push(ifname);
        abort.abort();
      }
    },
    { any: true, name: 'AbortError' },
  );
  t.deepEqual(seen, ['lo'], 'the second of the datagram is not');
  t.is((await host.links.list()).length, NAMES.length);
});

test('stream: one that is not read any more lets the next dump begin', async (t) => {
  const { host, abort, limited } = setting(t);
  const stream = limited.links.stream();
  await stream.next();
  abort.abort();
  t.is((await host.links.list()).length, NAMES.length);
  await t.throwsAsync(stream.next(), { any: true, name: 'AbortError' });
});

test('batch: it rejects, the iterable is closed, and what is not sent is not', async (t) => {
  const { host, held, abort, limited, transport } = setting(t);
  held.hold();
  let given = 0;
  let closed = false;
  function* endless(): Generator<Operation<void>> {
    try {
      for (;;) {
        given++;
        yield set('a');
      }
    } finally {
      closed = true;
    }
  }
  const batch = limited.batch(endless());
  await turn();
  abort.abort();
  await t.throwsAsync(batch, { any: true, name: 'AbortError' });
  t.true(closed);
  t.true(given <= 1025, `${given}`);
  held.release();
  await host.links.get('a');
  t.is(transport.sent.flat().length, 129, 'the window, and the get');
});

function* set(ifname: string): Operation<void> {
  yield* ask({
    operation: `set link ${ifname}`,
    type: RTM_NEWLINK,
    flags: 0,
    body: linkMessage,
    message: { ifname },
    answer: () => undefined,
  });
}

test('an operation is unwound when the kernel is done with its request, not before', async (t) => {
  const held = new Held(new TestTransport(kernel));
  const driver = new AsyncDriver(held);
  const log: string[] = [];
  function* holding(ifname: string): Operation<void> {
    try {
      yield* set(ifname);
    } finally {
      log.push(`${ifname} unwound`);
    }
  }
  held.hold();
  const abort = new AbortController();
  const limited = driver.with({ signal: abort.signal });
  const sent = limited.run(holding('a'));
  await turn();
  const queued = limited.run(holding('b'));
  abort.abort();
  await t.throwsAsync(sent, { any: true, name: 'AbortError' });
  await t.throwsAsync(queued, { any: true, name: 'AbortError' });
  t.deepEqual(log, ['b unwound'], 'a may hold what its request refers to');
  held.release();
  await driver.run(set('c'));
  t.deepEqual(log, ['b unwound', 'a unwound']);
  driver.close();
});

test('close: an operation is unwound when the thread is done with its request', async (t) => {
  const held = new Held(new TestTransport(kernel));
  const driver = new AsyncDriver(held);
  const log: string[] = [];
  function* holding(): Operation<void> {
    try {
      yield* set('a');
    } finally {
      log.push('unwound');
    }
  }
  held.hold();
  const call = driver.run(holding()).catch(() => log.push('rejected'));
  await turn();
  driver.close();
  await call;
  await turn();
  t.deepEqual(log, ['rejected', 'unwound']);
});

test('nothing is left behind at the signal', async (t) => {
  const { abort, limited, host } = setting(t);
  await limited.links.list();
  await t.throwsAsync(limited.links.get('none'), { code: 'ENODEV' });
  await t.throwsAsync(limited.links.set(1, { mtu: -1 }), { name: 'EncodeError' });
  for await (const _link of limited.links.stream());
  for await (const _link of limited.links.stream()) break;
  await limited.batch([]);
  t.is(getEventListeners(abort.signal, 'abort').length, 0);
  await host.links.list();
  t.is(getEventListeners(abort.signal, 'abort').length, 0);
});
