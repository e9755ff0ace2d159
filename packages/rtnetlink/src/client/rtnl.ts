import { addresses, addressStreams } from './addresses.ts';
import { AsyncDriver } from './async.ts';
import { type Async, type AsyncStreams, bindAsync, bindSync, type Sync, type SyncStreams } from './bind.ts';
import { linkStreams, links } from './links.ts';
import { type Event, type MonitorOptions, monitor, type Subject } from './monitor.ts';
import { neighbourStreams, neighbours } from './neighbours.ts';
import { type AsyncNetns, asyncNetns, type SyncNetns, syncNetns } from './netns.ts';
import { nexthopStreams, nexthops } from './nexthops.ts';
import { nsids } from './nsids.ts';
import { ignoreWarning, type OpenOptions, openRequestSocket } from './open.ts';
import { routeStreams, routes } from './routes.ts';
import { rules } from './rules.ts';
import { SyncDriver } from './sync.ts';
import type { AsyncTransport, SyncTransport } from './transport.ts';

const noStreams = {};

/**
 * An rtnetlink client whose calls return promises. The event loop is never held: requests run on a thread of the
 * socket's own. One client may have any number of calls in flight; it carries them out in the order they were made,
 * except that a dump waits for the dump before it.
 *
 * @example
 * await using host = await Rtnl.open()
 * const links = await host.links.list({ kind: 'macvlan' })
 */
export class Rtnl implements AsyncDisposable {
  readonly links: Async<typeof links> & AsyncStreams<typeof linkStreams>;
  readonly addresses: Async<typeof addresses> & AsyncStreams<typeof addressStreams>;
  readonly routes: Async<typeof routes> & AsyncStreams<typeof routeStreams>;
  readonly neighbours: Async<typeof neighbours> & AsyncStreams<typeof neighbourStreams>;
  readonly rules: Async<typeof rules>;
  readonly nexthops: Async<typeof nexthops> & AsyncStreams<typeof nexthopStreams>;
  readonly nsids: Async<typeof nsids>;
  /** Named namespaces of the machine, as `ip netns` has them. */
  readonly netns: AsyncNetns = asyncNetns;
  readonly #driver: AsyncDriver;
  readonly #options: OpenOptions;

  /** A client over any transport; {@link Rtnl.open} opens a socket. */
  constructor(transport: AsyncTransport, options: OpenOptions = {}) {
    const driver = new AsyncDriver(transport, options.onWarning ?? ignoreWarning);
    this.#driver = driver;
    this.#options = options;
    this.links = bindAsync(driver, links, linkStreams);
    this.addresses = bindAsync(driver, addresses, addressStreams);
    this.routes = bindAsync(driver, routes, routeStreams);
    this.neighbours = bindAsync(driver, neighbours, neighbourStreams);
    this.rules = bindAsync(driver, rules, noStreams);
    this.nexthops = bindAsync(driver, nexthops, nexthopStreams);
    this.nsids = bindAsync(driver, nsids, noStreams);
  }

  /** Opens a client. @throws SystemError when the namespace or the socket cannot be opened */
  static async open(options: OpenOptions = {}): Promise<Rtnl> {
    return new Rtnl(openRequestSocket(options), options);
  }

  /**
   * Events of the kernel, on a socket of its own in the namespace of this client, from the moment of the call.
   *
   * When the kernel had to drop events, the iterator gives one `{ subject: 'overrun' }`: what was listed before is
   * stale from there on.
   */
  monitor(
    subjects: readonly Subject[],
    options: MonitorOptions = {},
  ): AsyncGenerator<Event, void, undefined> {
    return monitor(subjects, { netns: this.#options.netns, ...options });
  }

  /** Closes the socket. Calls in flight are rejected with NetlinkError ECANCELED. */
  close(): void {
    this.#driver.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }
}

/**
 * An rtnetlink client whose calls block until the kernel has answered: for tools that do nothing else meanwhile.
 *
 * @example
 * using host = RtnlSync.open({ netns: 'blue' })
 * host.links.set('eth0', { up: true })
 */
export class RtnlSync implements Disposable {
  readonly links: Sync<typeof links> & SyncStreams<typeof linkStreams>;
  readonly addresses: Sync<typeof addresses> & SyncStreams<typeof addressStreams>;
  readonly routes: Sync<typeof routes> & SyncStreams<typeof routeStreams>;
  readonly neighbours: Sync<typeof neighbours> & SyncStreams<typeof neighbourStreams>;
  readonly rules: Sync<typeof rules>;
  readonly nexthops: Sync<typeof nexthops> & SyncStreams<typeof nexthopStreams>;
  readonly nsids: Sync<typeof nsids>;
  /** Named namespaces of the machine, as `ip netns` has them. */
  readonly netns: SyncNetns = syncNetns;
  readonly #driver: SyncDriver;

  /** A client over any transport; {@link RtnlSync.open} opens a socket. */
  constructor(transport: SyncTransport, options: OpenOptions = {}) {
    const driver = new SyncDriver(transport, options.onWarning ?? ignoreWarning);
    this.#driver = driver;
    this.links = bindSync(driver, links, linkStreams);
    this.addresses = bindSync(driver, addresses, addressStreams);
    this.routes = bindSync(driver, routes, routeStreams);
    this.neighbours = bindSync(driver, neighbours, neighbourStreams);
    this.rules = bindSync(driver, rules, noStreams);
    this.nexthops = bindSync(driver, nexthops, nexthopStreams);
    this.nsids = bindSync(driver, nsids, noStreams);
  }

  /** Opens a client. @throws SystemError when the namespace or the socket cannot be opened */
  static open(options: OpenOptions = {}): RtnlSync {
    return new RtnlSync(openRequestSocket(options), options);
  }

  close(): void {
    this.#driver.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
