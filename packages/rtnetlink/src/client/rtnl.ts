import { AsyncDriver, type AsyncRunner } from './async.ts';
import type { AsyncBatch, BatchOptions, SyncBatch } from './batch.ts';
import { talkative } from './echo.ts';
import type { CallOptions, SyncCallOptions } from './limits.ts';
import { type Event, type MonitorOptions, monitor, type Subject } from './monitor/index.ts';
import { type AsyncNetns, asyncNetns, type SyncNetns, syncNetns } from './netns.ts';
import { type AsyncObjects, BoundAsync, BoundSync, type SyncObjects } from './objects.ts';
import { type OpenOptions, openTransport } from './open.ts';
import type { Operation } from './request.ts';
import { SyncDriver, type SyncRunner } from './sync.ts';
import { type AsyncTransaction, type SyncTransaction, transact, transactSync } from './transaction.ts';
import type { AsyncTransport, SyncTransport } from './transport.ts';
import { Cache, type WatchOptions } from './watch/index.ts';

/** What a client does: its objects, and many operations at once. */
export interface AsyncCalls extends AsyncObjects {
  /** Runs one of the {@link operations}, as `batch` runs many. */
  run<R>(operation: Operation<R>): Promise<R>;
  /**
   * Runs many {@link operations}, whose requests share datagrams; the kernel executes them in this order. Any iterable
   * is read only as far ahead as the socket can take.
   *
   * @returns what became of each, in order. It rejects when the iterable throws, and for what ends any call: an abort,
   * a timeout, or `close`.
   */
  readonly batch: AsyncBatch;
}

class BoundAsyncCalls extends BoundAsync implements AsyncCalls {
  readonly run: AsyncCalls['run'];
  readonly batch: AsyncBatch;

  constructor(runner: AsyncRunner) {
    super(runner);
    this.run = (operation) => runner.run(operation);
    // The driver holds the results in the order of the operations; TypeScript cannot know the type of each.
    this.batch = ((operations: Iterable<Operation<unknown>>, options?: BatchOptions) =>
      runner.batch(operations, options)) as AsyncBatch;
  }
}

/**
 * An rtnetlink client whose calls return promises. The event loop is never held: requests run on a thread of the
 * socket's own. One client may have any number of calls in flight; it carries them out in the order they were made,
 * except that a dump waits for the dump before it.
 *
 * @example
 * await using host = await Rtnl.open()
 * const links = await host.links.list({ kind: 'macvlan' })
 */
export class Rtnl extends BoundAsyncCalls implements AsyncDisposable {
  /** Named namespaces of the machine, as `ip netns` has them. */
  readonly netns: AsyncNetns = asyncNetns;
  readonly #driver: AsyncDriver;
  readonly #options: OpenOptions;

  /** A client over any transport; {@link Rtnl.open} opens a socket. */
  constructor(transport: AsyncTransport, options: OpenOptions = {}) {
    const driver = new AsyncDriver(transport, options.onWarning);
    super(driver);
    this.#driver = driver;
    this.#options = options;
  }

  /** Opens a client. @throws SystemError when the namespace or the socket cannot be opened */
  static async open(options: OpenOptions = {}): Promise<Rtnl> {
    return new Rtnl(openTransport(options), options);
  }

