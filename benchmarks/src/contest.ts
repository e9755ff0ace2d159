import { type Case, type Measure, measures, type Peer, type Running, type Sample } from './case.ts';
import { median, type Summary, summary } from './statistics.ts';

/** How one peer did. */
export interface Standing {
  readonly peer: string;
  /** Of its own samples. */
  readonly values: { readonly [M in Measure]?: Summary };
  /** Ours divided by its, of pairs of samples that were taken one right after the other. */
  readonly ratios: { readonly [M in Measure]?: Summary };
}

/** What a case gave; ours is the first. */
export interface Outcome {
  readonly standings: readonly Standing[];
  readonly leftOut: readonly { readonly peer: string; readonly reason: string }[];
}

/** The cost of one thing, in nanoseconds, where there are so many. */
export interface Cost {
  readonly size: number;
  readonly each: Summary;
}

/** How long a sample is, in nanoseconds: the job is repeated until then. */
const SPAN = 50e6;

interface Contestant {
  readonly peer: Peer;
  readonly running: Running;
  readonly samples: Sample[];
  readonly pairs: { readonly ours: Sample; readonly its: Sample }[];
  /** Runs of a sample. */
  times: number;
}

/**
 * Measures the peers of a case against ours, in the namespaces of the caller: ours and a peer's in turn, so that what
 * slows the machine for a while slows both, and the other way round every other time.
 */
export class Contest {
  readonly #of: Case;
  readonly #size: number;
  readonly #tell: (what: string) => void;

  constructor(of: Case, size: number, tell: (what: string) => void) {
    this.#of = of;
    this.#size = size;
    this.#tell = tell;
  }

  /** @throws Error when the peers bring different numbers of things, or one fails */
  async run(pairs: number): Promise<Outcome> {
    const [ours, ...others] = this.#of.peers;
    const leftOut = others.flatMap((peer) => {
      const reason = peer.lacks?.();
      return reason === undefined ? [] : [{ peer: peer.name, reason }];
    });
    const present = others.filter(({ name }) => !leftOut.some(({ peer }) => peer === name));
    const standings = await this.#withReady([ours, ...present], async (first, rest) => {
      for (let pair = 0; pair < pairs; pair++) {
        this.#tell(`pair ${pair + 1} of ${pairs}`);
        if (rest.length === 0) await this.#sample(first);
        for (const other of rest) await this.#pair(first, other, pair % 2 === 0);
      }
      checkItems(this.#of.name, [first, ...rest]);
      return [first, ...rest].map(standing);
    });
    return { standings, leftOut };
  }

  /** The cost of one thing, by our own samples alone. */
  async cost(samples: number): Promise<Cost> {
    return await this.#withReady([this.#of.peers[0]], async (ours) => {
      for (let sample = 0; sample < samples; sample++) await this.#sample(ours);
      const each = ours.samples.map(({ items, values }) => (values.time ?? Number.NaN) / items);
      return { size: this.#size, each: summary(each) };
    });
  }

  async #withReady<T>(
    [ours, ...others]: readonly [Peer, ...Peer[]],
    use: (ours: Contestant, others: readonly Contestant[]) => Promise<T>,
  ): Promise<T> {
    const started: Contestant[] = [];
    const ready = async (peer: Peer): Promise<Contestant> => {
      this.#tell(`warming up ${peer.name}`);
      const contestant = { peer, running: peer.start(this.#of), samples: [], pairs: [], times: 1 };
      started.push(contestant);
      await this.#warmUp(contestant);
      return contestant;
    };
    try {
      const first = await ready(ours);
      const rest: Contestant[] = [];
      for (const peer of others) rest.push(await ready(peer));
      return await use(first, rest);
    } finally {
      for (const { running } of started) running.stop();
    }
  }

  async #warmUp(contestant: Contestant): Promise<void> {
    const from = performance.now();
    do await this.#sample(contestant);
    while (performance.now() - from < contestant.peer.warmUp);
    contestant.times = this.#of.runs ?? (this.#of.reset === undefined ? runsOf(contestant.samples) : 1);
    contestant.samples.length = 0;
  }

  async #pair(first: Contestant, other: Contestant, oursFirst: boolean): Promise<void> {
    const before = oursFirst ? await this.#sample(first) : undefined;
    const its = await this.#sample(other);
    other.pairs.push({ ours: before ?? (await this.#sample(first)), its });
  }

  async #sample({ running, samples, times }: Contestant): Promise<Sample> {
    this.#of.reset?.(this.#size);
    const sample = await running.run(times);
    samples.push(sample);
    return sample;
  }
}

/** Later runs are warmer than the first. */
function runsOf(samples: readonly Sample[]): number {
  return Math.max(1, Math.round(SPAN / median(samples.slice(-5).map(({ values }) => values.time ?? SPAN))));
}

function checkItems(name: string, contestants: readonly Contestant[]): void {
  const brought = contestants.map(({ peer, samples }) => ({
    peer: peer.name,
    items: [...new Set(samples.map(({ items }) => items))],
  }));
  if (new Set(brought.flatMap(({ items }) => items)).size <= 1) return;
  const list = brought.map(({ peer, items }) => `${peer} ${items.join(' or ')}`);
  throw new Error(`${name}: the peers do not do the same: ${list.join(', ')}`);
}

function standing({ peer, samples, pairs }: Contestant): Standing {
  const values: { [M in Measure]?: Summary } = {};
  const ratios: { [M in Measure]?: Summary } = {};
  for (const measure of measures) {
    const own = samples.map((sample) => sample.values[measure]).filter((value) => value !== undefined);
    if (own.length > 0) values[measure] = summary(own);
    const both = pairs.flatMap(({ ours, its }) => {
      const [mine, theirs] = [ours.values[measure], its.values[measure]];
      return mine === undefined || theirs === undefined || theirs <= 0 ? [] : [mine / theirs];
    });
    if (both.length > 0) ratios[measure] = summary(both);
  }
  return { peer: peer.name, values, ratios };
}
