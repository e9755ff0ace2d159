/** Runs worker_threads that end in the way named by the argument, with everything in use; prints what is left. */
import { readdirSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { NetlinkSocket } from '../../src/index.ts';
import { useEverything } from './in-use.ts';
import { countThreads } from './threads.ts';

const TOGETHER = 4;
const BATCHES = 6;

async function work(ending: unknown): Promise<void> {
  const sockets = await useEverything(ending !== 'end');
  parentPort?.postMessage(sockets.length);
  if (ending === 'exit') process.exit();
  if (ending === 'throw') throw new Error('thrown on purpose');
}

async function runWorker(ending: string): Promise<void> {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: ending });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('error', (error) => {
    if (error.message !== 'thrown on purpose') throw error;
  });
  await new Promise((resolve) => worker.once('message', resolve));
  if (ending === 'terminate') await worker.terminate();
  await ended;
}

function countDescriptors(): number {
  return readdirSync('/proc/self/fd').length;
}

/** What goes on ending after a worker's `exit` is given time to: the count, once it is no higher than `expected`. */
async function settled(count: () => number, expected: number): Promise<number> {
  for (let waited = 0; waited < 2000 && count() > expected; waited += 20) await pause(20);
  return count();
}

if (isMainThread) {
  const ending = process.argv[2] ?? '';
  // The main thread uses the addon too, so that it stays loaded.
  using socket = new NetlinkSocket();
  await runWorker(ending);
  await pause(100);
  const [descriptors, threads] = [countDescriptors(), countThreads()];
  let ended = 0;
  for (let batch = 0; batch < BATCHES; batch++) {
    await Promise.all(Array.from({ length: TOGETHER }, () => runWorker(ending)));
    ended += TOGETHER;
  }
  const left = {
    ended,
    descriptors: (await settled(countDescriptors, descriptors)) - descriptors,
    threads: (await settled(countThreads, threads)) - threads,
    open: socket.fd >= 0,
  };
  writeSync(1, JSON.stringify(left));
} else {
  await work(workerData);
}
