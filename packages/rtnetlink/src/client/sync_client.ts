import { type OpenOptions, openTransport } from './open.ts';
import type { Operation } from './request.ts';
import { SyncDriver } from './sync.ts';
import type { SyncTransport } from './transport.ts';

/**
 * The least client: it runs the operations that it is given, and blocks until the kernel has answered. A program that
 * is started for one job loads the objects that it imports, and no others.
 *
 * @example
 * using host = SyncClient.open({ netns: 'blue' })
 * host.run(links.set('eth0', { up: true }))
 */
export class SyncClient implements Disposable {
  /** Carries out an operation. @throws NetlinkError, and what the operation throws */
  readonly run: <R>(operation: Operation<R>) => R;
  /** Closes the socket. Operations that are run afterwards throw NetlinkError EBADF. */
  readonly close: () => void;

  /** A client over any transport; `open` opens a socket. */
  constructor(transport: SyncTransport, options: OpenOptions = {}) {
    // Without private fields: to TypeScript an `RtnlSync` is one, too.
    const driver = new SyncDriver(transport, options.onWarning);
    this.run = (operation) => driver.run(operation);
    this.close = () => driver.close();
  }

  /** Opens a client. @throws SystemError when the namespace or the socket cannot be opened */
  static open(options: OpenOptions = {}): SyncClient {
    return new SyncClient(openTransport(options), options);
  }

  /** As `close`. */
  [Symbol.dispose](): void {
    this.close();
  }
}
