import { fileURLToPath } from 'node:url';
import type { Job, Peer } from '../case.ts';
import { LineProgram } from '../line-program.ts';

/** Until V8 has optimized what runs hot, and has got over its first wrong guesses. */
const WARM_UP = 1500;

const WORKER = fileURLToPath(new URL('../worker.js', import.meta.url));

/** Options of {@link jobPeer}. */
export interface JobOptions {
  /** The peer whose process it runs in; by default it has one of its own. */
  readonly within?: string;
  /** For Node.js. */
  readonly flags?: readonly string[];
  readonly warmUp?: number;
}

/** By the peer that each is for; this process has one case. */
const workers = new Map<string, LineProgram>();

/** A peer that is a job within a Node.js process. */
export function jobPeer(
  name: string,
  job: () => Job | Promise<Job>,
  { within = name, flags = [], warmUp = WARM_UP }: JobOptions = {},
): Peer {
  return {
    name,
    warmUp,
    job,
    start: (of) => {
      const worker = workers.get(within) ?? new LineProgram([process.execPath, ...flags, WORKER, of.name]);
      workers.set(within, worker);
      return { run: (times) => worker.ask(JSON.stringify({ peer: name, times })), stop: worker.stop };
    },
  };
}
