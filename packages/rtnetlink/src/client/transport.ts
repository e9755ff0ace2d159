import type { Netns } from '@iplink-ts/socket';

/**
 * What the client needs of a netlink socket: the seam at which recorded traffic, another socket library or a test
 * can take the kernel's place. `NetlinkSocket` of @iplink-ts/socket is both kinds; `./testing` has one fed by a
 * function.
 *
 * A datagram that does not come from the kernel (port 0) must not be delivered, and none may be cut off.
 */
export interface Transport {
  /** The port id that the kernel gave the socket (`nl_pid`), unsigned. Another one after `reopen`. */
  readonly port: number;
  /**
   * Bytes that the receive buffer holds (`SO_RCVBUF` as the kernel tells it, twice what was asked for), which bounds
   * the requests in flight. Default 212,992, the kernel's own.
   */
  readonly receiveBuffer?: number;
  /**
   * Replaces the socket by a new one in the same namespace, after answers were lost: those that are still due must
   * not come. May throw. Without it the client goes on with the same socket, where a dump whose rest it does not
   * expect any more makes the next one fail with `EBUSY`.
   */
  reopen?(): void;
  /** Opens the namespace that the socket is in. Without it, nothing is done in other namespaces. */
  netns?(): Netns;
  /** Closes the socket; what is in flight fails with `ECANCELED`. */
  close(): void;
}

/** A socket whose calls return when the kernel has answered. Its errors have the positive `errno`. */
export interface SyncTransport extends Transport {
  /** Sends one datagram; the kernel executes the requests in it before this returns. */
  send(datagram: Uint8Array): void;
  /**
   * Waits for one datagram, at most `timeout` milliseconds.
   * @returns its length; 0 when none came. One that is larger than `into` is not taken: it is what the next call gives
   */
  receive(into: Uint8Array, timeout: number): number;
}

/** What a call of {@link AsyncTransport} brought. */
export interface Received {
  /** The number of bytes received; 0 when the next datagram is larger than the buffer, which stays to be received. */
  readonly bytes: number;
  /**
   * Whether the answer is complete. If not, the next call is made before this part of it is read, but for streams.
   * Without it each part is read first.
   */
  readonly terminated?: boolean;
}

/** A socket whose calls run on a thread of their own. Its errors have the positive `errno`. */
export interface AsyncTransport extends Transport {
  /**
   * Sends `request`, if any, then receives datagrams into `into`, each at the next multiple of 4, until the answer to
   * `sequence` is complete or little room is left. One call at a time. Rejects with `EMSGSIZE` when the request is too
   * large and was not sent.
   */
  transact(request: Uint8Array | undefined, sequence: number, into: Uint8Array): Promise<Received>;
}
