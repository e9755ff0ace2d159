/** What is measured of one run of a job, and in what unit. Less is better. */
export const MEASURES = {
  time: 'ns',
  /** Processor time, of the program and of the kernel for it. */
  processor: 'ns',
  /** The most memory that the process ever had. */
  peak: 'bytes',
  /** How much more memory the process has than before. */
  growth: 'bytes',
  /** Memory that the run allocated, kept or not. */
  allocated: 'bytes',
  /** How late the event loop was: the 99th percentile, and the worst. */
  delay99: 'ns',
  delayMax: 'ns',
  /** The commands of a CNI plugin. */
  add: 'ns',
  delete: 'ns',
} as const;

export type Measure = keyof typeof MEASURES;

const isMeasure = (name: string): name is Measure => Object.hasOwn(MEASURES, name);

export const measures: readonly Measure[] = Object.keys(MEASURES).filter(isMeasure);

export type Values = { readonly [M in Measure]?: number };

/** What one run took, on average over those of a sample, and what it brought. */
export interface Sample {
  readonly values: Values;
  /** How many things were done, so that a peer that does less is found out. */
  readonly items: number;
}

/** A job within a Node.js process. */
export interface Job {
  /** Does the job once. @returns how many things were done, with what is measured beside time and processor time */
  readonly run: () => number | Sample | Promise<number | Sample>;
  readonly close: () => void;
}

/** A peer that is ready to run. */
export interface Running {
  readonly run: (times: number) => Promise<Sample>;
  readonly stop: () => void;
}

/** One way to do a case's job. */
export interface Peer {
  readonly name: string;
  /** Why it cannot run on this machine; undefined when it can. */
  readonly lacks?: () => string | undefined;
  /** Milliseconds of running before it is measured: until its code is compiled, its caches are filled. */
  readonly warmUp: number;
  /** Starts it in the namespaces of the caller, for a case that is prepared. */
  readonly start: (of: Case) => Running;
  /** What runs within a worker; see `peers/job.ts`. */
  readonly job?: () => Job | Promise<Job>;
}

/** What a measure has to be, for the program to be called fast. */
export interface Target {
  readonly measure: Measure;
  /** Whose value ours is divided by; without one it is our own value that counts. */
  readonly peer?: string;
  /** Of the median. */
  readonly atMost: number;
}

/** A job that several programs do. */
export interface Case {
  readonly name: string;
  readonly does: (size: number) => string;
  /** How many things there are. */
  readonly size: number;
  /** Sizes to look at for how the cost of one thing grows. */
  readonly sizes?: readonly number[];
  /** Fills the namespaces that the case has to itself. */
  readonly prepare: (size: number) => void | Promise<void>;
  /** Undoes, before each run, what a run did. */
  readonly reset?: (size: number) => void;
  /** Runs of a sample, where what is measured of a run is not the run as a whole; else they last some time together. */
  readonly runs?: number;
  /** Pairs of samples, ours and one of the peer's; {@link PAIRS} by default. */
  readonly pairs?: number;
  /** Ours first: it is measured against each of the others. */
  readonly peers: readonly [Peer, ...Peer[]];
  readonly targets: readonly Target[];
}

export const PAIRS = 10;
