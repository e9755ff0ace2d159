/**
 * The client over the socket of the npm package `netlink` (0.3), for programs that have it already. It is a
 * dependency of the program: `npm install netlink`.
 *
 * What that socket cannot do, and so this transport cannot:
 *
 * - `NETLINK_EXT_ACK`: a refusal has its errno, but neither the kernel's text nor the attribute at fault, and there
 *   are no warnings.
 * - `NETLINK_GET_STRICT_CHK`: the kernel ignores most filters of a list, and gives what is not asked for, too.
 * - `SO_RCVBUFFORCE`: the receive buffer is limited by `net.core.rmem_max`.
 * - Lost answers (`ENOBUFS`): the addon aborts the process ("Error in native callback"), as on any error of receiving.
 *   The client sends no more than the receive buffer can answer.
 * - Blocking calls: there is no {@link SyncTransport}.
 * - Sending on a thread of its own: the event loop waits while the kernel executes a request.
 * - Namespaces: the socket opens in that of the calling thread, which therefore enters the wanted one for that moment.
 * - Bun: the package needs libuv.
 */

import { type Netns, type NetnsSpec, openNetns, runInNetns, SystemError } from '@iplink-ts/socket';
import { RawNetlinkSocket } from 'netlink';
import { align4 } from './bytes/align.ts';
import type { AsyncTransport } from './client/transport.ts';

const EBADF = 9;
const EBUSY = 16;
const ECANCELED = 125;
/** `NETLINK_ROUTE` (linux/netlink.h) */
const NETLINK_ROUTE = 0;
/** `nl_pid` of the kernel. */
const KERNEL = 0;

const ignore = (): void => undefined;

/** How the socket is opened. */
export interface NpmNetlinkOptions {
  /** The network namespace to open the socket in. Default: the caller's. */
  readonly netns?: NetnsSpec | undefined;
  /** `SO_RCVBUF` in bytes; the kernel doubles it. Default: `net.core.rmem_default`. */
  readonly receiveBuffer?: number | undefined;
}

/**
 * A transport over `RawNetlinkSocket` of the npm package `netlink`.
 *
 * @example
 * await using host = new Rtnl(new NpmNetlinkTransport({ netns: 'blue' }));
 */
export class NpmNetlinkTransport implements AsyncTransport, Disposable {
  /** Kept open for {@link reopen}. */
  readonly #netns: Netns;
  readonly #options: NpmNetlinkOptions;
  #socket: RawNetlinkSocket;
  #port = 0;
  #receiveBuffer = 0;
  /** Datagrams that were received and not yet taken. */
  #ready: Uint8Array[] = [];
  /** An error of the socket that no call has thrown yet. */
  #failure: Error | undefined;
  /** Ends the call in flight with an error. */
  #reject: (error: Error) => void = ignore;
  /** Lets the call in flight look at {@link #ready}. */
  #wake: () => void = ignore;
  #transacting = false;
  #closed = false;

  /** @throws SystemError when the namespace cannot be opened; the error of `RawNetlinkSocket` */
  constructor(options: NpmNetlinkOptions = {}) {
    this.#options = options;
    this.#netns = openNetns(options.netns ?? '/proc/thread-self/ns/net');
    try {
      this.#socket = this.#open();
    } catch (error) {
      this.#netns.close();
      throw error;
    }
  }

  get port(): number {
    return this.#port;
  }

  get receiveBuffer(): number {
    return this.#receiveBuffer;
  }

  /** See {@link AsyncTransport}. The request is executed by this thread before the promise is given. */
  async transact(
    request: Uint8Array | undefined,
    _sequence: number,
    into: Uint8Array,
  ): Promise<{ readonly bytes: number }> {
    if (this.#closed) throw new SystemError(EBADF, 'transact');
    if (this.#transacting) throw new SystemError(EBUSY, 'transact');
    this.#transacting = true;
    this.#socket.ref();
    try {
      if (request !== undefined) await this.#send(request);
      if (this.#ready.length === 0) await this.#readable();
      return { bytes: this.#take(into) };
    } catch (error) {
      this.#failure = undefined;
      throw error;
    } finally {
      this.#reject = ignore;
      this.#wake = ignore;
      this.#transacting = false;
      if (!this.#closed) this.#socket.unref();
    }
  }

  reopen(): void {
    if (this.#closed) throw new SystemError(EBADF, 'socket');
    const old = this.#socket;
    this.#socket = this.#open();
    old.close();
    this.#ready = [];
    this.#failure = undefined;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
    this.#netns.close();
    this.#fail(new SystemError(ECANCELED, 'transact'));
  }

  /** As `close`. */
  [Symbol.dispose](): void {
    this.close();
  }

  #open(): RawNetlinkSocket {
    const socket = runInNetns(this.#netns, () => new RawNetlinkSocket(NETLINK_ROUTE));
    if (this.#options.receiveBuffer !== undefined) socket.setRecvBufferSize(this.#options.receiveBuffer);
    this.#port = socket.address().port;
    this.#receiveBuffer = socket.getRecvBufferSize();
    // Only a call in flight keeps the program running.
    socket.unref();
    socket.on('message', (datagram, { port }) => {
      if (port !== KERNEL || this.#closed || socket !== this.#socket) return;
      this.#ready.push(datagram);
      this.#wake();
    });
    socket.on('error', (error) => {
      if (socket === this.#socket) this.#fail(error);
    });
    return socket;
  }

  #send(request: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      // A socket that is closed meanwhile does not call back.
      this.#reject = reject;
      this.#socket.send(request, undefined, (error) => {
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  }

  #readable(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) reject(this.#failure);
      this.#reject = reject;
      this.#wake = resolve;
    });
  }

  #fail(error: Error): void {
    this.#failure = error;
    this.#reject(error);
  }

  /** Moves datagrams as long as there is room. @returns 0 when not even the first fits */
  #take(into: Uint8Array): number {
    let end = 0;
    for (;;) {
      const [next] = this.#ready;
      const start = align4(end);
      if (next === undefined || start + next.length > into.length) return end;
      into.fill(0, end, start);
      into.set(next, start);
      end = start + next.length;
      this.#ready.shift();
    }
  }
}