  /**
   * Events of the kernel, on a socket of its own in the namespace of this client, from the moment of the call.
   *
   * A consumer that is too slow loses events, and never without a word: when the kernel had to drop some, those
   * before the loss are given first, then `{ subject: 'resync', phase: 'begin' }`, a fresh listing as `new` events
   * with `listed`, what happened since, and `{ subject: 'resync', phase: 'end' }`.
   *
   * @param subjects what to watch; a number is a multicast group (`RTNLGRP_*`, linux/rtnetlink.h), whose messages of
   * unknown type come as `{ subject: 'other', type, bytes }` and which no resync lists
   * @throws SystemError when the socket cannot be opened, or a group cannot be joined; the iteration throws it when
   * the socket breaks, and NetlinkError when listing does
   */
  monitor(
    subjects: readonly (Subject | number)[],
    options: MonitorOptions = {},
  ): AsyncGenerator<Event, void, undefined> {
    return monitor(subjects, { netns: this.#options.netns, ...options });
  }

  /**
   * The same calls with a limit, `host.with({ signal, timeout: 500 }).links.list()`, or an echo of what they change. A
   * call that ends by a limit leaves unknown whether a change that was sent is made.
   */
  with({ onEcho, ...limits }: CallOptions): AsyncCalls {
    return new BoundAsyncCalls(talkative(this.#driver.with(limits), onEcho));
  }

  /**
   * The objects of this client's namespace, kept current: read it as often as you like, or iterate over its changes.
   *
   * @example
   * await using cache = await host.watch()
   * cache.link('eth0')?.operstate
   * for await (const change of cache) if (change.subject === 'route') console.log(change.action, change.after)
   *
   * @throws SystemError, NetlinkError when it cannot be opened or listed
   */
  async watch(options: WatchOptions = {}): Promise<Cache> {
    return Cache.open({ netns: this.#options.netns, ...options });
  }

  /**
   * Runs `work`, and undoes what it did through `tx` when it rejects: the latest first; then this
   * rejects with the same error.
   * Before each change, what it will touch is looked at; with a link or an address that is changed, also the
   * addresses, routes, neighbours and nexthop objects that the kernel drops with it, for which all of these are listed.
   * What others changed meanwhile stays, unless it is the same object.
   *
   * What cannot be undone is refused with a TypeError before anything is sent: `nsids.set`, `netns.delete`, `stats.set`,
   * deleting links that hold more than can be read (wireguard, macsec, tun, ...) or whose other end is in another
   * namespace, setting fields of links that cannot be read (xdp, virtual functions, ...), and `links.set` of a
   * namespace, for which there is `links.move`.
   *
   * With a bridge, a port of one or a VXLAN device, its VLANs, static entries and members come back; a bridge takes
   * members only while it is up. Not brought back are counters, queueing disciplines, sysctls and the parameters of
   * neighbour tables that went with a link, the numbers of ports, and what a bridge learned.
   *
   * @throws TransactionError when something could not be undone: its `cause` is the error, `undoErrors` say the rest
   *
   * @example
   * await host.transaction(async (tx) => {
   *   await tx.links.add({ ifname: 'v0', kind: 'veth', data: { peer: { ifname: 'v1' } } });
   *   await tx.addresses.add({ dev: 'v0', address: '192.0.2.1/24' });
   *   await tx.routes.replace({ dst: 'default', via: '192.0.2.254', dev: 'v0', onlink: true });
   * });
   */
  transaction<T>(work: (tx: AsyncTransaction) => Promise<T>): Promise<T> {
    return transact(this.#driver, work);
  }

  /**
   * Closes the socket. All calls that are not answered yet are rejected at once with NetlinkError ECANCELED, those made
   * afterwards with EBADF.
   */
  close(): void {
    this.#driver.close();
  }

  /** As `close`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }
}

/** What a client does whose calls block: its objects, and many operations at once. */
export interface SyncCalls extends SyncObjects {
  /** As `AsyncCalls.run`. */
  run<R>(operation: Operation<R>): R;
  /** As `AsyncCalls.batch`. */
  readonly batch: SyncBatch;
}

class BoundSyncCalls extends BoundSync implements SyncCalls {
  readonly run: SyncCalls['run'];
  readonly batch: SyncBatch;

  constructor(runner: SyncRunner) {
    super(runner);
    this.run = (operation) => runner.run(operation);
    // The driver holds the results in the order of the operations; TypeScript cannot know the type of each.
    this.batch = ((operations: Iterable<Operation<unknown>>, options?: BatchOptions) =>
      runner.batch(operations, options)) as SyncBatch;
  }
}

/**
 * An rtnetlink client whose calls block until the kernel has answered: for tools that do nothing else meanwhile.
 *
 * @example
 * using host = RtnlSync.open({ netns: 'blue' })
 * host.links.set('eth0', { up: true })
 */
export class RtnlSync extends BoundSyncCalls implements Disposable {
  /** Named namespaces of the machine, as `ip netns` has them. */
  readonly netns: SyncNetns = syncNetns;
  readonly #driver: SyncDriver;

  /** A client over any transport; `open` opens a socket. */
  constructor(transport: SyncTransport, options: OpenOptions = {}) {
    const driver = new SyncDriver(transport, options.onWarning);
    super(driver);
    this.#driver = driver;
  }

  /** Opens a client. @throws SystemError when the namespace or the socket cannot be opened */
  static open(options: OpenOptions = {}): RtnlSync {
    return new RtnlSync(openTransport(options), options);
  }

  /** The same calls with a limit, `host.with({ timeout: 500 }).links.list()`, or an echo of what they change. */
  with({ onEcho, ...limits }: SyncCallOptions): SyncCalls {
    return new BoundSyncCalls(talkative(this.#driver.with(limits), onEcho));
  }

  /** As `Rtnl.transaction`, with a function that blocks. @throws what `work` throws, or TransactionError */
  transaction<T>(work: (tx: SyncTransaction) => T): T {
    return transactSync(this.#driver, work);
  }

  /** Closes the socket. Calls made afterwards throw NetlinkError EBADF. */
  close(): void {
    this.#driver.close();
  }

  /** As `close`. */
  [Symbol.dispose](): void {
    this.close();
  }
}
