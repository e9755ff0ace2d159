import { type Netns, type NetnsSpec, openNetns } from '@iplink-ts/socket';
import { DumpInterruptedError, NetlinkError } from '../error.ts';
import { decodeEvent, type Event } from './event.ts';
import { Listing } from './listing.ts';
import { Queue } from './queue.ts';
import { MonitorSocket } from './socket.ts';
import { groupsOf, type Subject, subjects as table } from './subject.ts';

/** How a monitor is opened. */
export interface MonitorOptions {
  readonly netns?: NetnsSpec | undefined;
  /** Ends the iteration. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Only these address families, such as `[2]` for IPv4: of addresses, routes, rules, neighbours and the like; links
   * and what belongs to bridges have none. Default all.
   */
  readonly families?: readonly number[] | undefined;
  /**
   * Also events of other namespaces, of those that have an id in this one (`NETLINK_LISTEN_ALL_NSID`); they carry it
   * as `nsid`.
   */
  readonly allNetns?: boolean | undefined;
  /** Begin with a resync, so that nothing lies between the listing and the events. */
  readonly initial?: boolean | undefined;
  /** How many events are held for a slow consumer; beyond that, `receiveBuffer` holds some more. Default 4096. */
  readonly queue?: number | undefined;
  /** `SO_RCVBUF` in bytes: what the kernel may hold for a slow consumer. Default 1 MiB. */
  readonly receiveBuffer?: number | undefined;
  /** Time in milliseconds between the beginnings of two resyncs, at least. Default 1000. */
  readonly resyncInterval?: number | undefined;
}

const QUEUE = 4096;
const RECEIVE_BUFFER = 1 << 20;
const RESYNC_INTERVAL = 1000;

/** See `Rtnl.monitor`. `room` is that of {@link MonitorSocket}. */
export function monitor(
  subjects: readonly (Subject | number)[],
  options: MonitorOptions,
  room?: number,
): AsyncGenerator<Event, void, undefined> {
  // Join now, not at the first `next()`: what happens after the call is seen.
  const source = new Monitor(subjects, options, room);
  const iteration = eventsOf(source, options.signal);
  const finish = iteration.return.bind(iteration);
  // The `finally` of a generator that never began does not run, and that of one that waits would have to wait.
  iteration.return = (value) => {
    source.stop();
    return finish(value);
  };
  return iteration;
}

async function* eventsOf(
  source: Monitor,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event, void, undefined> {
  const stop = (): void => source.stop();
  signal?.addEventListener('abort', stop);
  if (signal?.aborted === true) stop();
  source.start();
  try {
    for (let event = await source.queue.next(); event !== undefined; event = await source.queue.next())
      yield event;
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

/** Moves events from the kernel to the queue while there is room, and lists anew after a loss. */
class Monitor {
  readonly queue: Queue<Event>;
  readonly #subjects: readonly Subject[];
  readonly #options: MonitorOptions;
  readonly #netns: Netns | undefined;
  readonly #socket: MonitorSocket;
  readonly #resyncInterval: number;
  #listing: Listing | undefined;
  #started = false;
  #stopped = false;
  /** Events were lost, and no resync has made up for it yet. */
  #lost: boolean;
  #attempt = 0;
  #nextResync = Number.NEGATIVE_INFINITY;

  constructor(subjects: readonly (Subject | number)[], options: MonitorOptions, room: number | undefined) {
    this.#options = options;
    this.#subjects = subjects.filter((subject) => typeof subject !== 'number');
    this.queue = new Queue(options.queue ?? QUEUE);
    this.#lost = options.initial ?? false;
    this.#resyncInterval = options.resyncInterval ?? RESYNC_INTERVAL;
    const groups = subjects.flatMap((subject) =>
      typeof subject === 'number' ? [subject] : groupsOf(table[subject], options.families),
    );
    // Kept open for the listings: a name may go or mean another namespace by then.
    this.#netns = options.netns === undefined ? undefined : openNetns(options.netns);
    try {
      this.#socket = new MonitorSocket({
        netns: this.#netns,
        receiveBuffer: options.receiveBuffer ?? RECEIVE_BUFFER,
        groups: new Set(groups),
        allNetns: options.allNetns ?? false,
        ...(room !== undefined && { room }),
      });
    } catch (error) {
      this.#netns?.close();
      throw error;
    }
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    void this.#run();
  }

  /** Closes everything; what is in the queue is dropped. */
  stop(): void {
    this.#close();
    this.queue.abandon();
  }

  #close(): void {
    this.#stopped = true;
    this.#socket.close();
    this.#listing?.close();
    this.#netns?.close();
  }

  async #run(): Promise<void> {
    try {
      while (!this.#stopped) {
        await this.#drain();
        const wait = this.#nextResync - performance.now();
        if (!this.#lost) await this.#socket.readable();
        else if (wait > 0) await this.#socket.readable(wait);
        else await this.#resync();
      }
    } catch (error) {
      // What was in flight when the consumer left fails, and nobody is there to hear it.
      this.queue.end(this.#stopped ? {} : { error });
    } finally {
      this.#close();
    }
  }

  /** Takes what the kernel holds. While the queue is full nothing is read: the kernel's buffer takes the rest. */
  async #drain(): Promise<void> {
    for (;;) {
      if (this.queue.isFull) await this.queue.room();
      const outcome = this.#socket.receive((reader, header, nsid) => {
        const event = decodeEvent(reader, header, nsid, this.#options.families);
        if (event !== undefined) this.queue.push(event);
      });
      if (outcome === 'nothing') return;
      if (outcome === 'lost') this.#lost = true;
    }
  }

  async #resync(): Promise<void> {
    this.#lost = false;
    this.#attempt++;
    this.#nextResync = performance.now() + this.#resyncInterval;
    const attempt = this.#attempt;
    this.queue.push({ subject: 'resync', phase: 'begin', attempt });
    using listing = new Listing({
      netns: this.#netns,
      subjects: this.#subjects,
      families: this.#options.families,
      allNetns: this.#options.allNetns ?? false,
    });
    this.#listing = listing;
    try {
      for await (const event of listing.events()) {
        if (this.queue.isFull) await this.queue.room();
        this.queue.push(event);
      }
    } catch (error) {
      if (this.#stopped || !isRepeatable(error)) throw error;
      this.#lost = true;
      return;
    } finally {
      this.#listing = undefined;
    }
    await this.#drain();
    if (this.#lost) return;
    this.queue.push({ subject: 'resync', phase: 'end', attempt, notListed: listing.notListed });
    this.#attempt = 0;
  }
}

/** An interrupted listing may lack what was there all the time; one of which answers were lost does. */
function isRepeatable(error: unknown): boolean {
  return error instanceof DumpInterruptedError || (error instanceof NetlinkError && error.code === 'ENOBUFS');
}
