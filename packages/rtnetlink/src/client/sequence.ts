const LAST = 0xffff_ffff;

/**
 * Sequence numbers (`nlmsg_seq`), which begin anew at 2^32. 0 is what the kernel's own notifications carry, and a
 * number whose answer is still due would get the answer of another request.
 */
export class Sequence {
  readonly #due: () => Iterable<number>;
  #last: number;
  /** Those that were due when the numbers began anew: what is given until they do so again is greater. */
  #reserved: ReadonlySet<number> = new Set();

  /** @param due the numbers whose answer is due */
  constructor(due: () => Iterable<number>, last = 0) {
    this.#due = due;
    this.#last = last;
  }

  next(): number {
    do {
      if (this.#last === LAST) {
        this.#last = 0;
        this.#reserved = new Set(this.#due());
      }
      this.#last++;
    } while (this.#reserved.has(this.#last));
    return this.#last;
  }
}
