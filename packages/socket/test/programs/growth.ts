/**
 * growth KIND ROUNDS: repeats an operation, and prints what the process holds more after all rounds than
 * after the first tenth of them.
 */
import { readdirSync, writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { NetlinkSocket, unshareNetns } from '../../src/index.ts';
import { acknowledged, dumpLinks } from '../messages.ts';

const [kind = '', count = '0'] = process.argv.slice(2);
const rounds = Number(count);
using netns = unshareNetns();
using shared = new NetlinkSocket({ netns });
const into = new Uint8Array(1 << 17);

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
  for (let turn = 0; turn < 50; turn++) await nextTurn();
  globalThis.gc?.();
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    threads: readdirSync('/proc/self/task').length,
    bytes: process.memoryUsage().rss,
  };
}

async function repeat(from: number, to: number): Promise<void> {
  for (let round = from; round < to; round++) await operation?.(round);
}

await repeat(0, rounds / 10);
const before = await holdings();
await repeat(rounds / 10, rounds);
const after = await holdings();
writeSync(
  1,
  JSON.stringify({
    descriptors: after.descriptors - before.descriptors,
    threads: after.threads - before.threads,
    bytes: after.bytes - before.bytes,
  }),
);
