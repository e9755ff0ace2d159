import { parentPort, workerData } from 'node:worker_threads';
import { run, type Share } from './rounds.ts';

// What hostile.test.ts gave it.
parentPort?.postMessage(run(workerData as Share));
