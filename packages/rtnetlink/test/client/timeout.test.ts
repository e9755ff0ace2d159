import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { NetlinkError, TimeoutError } from '../../src/client/error.ts';
import { Rtnl, RtnlSync } from '../../src/client/rtnl.ts';
import { NLM_F_MULTI } from '../../src/message/header.ts';
import { ack, done, TestTransport } from '../../src/testing.ts';
import { Held } from './held.ts';
import { kernel, link, NAMES } from './kernel.ts';

test('async: a change that was sent is unknown, one that was not is not', async (t) => {
  const held = new Held(new TestTransport(kernel));
  await using host = new Rtnl(held);
  held.hold();
  const limited = host.with({ timeout: 20 });
  const sent = limited.links.set('a', { up: true });
  await pause(1);
  const queued = limited.links.set('b', { up: true });
  const read = limited.links.list();
  const unknown = await t.throwsAsync(sent, { instanceOf: TimeoutError });
  t.is(
    unknown?.message,
    'set link a: no answer within 20 ms; whether the request was executed is unknown (ETIMEDOUT)',
  );
  t.deepEqual([unknown?.name, unknown?.code, unknown?.outcome], ['TimeoutError', 'ETIMEDOUT', 'unknown']);
  t.true(unknown instanceof NetlinkError);
  const not = await t.throwsAsync(queued, { instanceOf: TimeoutError });
  t.is(not?.message, 'set link b: no answer within 20 ms; nothing was changed (ETIMEDOUT)');
  t.is(not?.outcome, 'notSent');
  t.is((await t.throwsAsync(read, { instanceOf: TimeoutError }))?.outcome, 'notSent');
  held.release();
  t.is((await host.links.list()).length, NAMES.length);
});

test.serial('async: calls that end in time leave no timer', async (t) => {
  await using host = new Rtnl(new TestTransport(kernel));
  const timers = (): number =>
    process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  const before = timers();
  const limited = host.with({ timeout: 1_000_000_000 });
  await limited.links.list();
  for await (const _link of limited.links.stream());
  await limited.batch([]);
  t.is(timers(), before);
});

test('async: of a stream, each wait counts, not what the consumer takes', async (t) => {
  const held = new Held(new TestTransport(kernel));
  await using host = new Rtnl(held);
  const seen: unknown[] = [];
  const error = await t.throwsAsync(
    async () => {
      for await (const { ifname } of host.with({ timeout: 30 }).links.stream()) {
        seen.push(ifname);
        if (seen.length === 1) await pause(60);
        if (seen.length === 3) held.hold();
      }
    },
    { instanceOf: TimeoutError },
  );
  t.is(error?.message, 'list links: no answer within 30 ms; nothing was changed (ETIMEDOUT)');
  t.true(seen.length >= 4, `${seen}`);
  held.release();
  t.is((await host.links.list()).length, NAMES.length);
});

test('async: of a batch, all of it', async (t) => {
  const held = new Held(new TestTransport(kernel));
  await using host = new Rtnl(held);
  held.hold();
  const batch = host.with({ timeout: 20 }).batch([]);
  t.deepEqual(await batch, []);
  const { operations } = await import('../../src/client/objects.ts');
  const error = await t.throwsAsync(
    host.with({ timeout: 20 }).batch([operations.links.set('a', { up: true })]),
    { instanceOf: TimeoutError },
  );
  t.is(
    error?.message,
    'batch: no answer within 20 ms; whether the request was executed is unknown (ETIMEDOUT)',
  );
});

test('sync: what does not come in time, and the client goes on', (t) => {
  let isDeaf = true;
  const transport = new TestTransport((request) => (isDeaf ? [] : kernel(request)));
  // Long enough that a busy machine has sent the request before it is up.
  const LIMIT = 1000;
  let waited = 0;
  using host = new RtnlSync({
    port: transport.port,
    send: (datagram) => transport.send(datagram),
    receive(into, wait) {
      waited = wait;
      if (isDeaf) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
      return transport.receive(into);
    },
    close: () => transport.close(),
  });
  const error = t.throws(() => host.with({ timeout: LIMIT }).links.set('a', { up: true }), {
    instanceOf: TimeoutError,
  });
  t.true(waited > 0 && waited <= LIMIT, `${waited}`);
  t.is(
    error?.message,
    'set link a: no answer within 1000 ms; whether the request was executed is unknown (ETIMEDOUT)',
  );
  const late = transport.sent[0]?.[0];
  if (late === undefined) return t.fail();
  isDeaf = false;
  transport.deliver(ack(late));
  t.is(host.links.get('b').ifname, 'b');
  t.is(host.with({ timeout: 60_000 }).links.list().length, NAMES.length);
});

test('sync: mid-dump, the rest is drained before the next', (t) => {
  const transport = new TestTransport((request) => [
    ...NAMES.map((name) => link(request, name, NLM_F_MULTI)),
    done(request),
  ]);
  let isSlow = true;
  using host = new RtnlSync({
    port: transport.port,
    send: (datagram) => transport.send(datagram),
    receive(into, wait) {
      t.true(wait <= 60_000);
      if (isSlow) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15);
      return transport.receive(into);
    },
    close: () => transport.close(),
  });
  t.throws(() => host.with({ timeout: 20 }).links.list(), { instanceOf: TimeoutError });
  isSlow = false;
  t.is(host.links.list().length, NAMES.length);
  t.is(transport.sent.length, 2);
});

test('sync: streams and batches', (t) => {
  using host = new RtnlSync(new TestTransport(() => []));
  t.throws(() => [...host.with({ timeout: 1 }).links.stream()], { instanceOf: TimeoutError });
});
