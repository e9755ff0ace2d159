import type { Objects } from '../monitor/subject.ts';

/** What a cache keeps. */
export const watchSubjects = ['link', 'address', 'route', 'neighbour', 'rule', 'nexthop'] as const;

/** A kind of objects that a cache keeps. */
export type WatchSubject = (typeof watchSubjects)[number];

type Happened<T> =
  | { readonly action: 'added'; readonly before?: undefined; readonly after: T }
  | { readonly action: 'changed'; readonly before: T; readonly after: T }
  | { readonly action: 'removed'; readonly before: T; readonly after?: undefined };

/** What happened to an object of a cache. */
export type Change = {
  [S in WatchSubject]: { readonly subject: S } & Happened<Objects[S]>;
}[WatchSubject];

/** Takes what becomes of objects: `before` is undefined for one that came, `after` for one that went. */
export type Report = (subject: WatchSubject, before: object | undefined, after: object | undefined) => void;

interface Pending {
  readonly subject: WatchSubject;
  readonly before: object | undefined;
  after: object | undefined;
}

/**
 * Changes on their way to a consumer. What happens to an object while its last change still waits becomes one change
 * with it, and one that came and went is none: a consumer that stalls is held no more than the objects that it knows
 * and those that there are.
 */
export class ChangeQueue {
  /** In the order of what happened first, by the object that there is now or, when it went, that there was. */
  readonly #pending = new Map<object, Pending>();
  #ended: { readonly error?: unknown } | undefined;
  #isOpen = false;
  #arrived = (): void => undefined;

  get length(): number {
    return this.#pending.size;
  }

  report(subject: WatchSubject, before: object | undefined, after: object | undefined): void {
    const earlier = before && this.#pending.get(before);
    if (earlier !== undefined && earlier.after === before && before !== undefined) {
      this.#pending.delete(before);
      earlier.after = after;
      const key = after ?? earlier.before;
      if (key !== undefined) this.#pending.set(key, earlier);
      return;
    }
    const key = after ?? before;
    if (key !== undefined) this.#pending.set(key, { subject, before, after });
  }

  /** Lets the consumer have what was reported: the state is consistent. */
  release(): void {
    this.#isOpen = this.#pending.size > 0;
    if (this.#isOpen) this.#arrived();
  }

  /** The next change; undefined at the end. @throws what {@link end} was given */
  async next(): Promise<Change | undefined> {
    for (;;) {
      const change = this.#isOpen ? this.#take() : undefined;
      if (change !== undefined) return change;
      this.#isOpen = false;
      if (this.#ended !== undefined) {
        if ('error' in this.#ended) throw this.#ended.error;
        return undefined;
      }
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  end(reason: { readonly error?: unknown }): void {
    this.#ended ??= reason;
    this.#arrived();
  }

  #take(): Change | undefined {
    for (const [key, { subject, before, after }] of this.#pending) {
      this.#pending.delete(key);
      const action = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
      // The subject and its objects came together from the store of that subject.
      return { subject, action, before, after } as unknown as Change;
    }
    return undefined;
  }
}
