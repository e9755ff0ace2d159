import type { AsyncTransport, Received } from '../../src/client/transport.ts';
import type { TestTransport } from '../../src/testing.ts';

/** A transport that hands nothing over while it is held, as a thread does that waits for the kernel. */
export class Held implements AsyncTransport {
  readonly #inner: TestTransport;
  #gate = Promise.resolve();
  #open = (): void => undefined;
  #calls = -1;

  constructor(inner: TestTransport) {
    this.#inner = inner;
  }

  get port(): number {
    return this.#inner.port;
  }

  /** From the call after the next `calls` on. */
  holdAfter(calls: number): void {
    this.#calls = calls;
  }

  hold(): void {
    this.#gate = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  release(): void {
    this.#open();
  }

  async transact(...[request, sequence, into]: Parameters<AsyncTransport['transact']>): Promise<Received> {
    if (this.#calls-- === 0) this.hold();
    await this.#gate;
    return await this.#inner.transact(request, sequence, into);
  }

  reopen(): void {
    this.#inner.reopen();
  }

  close(): void {
    this.#inner.close();
    this.#open();
  }
}
