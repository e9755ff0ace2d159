import type { SyncTransport } from '@iplink-ts/rtnetlink';
import type { NetlinkSocket } from '@iplink-ts/socket';

/** What the last request and its answer were. */
export interface Exchange {
  readonly request: Uint8Array;
  /** How many datagrams answered. */
  readonly datagrams: number;
  /** The first of them. */
  readonly answer: Uint8Array;
}

/** A transport that keeps what passes. */
export class Recorder implements SyncTransport {
  readonly #socket: NetlinkSocket;
  #request = new Uint8Array(0);
  #answer = new Uint8Array(0);
  #datagrams = 0;

  constructor(socket: NetlinkSocket) {
    this.#socket = socket;
  }

  get port(): number {
    return this.#socket.port;
  }

  get exchange(): Exchange {
    return { request: this.#request, datagrams: this.#datagrams, answer: this.#answer };
  }

  send(datagram: Uint8Array): void {
    this.#request = datagram.slice();
    this.#datagrams = 0;
    this.#socket.send(datagram);
  }

  receive(into: Uint8Array, timeout: number): number {
    const length = this.#socket.receive(into, timeout);
    if (this.#datagrams === 0) this.#answer = into.slice(0, length);
    this.#datagrams++;
    return length;
  }

  close(): void {
    this.#socket.close();
  }
}
