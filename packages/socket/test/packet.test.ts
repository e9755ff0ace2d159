import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'ava';
import { native } from '#native';
import { type Netns, runInNetns, sendFrames, unshareNetns } from '../src/index.ts';

/** The loopback device of every namespace. */
const LO = 1;

function ip(netns: Netns, ...words: readonly string[]): void {
  const { status, stderr } = runInNetns(netns, () => spawnSync('ip', words, { encoding: 'utf8' }));
  if (status !== 0) throw new Error(stderr);
}

/** Packets that came in by the loopback device, and bytes behind their headers: what it sends comes in again. */
function received(netns: Netns): readonly [packets: number, bytes: number] {
  const line = runInNetns(netns, () =>
    /^ *lo:(.*)$/m.exec(readFileSync('/proc/thread-self/net/dev', 'utf8')),
  );
  const [bytes, packets] = (line?.[1] ?? '').trim().split(/ +/).map(Number);
  return [packets ?? -1, bytes ?? -1];
}

/** An Ethernet frame of a protocol for experiments (IEEE 802, 0x88b5). */
function frame(length: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(0xff, 0, 6);
  if (length >= 14) bytes.set([0x88, 0xb5], 12);
  return bytes;
}

test('frames leave by the interface, in the namespace of the thread', (t) => {
  using netns = unshareNetns();
  using other = unshareNetns();
  for (const each of [netns, other]) ip(each, 'link', 'set', 'lo', 'up');
  runInNetns(netns, () => sendFrames(LO, [frame(14), frame(60), frame(1514)]));
  t.deepEqual(received(netns), [3, 0 + 46 + 1500]);
  t.deepEqual(received(other), [0, 0]);
  runInNetns(netns, () => sendFrames(LO, []));
  for (let sent = 0; sent < 50; sent++) runInNetns(netns, () => sendFrames(LO, [frame(100)]));
  t.is(received(netns)[0], 53);
});

test('no such interface, an interface that is down, a frame beyond the MTU', (t) => {
  using netns = unshareNetns();
  const send = (index: number, ...frames: readonly Uint8Array[]): void =>
    runInNetns(netns, () => sendFrames(index, frames));
  t.throws(() => send(4711, frame(14)), { code: 'ENXIO', message: /^sendto: / });
  t.throws(() => send(LO, frame(14)), { code: 'ENETDOWN', message: /^sendto: / });
  ip(netns, 'link', 'set', 'lo', 'mtu', '100', 'up');
  t.throws(() => send(LO, frame(114), frame(200), frame(15)), { code: 'EMSGSIZE', message: /^sendto: / });
  t.deepEqual(received(netns), [1, 100]);
});

test('lengths that no frame has', (t) => {
  for (const length of [0, 13, 0x10000])
    t.throws(() => sendFrames(LO, [frame(60), new Uint8Array(length)]), {
      instanceOf: RangeError,
      message: `a frame of ${length} bytes: at least 14, at most 65535`,
    });
  const fifteen = [0, 15, ...frame(15)];
  for (const block of [[0], [0, 0], [0, 13, ...frame(13)], fifteen.slice(0, -1), [...fifteen, 0]])
    t.throws(() => native().sendFrames(LO, Uint8Array.from(block)), {
      instanceOf: TypeError,
      message: 'frames',
    });
});
