import test from 'ava';
import { addressMessage, RTM_NEWADDR } from '../../src/address.ts';
import { Engine } from '../../src/client/engine.ts';
import { NetlinkError } from '../../src/client/error.ts';
import { Sequence } from '../../src/client/sequence.ts';
import { linkMessage, RTM_NEWLINK } from '../../src/link/link.ts';
import {
  NLM_F_ACK,
  NLM_F_DUMP_INTR,
  NLM_F_ECHO,
  NLM_F_MULTI,
  NLM_F_REQUEST,
  NLMSG_NOOP,
  NLMSG_OVERRUN,
} from '../../src/message/header.ts';
import { ack, data, done, message, refusal } from '../../src/testing.ts';
import { dumpLinks, failure, getLink, link, newLink, one, PORT, receive, submit, taken } from './engine.ts';

test('a request asks for an acknowledgement and ends with it', (t) => {
  const engine = new Engine({ port: PORT });
  const outcome = submit(engine, newLink);
  const request = one(t, engine);
  t.is(request.flags, NLM_F_REQUEST | NLM_F_ACK);
  t.is(request.read(linkMessage)?.ifname, 'a');
  t.is(engine.awaited, request.sequence);
  receive(engine, ack(request));
  t.deepEqual(outcome.completion, { interrupted: false });
  t.is(engine.awaited, undefined);
});

test('data comes before the acknowledgement, and does not end the request', (t) => {
  const engine = new Engine({ port: PORT });
  const outcome = submit(engine, getLink);
  const request = one(t, engine);
  receive(engine, link(request, 'a'));
  t.is(outcome.completion, undefined);
  receive(engine, ack(request));
  t.deepEqual(outcome.messages, ['a']);
  t.deepEqual(outcome.completion, { interrupted: false });
});

test('a second dump waits for the first; other requests do not', (t) => {
  const engine = new Engine({ port: PORT });
  const first = submit(engine, dumpLinks);
  const second = submit(engine, dumpLinks);
  const single = submit(engine, getLink);
  const [dump, get, ...none] = taken(engine);
  t.deepEqual(none, []);
  if (dump === undefined || get === undefined) return t.fail();
  t.true(dump.isDump);
  t.false(get.isDump);
  t.is(engine.awaited, get.sequence, 'answered before the rest of the dump');
  // The order measured on Linux 6.18: part, reply, ACK, parts.
  receive(engine, link(dump, 'a'), link(get, 'x'), ack(get));
  t.deepEqual(single.messages, ['x']);
  t.is(engine.awaited, dump.sequence);
  t.is(engine.take(), undefined);
  receive(engine, link(dump, 'b'), done(dump));
  t.deepEqual(first.messages, ['a', 'b']);
  const next = one(t, engine);
  t.true(next.isDump);
  receive(engine, done(next));
  t.deepEqual(second.completion, { interrupted: false });
});

test('a dump that is refused makes way for the next', (t) => {
  const engine = new Engine({ port: PORT });
  const first = submit(engine, dumpLinks);
  submit(engine, dumpLinks);
  receive(engine, refusal(one(t, engine), 16));
  t.true(first.completion !== undefined && 'error' in first.completion);
  t.true(one(t, engine).isDump);
});

test('an error in NLMSG_DONE is an error', (t) => {
  const engine = new Engine({ port: PORT });
  const outcome = submit(engine, dumpLinks);
  const request = one(t, engine);
  receive(engine, link(request, 'a'), done(request, 19, { message: 'Unknown device' }));
  const { completion } = outcome;
  if (completion === undefined || !('error' in completion)) return t.fail();
  t.true(completion.error instanceof NetlinkError);
  t.is(String(completion.error), 'NetlinkError: list links: Unknown device (ENODEV)');
});

test('an NLMSG_DONE without its errno is success', (t) => {
  const engine = new Engine({ port: PORT });
  const outcome = submit(engine, dumpLinks);
  const request = one(t, engine);
  receive(
    engine,
    message(request, 3, NLM_F_MULTI, () => undefined),
  );
  t.deepEqual(outcome.completion, { interrupted: false });
});

