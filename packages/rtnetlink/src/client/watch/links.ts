import type { Link } from '../../link/link.ts';
import { type Observe, Store } from './store.ts';

/** Fields of `data` and `slaveData` that run by themselves: timers, counters, and the bridge's own protocol. */
const RUNNING = [
  'helloTimer',
  'tcnTimer',
  'topologyChangeTimer',
  'gcTimer',
  'mcastQuerierState',
  'fdbNLearned',
  'messageAgeTimer',
  'forwardDelayTimer',
  'holdTimer',
  'topologyChangeAck',
  'configPending',
  'mcastEhtHostsCnt',
  'mcastNGroups',
  'bcQueueLenUsed',
];

function withoutRunning<T>(data: T): T {
  if (typeof data !== 'object' || data === null) return data;
  const left = Object.entries(data).filter(([name]) => !RUNNING.includes(name));
  return left.length === Object.keys(data).length ? data : (Object.fromEntries(left) as T);
}

/**
 * A link as the cache keeps it: without what changes and is not told (statistics, timers, settings of the address
 * families), and what only a message has.
 */
export function keptLink(link: Link): Link {
  // `data` keeps the type that `kind` gives it: fields are taken from it, none is added.
  return {
    ...link,
    change: 0,
    stats: undefined,
    stats64: undefined,
    xstats: undefined,
    afSpec: undefined,
    event: undefined,
    newNetnsid: undefined,
    newIfindex: undefined,
    data: withoutRunning(link.data),
    slaveData: withoutRunning(link.slaveData),
  } as Link;
}

/** The names by which a link can be found. */
function* namesOf(link: Link): Generator<string, void, undefined> {
  if (link.ifname !== undefined) yield link.ifname;
  yield* link.propList?.altIfname ?? [];
}

/** Links by index, and by their names. */
export class LinkStore {
  readonly #store: Store<number, Link>;
  readonly #names = new Map<string, number>();

  constructor(observe: Observe<Link>) {
    this.#store = new Store<number, Link>((before, after) => {
      for (const name of before ? namesOf(before) : [])
        if (this.#names.get(name) === before?.index) this.#names.delete(name);
      for (const name of after ? namesOf(after) : []) this.#names.set(name, after?.index ?? 0);
      observe(before, after);
    });
  }

  get objects(): ReadonlyMap<number, Link> {
    return this.#store.objects;
  }

  find(device: string | number): Link | undefined {
    const index = typeof device === 'number' ? device : this.#names.get(device);
    return index === undefined ? undefined : this.objects.get(index);
  }

  set(link: Link): void {
    this.#store.set(link.index, keptLink(link));
  }

  delete(index: number): void {
    this.#store.delete(index);
  }

  assign(listed: readonly Link[]): void {
    this.#store.assign(new Map(listed.map((link) => [link.index, keptLink(link)])));
  }

  /** Links that share state with a link: above, below, its master, its ports. */
  relatives(link: Link): number[] {
    const found: number[] = [];
    if (link.link !== undefined && link.linkNetnsid === undefined) found.push(link.link);
    if (link.master !== undefined) found.push(link.master);
    for (const other of this.objects.values())
      if (
        (other.link === link.index && other.linkNetnsid === undefined && other.index !== link.index) ||
        other.master === link.index
      )
        found.push(other.index);
    return found.filter((index) => index !== link.index && this.objects.has(index));
  }
}
