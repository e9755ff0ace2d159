/** Requests that end otherwise than by their answer: given up, lost, refused by the socket, closed. */
import test from 'ava';
import { Engine } from '../../src/client/engine.ts';
import { NetlinkError } from '../../src/client/error.ts';
import { ack, done } from '../../src/testing.ts';
import { dumpLinks, failure, link, newLink, one, PORT, receive, submit, taken } from './engine.ts';

test('a dump that nobody waits for is drained before the next', (t) => {
  const engine = new Engine({ port: PORT });
  const abandoned = submit(engine, dumpLinks);
  const request = one(t, engine);
  receive(engine, link(request, 'a'));
  abandoned.giveUp();
  const next = submit(engine, dumpLinks);
  t.is(engine.take(), undefined);
  t.is(engine.awaited, request.sequence);
  receive(engine, link(request, 'b'), done(request));
  t.deepEqual(abandoned.messages, ['a']);
  t.is(abandoned.completion, undefined);
  const following = one(t, engine);
  receive(engine, link(following, 'c'), done(following));
  t.deepEqual(next.messages, ['c']);
});

test('a request that is given up before it is sent is not sent', (t) => {
  const engine = new Engine({ port: PORT });
  submit(engine, newLink).giveUp();
  t.is(engine.take(), undefined);
});

test('lost answers: all that is in flight fails, once; what was not sent is sent to the next socket', (t) => {
  const engine = new Engine({ port: PORT });
  const running = submit(engine, dumpLinks);
  const change = submit(engine, newLink);
  const [request] = taken(engine);
  const queued = submit(engine, dumpLinks);
  engine.lose((operation) => new Error(`lost: ${operation}`));
  t.deepEqual([failure(running), failure(change)], ['Error: lost: list links', 'Error: lost: add link a']);
  t.is(queued.completion, undefined);
  t.is(engine.awaited, undefined);
  engine.moveTo({ port: PORT + 1 });
  const next = one(t, engine);
  if (request === undefined) return t.fail();
  receive(engine, link(request, 'late'), done(request));
  t.deepEqual(running.messages, []);
  receive(engine, link(next, 'a'), done(next));
  t.deepEqual(queued.messages, [], 'the port is that of the old socket');
  const renewed = { ...next, port: PORT + 1 };
  receive(engine, link(renewed, 'a'), done(renewed));
  t.deepEqual(queued.messages, ['a']);
});

test('a datagram that was not sent: its requests fail, the others go on', (t) => {
  const engine = new Engine({ port: PORT });
  const dump = submit(engine, dumpLinks);
  const request = one(t, engine);
  const change = submit(engine, newLink);
  taken(engine);
  engine.refuse((operation) => new Error(`not sent: ${operation}`));
  t.is(failure(change), 'Error: not sent: add link a');
  receive(engine, link(request, 'a'), done(request));
  t.deepEqual(dump.completion, { interrupted: false });
});

test('close tells all callers, and drains what is in flight', (t) => {
  const engine = new Engine({ port: PORT });
  const sent = submit(engine, newLink);
  const request = one(t, engine);
  const queued = submit(engine, { ...newLink, operation: 'add link b' });
  engine.close((operation, isSent) => new Error(`${operation}: ${isSent ? 'sent' : 'not sent'}`));
  t.deepEqual([failure(sent), failure(queued)], ['Error: add link a: sent', 'Error: add link b: not sent']);
  t.true(engine.isClosed);
  t.is(t.throws(() => submit(engine, newLink), { instanceOf: NetlinkError })?.code, 'EBADF');
  t.is(engine.awaited, request.sequence);
});

test('what is given up is drained: who gave it up is told when', (t) => {
  const engine = new Engine({ port: PORT });
  const told: string[] = [];
  const listener = { message: () => t.fail(), complete: () => t.fail(), cancel: () => t.fail() };
  engine.submit(newLink, listener).giveUp(() => told.push('never sent'));
  const change = engine.submit(newLink, listener);
  t.false(change.isSent);
  const request = one(t, engine);
  t.true(change.isSent);
  change.giveUp(() => told.push('drained'));
  t.deepEqual(told, ['never sent']);
  receive(engine, link(request, 'a'), ack(request));
  t.deepEqual(told, ['never sent', 'drained']);
  change.giveUp(() => told.push('again'));
  t.is(told.length, 2);
});