test('NLM_F_DUMP_INTR counts on any message of a dump', (t) => {
  for (const where of ['first', 'last', 'done']) {
    const engine = new Engine({ port: PORT });
    const outcome = submit(engine, dumpLinks);
    const request = one(t, engine);
    const mark = (place: string): number => NLM_F_MULTI | (where === place ? NLM_F_DUMP_INTR : 0);
    receive(
      engine,
      link(request, 'a', mark('first')),
      link(request, 'b', mark('last')),
      done(request, 0, {}, mark('done')),
    );
    t.deepEqual(outcome.completion, { interrupted: true }, where);
    t.deepEqual(outcome.messages, ['a', 'b']);
  }
});

test('of changes in one datagram the last is acknowledged, which confirms those before', (t) => {
  const engine = new Engine({ port: PORT });
  const done: string[] = [];
  const outcomes = ['a', 'b', 'c', 'd'].map((ifname) => submit(engine, newLink, () => done.push(ifname)));
  const requests = taken(engine);
  t.deepEqual(
    requests.map(({ flags }) => flags & NLM_F_ACK),
    [0, 0, 0, NLM_F_ACK],
  );
  t.is(engine.awaited, requests[3]?.sequence);
  const [, second, , last] = requests;
  if (second === undefined || last === undefined) return t.fail();
  receive(engine, refusal(second, 16));
  t.deepEqual(done, ['a', 'b'], 'what was executed before it has succeeded');
  receive(engine, refusal(last, 17));
  t.deepEqual(done, ['a', 'b', 'c', 'd']);
  t.deepEqual(outcomes.map(failure), [
    undefined,
    'NetlinkError: add link a: Device or resource busy (EBUSY)',
    undefined,
    'NetlinkError: add link a: File exists (EEXIST)',
  ]);
  t.is(engine.awaited, undefined);
});

test('what asks for an object is acknowledged, and a dump ends by itself', (t) => {
  const engine = new Engine({ port: PORT });
  const all = [newLink, getLink, newLink, newLink, dumpLinks].map((request) => submit(engine, request));
  const [first, get, third, fourth, dump] = taken(engine);
  if (!first || !get || !third || !fourth || !dump) return t.fail();
  t.deepEqual(
    [first, get, third, fourth].map(({ flags }) => flags & NLM_F_ACK),
    [0, NLM_F_ACK, 0, NLM_F_ACK],
  );
  t.is(engine.awaited, fourth.sequence);
  receive(engine, link(dump, 'x'), link(get, 'a'), ack(get));
  t.deepEqual(
    all.map(({ completion }) => completion !== undefined),
    [true, true, false, false, false],
  );
  receive(engine, ack(fourth));
  t.is(engine.awaited, dump.sequence);
  receive(engine, link(dump, 'y'), done(dump));
  t.deepEqual(all[4]?.messages, ['x', 'y']);
});

test('where warnings are heard, all is acknowledged', (t) => {
  const engine = new Engine({ port: PORT }, { hearsWarnings: true });
  for (let count = 0; count < 3; count++) submit(engine, newLink);
  t.deepEqual(
    taken(engine).map(({ flags }) => flags & NLM_F_ACK),
    [NLM_F_ACK, NLM_F_ACK, NLM_F_ACK],
  );
});

test('what another port or another sequence number is answered is not for us', (t) => {
  const engine = new Engine({ port: PORT });
  const outcome = submit(engine, getLink);
  const request = one(t, engine);
  receive(engine, link({ ...request, port: PORT + 1 }, 'stranger'), ack({ ...request, port: PORT + 1 }));
  receive(engine, link({ ...request, sequence: request.sequence + 1 }, 'later'));
  receive(engine, ack({ ...request, sequence: 0 }));
  t.is(outcome.completion, undefined);
  receive(engine, link(request, 'a'), ack(request));
  t.deepEqual(outcome.messages, ['a']);
});

