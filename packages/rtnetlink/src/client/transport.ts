/**
 * What the client needs of a netlink socket. `NetlinkSocket` of @iplink-ts/socket is both; `./testing` has one fed
 * by a function.
 *
 * A datagram that does not come from the kernel (port 0) must not be delivered.
 */
interface Transport {
  /** The port id that the kernel gave the socket (`nl_pid`), unsigned. */
  readonly port: number;
  /** Closes the socket; what is in flight fails with `ECANCELED`. */
  close(): void;
}

/** A socket whose calls return when the kernel has answered. */
export interface SyncTransport extends Transport {
  /** Sends one datagram; the kernel executes the requests in it before this returns. */
  send(datagram: Uint8Array): void;
  /**
   * Waits for one datagram, at most `timeout` milliseconds.
   * @returns its length, which is larger than `into` when it was cut off; 0 when none came
   */
  receive(into: Uint8Array, timeout: number): number;
}

/** A socket whose calls run on a thread of their own. */
export interface AsyncTransport extends Transport {
  /**
   * Sends `request`, if any, then receives datagrams into `into`, each at the next multiple of 4, until the answer to
   * `sequence` is complete or little room is left.
   * @returns the number of bytes received
   */
  transact(
    request: Uint8Array | undefined,
    sequence: number,
    into: Uint8Array,
  ): Promise<{ readonly bytes: number }>;
}
