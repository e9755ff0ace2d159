import { type Netns, type NetnsSpec, openNetns } from '@iplink-ts/socket';
import type { Address } from '../../address.ts';
import type { Link } from '../../link/link.ts';
import type { Neighbour } from '../../neighbour.ts';
import type { Nexthop } from '../../nexthop.ts';
import type { Route } from '../../route/route.ts';
import type { Rule } from '../../rule.ts';
import { AsyncDriver } from '../async.ts';
import type { Device } from '../device.ts';
import { decodeEvent } from '../monitor/event.ts';
import { MonitorSocket } from '../monitor/socket.ts';
import { groupsOf, subjects as table } from '../monitor/subject.ts';
import { openTransport } from '../open.ts';
import { type Change, ChangeQueue, type WatchSubject, watchSubjects } from './change.ts';
import { refresh } from './refresh.ts';
import { allStale, Stale } from './stale.ts';
import { State } from './state.ts';

/** How a cache is opened. */
export interface WatchOptions {
  readonly netns?: NetnsSpec | undefined;
  /** Closes the cache. */
  readonly signal?: AbortSignal | undefined;
  /** What changes are given of. Everything is kept: what becomes of a route depends on links and addresses. Default all. */
  readonly subjects?: readonly WatchSubject[] | undefined;
  /** `SO_RCVBUF` in bytes: what the kernel may hold while the program does other things. Default 4 MiB. */
  readonly receiveBuffer?: number | undefined;
}

const RECEIVE_BUFFER = 4 << 20;
/** Datagrams after which other things of the program get their turn. */
const TURN = 512;
/** Rounds after which consumers get changes although more is being listed. */
const PATIENCE = 8;

const nothing = new Stale();

interface Waiting {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The links, addresses, routes, neighbours, rules and nexthop objects of a namespace, kept current by the kernel's
 * events. `Rtnl.watch` opens one.
 *
 * Links are without statistics, timers and `afSpec`, which change and are not told; routes and neighbours without
 * `cacheinfo`. Neighbours are those of IPv4 and IPv6 that are not `noarp`; changes between `stale`, `delay` and
 * `probe` are not told by the kernel.
 *
 * After a failure every property throws its error: what is read is never older than the kernel's last event.
 */
export class Cache implements AsyncIterable<Change>, AsyncDisposable {
  readonly #netns: Netns | undefined;
  readonly #socket: MonitorSocket;
  readonly #driver: AsyncDriver;
  readonly #signal: AbortSignal | undefined;
  readonly #consumers = new Set<ChangeQueue>();
  readonly #state: State;
  /** Calls of `sync` that wait for what happened before them to be read. */
  #waiting: Waiting[] = [];
  #losses = 0;
  #ended: { readonly error?: unknown } | undefined;

