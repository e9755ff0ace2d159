/**
 * growth KIND ROUNDS ALLOWED: repeats an operation, and prints what the process holds more after all rounds than
 * after the first fifth of them; of its memory, the least that it grew by in any fifth. While that is more than
 * ALLOWED bytes, further fifths are run, up to four times the rounds: only what leaks goes on growing.
 */
import { readdirSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { NetlinkSocket, unshareNetns } from '../../src/index.ts';
import { acknowledged, dumpLinks } from '../messages.ts';
import { countThreads } from './threads.ts';

const [kind = '', count = '0', allowed = '0'] = process.argv.slice(2);
const rounds = Number(count);
using netns = unshareNetns();
using shared = new NetlinkSocket({ netns });
const into = new Uint8Array(1 << 17);

const leaked: Uint8Array[] = [];

const operations: Readonly<Record<string, (round: number) => void | Promise<void>>> = {
  open: () => new NetlinkSocket({ strict: true, extendedAck: true, receiveBuffer: 1 << 20 }).close(),
  'open-in-netns': () => new NetlinkSocket({ netns }).close(),
  transact: async (round) => {
    await shared.transact(acknowledged(round + 1), round + 1, into);
  },
  'transact-and-close': async (round) => {
    const socket = new NetlinkSocket({ netns });
    const answer = socket.transact(dumpLinks(1), 1, new Uint8Array(65536));
    if (round % 2 === 0) await answer;
    socket.close();
    await answer.catch(() => {});
  },
  watch: () => {
    const socket = new NetlinkSocket({ netns });
    socket.onReadable(() => {});
    socket.rearm();
    socket.close();
  },
  receive: () => {
    shared.send(acknowledged(1));
    shared.receive(into);
    shared.receive(into);
  },
  netns: () => unshareNetns().close(),
  leak: () => {
    leaked.push(new Uint8Array(64));
  },
};

const operation = operations[kind];
if (operation === undefined) throw new Error(`unknown kind ${kind}`);

interface Holdings {
  readonly descriptors: number;
  readonly threads: number;
  readonly bytes: number;
}

async function holdings(): Promise<Holdings> {
  // Threads of closed sockets end, and are joined, in the turns of the event loop after.
  await pause(20);
  globalThis.gc?.();
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    threads: countThreads(),
    bytes: process.memoryUsage().rss,
  };
}

async function repeat(from: number, to: number): Promise<void> {
  for (let round = from; round < to; round++) await operation?.(round);
}

const PARTS = 5;
const MOST_PARTS = 4 * PARTS;
const seen = [await holdings()];
let least = Number.POSITIVE_INFINITY;
for (let part = 0; part < PARTS || (part < MOST_PARTS && least >= Number(allowed)); part++) {
  await repeat((part * rounds) / PARTS, ((part + 1) * rounds) / PARTS);
  const now = await holdings();
  // What leaks grows in every part; compiling and collecting make single parts grow or shrink.
  least = Math.min(least, now.bytes - (seen.at(-1)?.bytes ?? 0));
  seen.push(now);
}
const [, first] = seen;
const last = seen.at(-1);
if (first === undefined || last === undefined) throw new Error('nothing was measured');
writeSync(
  1,
  JSON.stringify({
    descriptors: last.descriptors - first.descriptors,
    threads: last.threads - first.threads,
    bytes: least,
  }),
);
