/** One way to do a case's job. */
export interface Peer {
  readonly name: string;
  /** Makes ready what one run needs again and again. */
  readonly open: () => Opened | Promise<Opened>;
}

export interface Opened {
  /** Does the job once and counts what it brought, so that peers that do less are found out. */
  readonly run: () => number | Promise<number>;
  readonly close: () => void;
}

/** A job that several programs do. */
export interface Case {
  readonly name: string;
  readonly does: string;
  /** Fills the network namespace that the case has to itself. */
  readonly prepare: () => void;
  /** Ours first: the others are measured against it. */
  readonly peers: readonly [Peer, ...Peer[]];
}
