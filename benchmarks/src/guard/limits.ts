/** Counts of one operation. They depend on the program and hardly on the machine, so that they can be limits. */
export interface Counts {
  /** System calls but for those of memory and threads; of a CNI plugin with those of its start. */
  readonly systemCalls: number;
  /** `sendto` and `sendmsg` */
  readonly sent: number;
  /** `recvmsg` */
  readonly received: number;
  /** Calls of the addon for each datagram that came; a CNI plugin does not tell. */
  readonly nativeCallsPerDatagram?: number;
}

/**
 * The most that each may be. One that is exceeded by a change that is worth it is raised with the reason; the others
 * are lowered when a change makes them so.
 */
export const limits = {
  /** 203 links with all attributes, of which some twenty fit in a datagram. */
  list: { systemCalls: 16, sent: 1, received: 13, nativeCallsPerDatagram: 1.1 },
  /** One bridge. */
  add: { systemCalls: 2.9, sent: 1, received: 1, nativeCallsPerDatagram: 2 },
  /** The MTU of one link, which is given by its name. */
  set: { systemCalls: 2.5, sent: 1, received: 1, nativeCallsPerDatagram: 2 },
  /** The MTU of 200 links by their names, at once: the last of a datagram is acknowledged. */
  batch: { systemCalls: 3, sent: 1, received: 1, nativeCallsPerDatagram: 2 },
  /** An ADD of macvlan with static addresses, the whole process. */
  cni: { systemCalls: 240, sent: 12, received: 13 },
} as const satisfies Readonly<Record<string, Counts>>;

export type Guarded = keyof typeof limits;

const isGuarded = (name: string): name is Guarded => Object.hasOwn(limits, name);

export const guarded: readonly Guarded[] = Object.keys(limits).filter(isGuarded);

/** What exceeds its limit, a line each. */
export function exceeded(name: Guarded, counts: Counts): readonly string[] {
  const most: Readonly<Record<string, number>> = limits[name];
  return Object.entries(counts).flatMap(([what, number]) => {
    const limit = most[what];
    return limit === undefined || number <= limit ? [] : [`${name}: ${what} ${number}, at most ${limit}`];
  });
}
