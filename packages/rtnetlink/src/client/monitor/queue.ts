/** Events between the kernel and a consumer: never more than `limit` and what came in one datagram. */
export class Queue<T> {
  readonly #limit: number;
  #items: T[] = [];
  /** How many at the front of `#items` were taken. */
  #taken = 0;
  #ended: { readonly error?: unknown } | undefined;
  #arrived = (): void => undefined;
  #drained = (): void => undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#items.length - this.#taken;
  }

  get isFull(): boolean {
    return this.length >= this.#limit;
  }

  push(item: T): void {
    this.#items.push(item);
    this.#arrived();
  }

  /** Resolves when the consumer has caught up by half, or the queue has ended. */
  async room(): Promise<void> {
    while (this.length > this.#limit >> 1 && this.#ended === undefined)
      await new Promise<void>((resolve) => {
        this.#drained = resolve;
      });
  }

  /** The next item, when there is one; undefined at the end. @throws what {@link end} was given */
  async next(): Promise<T | undefined> {
    for (;;) {
      if (this.length > 0) return this.#take();
      if (this.#ended !== undefined) {
        if ('error' in this.#ended) throw this.#ended.error;
        return undefined;
      }
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  /** No item comes any more; those in the queue can still be taken. */
  end(reason: { readonly error?: unknown } = {}): void {
    this.#ended ??= reason;
    this.#arrived();
    this.#drained();
  }

  /** Ends at once: what was not taken is dropped. */
  abandon(): void {
    this.#items = [];
    this.#taken = 0;
    this.#ended = {};
    this.#arrived();
    this.#drained();
  }

  #take(): T | undefined {
    const item = this.#items[this.#taken++];
    // Moving the rest down once in a while costs less than a shift() for each.
    if (this.#taken >= 1024 || this.#taken === this.#items.length) {
      this.#items = this.#items.slice(this.#taken);
      this.#taken = 0;
    }
    if (this.length <= this.#limit >> 1) this.#drained();
    return item;
  }
}
