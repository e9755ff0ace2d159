import { same } from './same.ts';

/** Takes what becomes of an object: `before` is undefined for one that came, `after` for one that went. */
export type Observe<T> = (before: T | undefined, after: T | undefined) => void;

/** Objects by what the kernel knows them by. */
export class Store<K, T extends object> {
  readonly #objects = new Map<K, T>();
  readonly #observe: Observe<T>;
  /** Leaves out what differs without being a change: ages, lifetimes that run. */
  readonly #compared: (object: T) => unknown;

  constructor(observe: Observe<T>, compared: (object: T) => unknown = (object) => object) {
    this.#observe = observe;
    this.#compared = compared;
  }

  get objects(): ReadonlyMap<K, T> {
    return this.#objects;
  }

  set(key: K, after: T): void {
    const before = this.#objects.get(key);
    if (before !== undefined && same(this.#compared(before), this.#compared(after))) return;
    this.#objects.set(key, after);
    this.#observe(before, after);
  }

  delete(key: K): void {
    const before = this.#objects.get(key);
    if (before === undefined) return;
    this.#objects.delete(key);
    this.#observe(before, undefined);
  }

  /** Makes it hold what was listed, and nothing else. */
  assign(listed: ReadonlyMap<K, T>): void {
    for (const key of [...this.#objects.keys()]) if (!listed.has(key)) this.delete(key);
    for (const [key, object] of listed) this.set(key, object);
  }
}