test('a notification with the number of the request is not its answer', (t) => {
  // A socket that is member of a group hears of its own requests first: same number, same port.
  const engine = new Engine({ port: PORT });
  const outcome = submit(engine, getLink);
  const request = one(t, engine);
  receive(engine, data(request, RTM_NEWADDR, addressMessage, { address: '192.0.2.1/24' }));
  t.is(outcome.completion, undefined);
  receive(engine, link(request, 'a'), ack(request));
  t.deepEqual(outcome.messages, ['a']);

  const change = submit(engine, newLink);
  const set = one(t, engine);
  receive(engine, link(set, 'a'));
  t.is(change.completion, undefined, 'a change ends with its acknowledgement only');
  receive(engine, refusal(set, 17));
  t.true(change.completion !== undefined && 'error' in change.completion);
  t.deepEqual(change.messages, []);
});

test('NLMSG_NOOP and NLMSG_OVERRUN say nothing', (t) => {
  const engine = new Engine({ port: PORT });
  const outcome = submit(engine, { ...getLink, answer: () => 'anything' });
  const request = one(t, engine);
  for (const type of [NLMSG_NOOP, NLMSG_OVERRUN])
    receive(
      engine,
      message(request, type, 0, () => undefined),
    );
  t.deepEqual(outcome.messages, []);
  t.is(outcome.completion, undefined);
});

test('a datagram has 32 KiB at most, or a single request', (t) => {
  const engine = new Engine({ port: PORT });
  const large = { ...newLink, message: { unknown: [{ type: 999, bytes: new Uint8Array(20_000) }] } };
  for (let count = 0; count < 3; count++) submit(engine, large);
  const huge = { ...newLink, message: { unknown: [{ type: 999, bytes: new Uint8Array(60_000) }] } };
  submit(engine, huge);
  const sizes: number[] = [];
  for (let next = engine.take(); next !== undefined; next = engine.take()) sizes.push(next.length);
  t.deepEqual(sizes, [20_036, 20_036, 20_036, 60_036]);
});

test('sequence numbers wrap, skip 0, and skip those that are not answered', (t) => {
  const due = new Set<number>();
  const sequence = new Sequence(() => due, 0xfffffffd);
  t.is(sequence.next(), 0xfffffffe);
  t.is(sequence.next(), 0xffffffff);
  for (const number of [1, 2, 0xffffffff]) due.add(number);
  t.is(sequence.next(), 3);
  t.is(new Sequence(() => []).next(), 1);
  t.is(new Sequence(() => [], 0xffffffff).next(), 1);
});

test('a fault in reading an answer is that of its caller only', (t) => {
  const engine = new Engine({ port: PORT });
  const broken = submit(engine, {
    ...getLink,
    answer: () => {
      throw new RangeError('not readable');
    },
  });
  const sound = submit(engine, getLink);
  const [first, second] = taken(engine);
  if (first === undefined || second === undefined) return t.fail();
  receive(engine, link(first, 'a'), ack(first), link(second, 'a'), ack(second));
  t.is(failure(broken), 'RangeError: not readable');
  t.deepEqual(sound.messages, ['a']);
});

test('a request with NLM_F_ECHO: the object is its answer', (t) => {
  const engine = new Engine({ port: PORT });
  const outcome = submit(engine, { ...getLink, type: RTM_NEWLINK, flags: NLM_F_ECHO });
  const request = one(t, engine);
  receive(engine, link(request, 'a'), ack(request));
  t.deepEqual(outcome.messages, ['a']);
});

test('damaged datagrams are ignored', (t) => {
  const engine = new Engine({ port: PORT });
  const outcome = submit(engine, getLink);
  const request = one(t, engine);
  const good = ack(request);
  for (let length = 0; length < good.length; length++) receive(engine, good.slice(0, length));
  const short = good.slice();
  short[0] = 15;
  receive(engine, short);
  t.is(outcome.completion, undefined);
  receive(engine, good);
  t.deepEqual(outcome.completion, { interrupted: false });
});
