import type { BatchOptions, SyncBatch } from './batch.ts';
import type { SyncCallOptions } from './limits.ts';
import { type SyncNetns, syncNetns } from './netns.ts';
import { BoundSync, type SyncObjects } from './objects.ts';
import { type OpenOptions, openTransport } from './open.ts';
import type { Operation } from './request.ts';
import { SyncDriver, type SyncRunner } from './sync.ts';
import type { SyncTransport } from './transport.ts';

/** What a client does whose calls block: its objects, and many operations at once. */
export interface SyncCalls extends SyncObjects {
  /** As `AsyncCalls.batch`. */
  readonly batch: SyncBatch;
}

class BoundSyncCalls extends BoundSync implements SyncCalls {
  readonly batch: SyncBatch;

  constructor(runner: SyncRunner) {
    super(runner);
    // The driver holds the results in the order of the operations; TypeScript cannot know the type of each.
    this.batch = ((operations: Iterable<Operation<unknown>>, options?: BatchOptions) =>
      runner.batch(operations, options)) as SyncBatch;
  }
}

/**
 * An rtnetlink client whose calls block until the kernel has answered: for tools that do nothing else meanwhile.
 *
 * @example
 * using host = SyncClient.open({ netns: 'blue' })
 * host.links.set('eth0', { up: true })
 */
export class SyncClient extends BoundSyncCalls implements Disposable {
  /** Named namespaces of the machine, as `ip netns` has them. */
  readonly netns: SyncNetns = syncNetns;
  protected readonly driver: SyncDriver;

  /** A client over any transport; `open` opens a socket. */
  constructor(transport: SyncTransport, options: OpenOptions = {}) {
    const driver = new SyncDriver(transport, options.onWarning);
    super(driver);
    this.driver = driver;
  }

  /** Opens a client. @throws SystemError when the namespace or the socket cannot be opened */
  static open(options: OpenOptions = {}): SyncClient {
    return new SyncClient(openTransport(options), options);
  }

  /** The same calls with a limit, `host.with({ timeout: 500 }).links.list()`, or an echo of what they change. */
  with(limits: SyncCallOptions): SyncCalls {
    return new BoundSyncCalls(this.driver.with(limits));
  }

  /** Closes the socket. Calls made afterwards throw NetlinkError EBADF. */
  close(): void {
    this.driver.close();
  }

  /** As `close`. */
  [Symbol.dispose](): void {
    this.close();
  }
}
