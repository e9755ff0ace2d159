import test from 'ava';
import type { Request } from '../../src/client/request.ts';
import { costOf, Window } from '../../src/client/window.ts';
import { linkMessage, RTM_GETLINK, RTM_NEWLINK } from '../../src/link/link.ts';
import { NLM_F_ECHO } from '../../src/message/header.ts';

const change: Request<unknown> = {
  operation: 'add link a',
  type: RTM_NEWLINK,
  flags: 0,
  body: linkMessage,
  message: {},
  answer: () => undefined,
};
const get: Request<unknown> = { ...change, type: RTM_GETLINK };

/** How many of a request may be in flight. */
function room(window: Window, request: Request<unknown>, least = 0): number {
  let count = least;
  for (; window.admits(request, false); count++) window.add(request, false);
  return count;
}

test('half of the receive buffer: 128 acknowledgements, 20 objects', (t) => {
  t.is(room(new Window(), change), 128);
  t.is(room(new Window(), get), 20);
  t.is(room(new Window(2_097_152), change), 1260);
  t.is(room(new Window(2_097_152), get), 202);
  t.is(costOf({ ...change, flags: NLM_F_ECHO }), costOf(get));
});

test('a dump takes its room, and there is one', (t) => {
  const window = new Window();
  t.true(window.admits(get, true));
  window.add(get, true);
  t.true(window.isDumping);
  t.false(window.admits(get, true));
  t.is(room(window, change), 83);
  window.remove(get, true);
  t.true(window.admits(get, true));
  t.is(room(window, change, 83), 128);
  t.false(window.admits(get, true), 'others take the room');
});

test('one is always allowed, however small the buffer or large the answer', (t) => {
  const small = new Window(2304);
  t.is(room(small, change), 1);
  small.remove(change, false);
  t.is(room(small, get), 1);
  small.remove(get, false);
  t.true(small.admits(get, true));
  small.add(get, true);
  t.is(room(small, change), 0, 'beside a dump there is no room');
  t.is(room(new Window(), { ...get, answerBytes: 1 << 20 }), 1);
});

test('it is low when a quarter is in flight at most: the rest is sent together', (t) => {
  const window = new Window();
  for (let count = 0; count < 32; count++) window.add(change, false);
  t.true(window.isLow);
  window.add(change, false);
  t.false(window.isLow);
});