  private constructor(options: WatchOptions) {
    const wanted = new Set<WatchSubject>(options.subjects ?? watchSubjects);
    this.#state = new State((subject, before, after) => {
      if (wanted.has(subject))
        for (const consumer of this.#consumers) consumer.report(subject, before, after);
    });
    this.#state.stale = allStale();
    this.#netns = options.netns === undefined ? undefined : openNetns(options.netns);
    try {
      this.#socket = new MonitorSocket({
        netns: this.#netns,
        receiveBuffer: options.receiveBuffer ?? RECEIVE_BUFFER,
        groups: watchSubjects.flatMap((subject) => groupsOf(table[subject], undefined)),
        allNetns: false,
      });
      const netns = this.#netns;
      this.#driver = new AsyncDriver(openTransport(netns ? { netns: { fd: netns.fd } } : {}));
    } catch (error) {
      this.#netns?.close();
      throw error;
    }
    this.#signal = options.signal;
    this.#signal?.addEventListener('abort', this.#abort);
  }

  /** See `Rtnl.watch`. */
  static async open(options: WatchOptions): Promise<Cache> {
    options.signal?.throwIfAborted();
    const cache = new Cache(options);
    void cache.#run();
    await cache.sync();
    options.signal?.throwIfAborted();
    return cache;
  }

  /** How often the kernel dropped events, and everything was listed anew. */
  get losses(): number {
    return this.#losses;
  }

  /** Links by index. */
  get links(): ReadonlyMap<number, Link> {
    return this.#current().links.objects;
  }

  /** A link by name, alternative name or index. */
  link(device: Device): Link | undefined {
    return this.#current().links.find(device);
  }

  /** All addresses. */
  get addresses(): readonly Address[] {
    return [...this.#current().addresses.objects.values()];
  }

  /** Routes of all tables. Those of one prefix, tos and priority are in the order of the kernel. */
  get routes(): readonly Route[] {
    return [...this.#current().routes.routes()];
  }

  /** All neighbours. */
  get neighbours(): readonly Neighbour[] {
    return [...this.#current().neighbours.objects.values()];
  }

  /** Rules by family, in the order of the kernel. */
  get rules(): readonly Rule[] {
    return this.#current().rules.rules;
  }

  /** Nexthop objects by id. */
  get nexthops(): ReadonlyMap<number, Nexthop> {
    return this.#current().nexthops.objects;
  }

  /**
   * Changes from the moment of the call, to any number of consumers. One that takes its time gets what became of an
   * object in the meantime as one change, and does not hear of what came and went.
   *
   * @throws SystemError, NetlinkError (the iteration) when the cache failed
   */
  changes(): AsyncGenerator<Change, void, undefined> {
    const queue = new ChangeQueue();
    if (this.#ended === undefined) this.#consumers.add(queue);
    else queue.end(this.#ended);
    const leave = (): void => {
      this.#consumers.delete(queue);
      queue.end({});
    };
    const iteration = changesOf(queue, leave);
    const finish = iteration.return.bind(iteration);
    // The `finally` of a generator that never began does not run, and that of one that waits would have to wait.
    iteration.return = (value) => {
      leave();
      return finish(value);
    };
    return iteration;
  }

  /** As `changes()`. */
  [Symbol.asyncIterator](): AsyncGenerator<Change, void, undefined> {
    return this.changes();
  }

  /**
   * Resolves when the cache has all that happened before the call, such as the effect of a request that was answered.
   * Rejects with the error of a cache that failed; a closed one is as current as it will be.
   */
  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#ended === undefined) {
        this.#waiting.push({ resolve, reject });
        this.#socket.wake();
      } else if ('error' in this.#ended) reject(this.#ended.error);
      else resolve();
    });
  }

  /**
   * Lists everything anew, for what the kernel does not tell at all: alternative names, alias and group of a link that
   * is down; changes to an IPv6 address while it is tentative. Resolves and rejects as {@link sync}.
   */
  refresh(): Promise<void> {
    this.#state.stale = allStale();
    return this.sync();
  }

  /** Ends it: iterations end, and the properties stay as they are. */
  close(): void {
    this.#end({});
  }

  /** As `close`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  readonly #abort = (): void => this.close();

  #current(): State {
    if (this.#ended !== undefined && 'error' in this.#ended) throw this.#ended.error;
    return this.#state;
  }

  #end(reason: { readonly error?: unknown }): void {
    if (this.#ended !== undefined) return;
    this.#ended = reason;
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#socket.close();
    this.#driver.close();
    this.#netns?.close();
    for (const consumer of this.#consumers) consumer.end(reason);
    this.#consumers.clear();
    this.#settle(this.#waiting);
    this.#waiting = [];
  }

  #settle(waiting: readonly Waiting[]): void {
    for (const { resolve, reject } of waiting) {
      if (this.#ended !== undefined && 'error' in this.#ended) reject(this.#ended.error);
      else resolve();
    }
  }

  async #run(): Promise<void> {
    while (this.#ended === undefined) await this.#round();
  }

  /**
   * Reads what the kernel holds, lists what that leaves open, and again, until nothing is open; then waits.
   *
   * Each listing is as new as its answer, so that the events read after it may be older: they are applied as such.
   */
  async #round(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    try {
      let listed: Stale = nothing;
      for (let rounds = 1; this.#ended === undefined; rounds++) {
        await this.#drain(listed);
        listed = this.#state.stale;
        if (listed.isEmpty) break;
        this.#state.stale = new Stale();
        const begun = performance.now();
        await refresh(this.#driver, this.#state, listed);
        if (rounds % PATIENCE === 0) this.#release();
        // Where everything changes all the time, listing takes half of the time at most.
        if (rounds > PATIENCE) await this.#pause(performance.now() - begun);
      }
    } catch (error) {
      // What is in flight when the cache is closed fails; it was no failure of the cache.
      this.#end({ error });
      this.#settle(waiting);
      return;
    }
    this.#release();
    this.#settle(waiting);
    if (this.#ended === undefined && this.#waiting.length === 0) await this.#socket.readable();
  }

  async #drain(listed: Stale): Promise<void> {
    for (let datagrams = 1; ; datagrams++) {
      const outcome = this.#socket.receive((reader, header) => {
        const event = decodeEvent(reader, header, undefined, undefined);
        if (event !== undefined && event.subject !== 'other') this.#state.apply(event, listed);
      });
      if (outcome === 'nothing') return;
      if (outcome === 'lost') {
        this.#losses++;
        this.#state.stale = allStale();
      }
      if (datagrams % TURN === 0) await this.#pause(0);
    }
  }

  #pause(delay: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, delay));
  }

  #release(): void {
    for (const consumer of this.#consumers) consumer.release();
  }
}

async function* changesOf(queue: ChangeQueue, leave: () => void): AsyncGenerator<Change, void, undefined> {
  try {
    for (let change = await queue.next(); change !== undefined; change = await queue.next()) yield change;
  } finally {
    leave();
  }
}
