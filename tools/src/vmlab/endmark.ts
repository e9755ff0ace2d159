/**
 * Passes a stream on as it comes and notices the mark that ends it.
 *
 * A virtio-serial port has no end of file that the host could see, and its bytes are anybody's: the end is told by
 * a random mark. Only bytes that may be the mark's beginning are held back.
 */
export class EndMarkFilter {
  readonly #mark: Buffer;
  #held: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(mark: string) {
    this.#mark = Buffer.from(mark);
  }

  /** Whether the mark has come. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The bytes of `chunk` (and of what was held back) that belong to the stream. */
  push(chunk: Buffer): Buffer {
    const bytes = Buffer.concat([this.#held, chunk]);
    const start = this.#markStart(bytes);
    this.#held = bytes.subarray(start);
    this.#ended = this.#held.length === this.#mark.length;
    return bytes.subarray(0, start);
  }

  /** Where the longest tail of `bytes` begins that is the mark or a beginning of it. */
  #markStart(bytes: Buffer): number {
    for (let start = Math.max(0, bytes.length - this.#mark.length); start < bytes.length; start++) {
      const tail = bytes.subarray(start);
      if (tail.equals(this.#mark.subarray(0, tail.length))) return start;
    }
    return bytes.length;
  }
}
