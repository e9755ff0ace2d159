/** Numbers that a seed decides (mulberry32, public domain): a failure can be had again. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An integer from 0 to `limit` - 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** Damages a copy of `bytes`: wrong bytes, lengths and types, cuts, repetitions. */
  damage(bytes: Uint8Array): Uint8Array {
    let result: Uint8Array = bytes.slice();
    for (let times = 1 + this.below(6); times > 0; times--) {
      const at = this.below(Math.max(1, result.length));
      switch (this.below(6)) {
        case 0:
          result[at] = this.below(256);
          break;
        case 1: // a length or a type
          result[at & ~1] = this.pick([0, 1, 3, 4, 5, 8, 0x7f, 0xff]);
          result[(at & ~1) + 1] = this.pick([0, 0, 0, 1, 0x40, 0x80, 0xff]);
          break;
        case 2:
          result = result.slice(0, at);
          break;
        case 3:
          result.fill(this.pick([0, 0xff, 0x80]), at, at + 1 + this.below(8));
          break;
        case 4: {
          const piece = result.slice(at, at + this.below(64));
          result = new Uint8Array(Buffer.concat([result.subarray(0, at), piece, result.subarray(at)]));
          break;
        }
        default:
          result.copyWithin(at & ~3, this.below(result.length + 1) & ~3, result.length);
      }
    }
    return result;
  }
}
