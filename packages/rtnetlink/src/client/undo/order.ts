import type { Operation } from '../request.ts';

/** A value as text, to be compared; equal values that were decoded alike give equal text. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    return part instanceof Uint8Array ? Array.from(part) : part;
  });
}

/** How {@link restoreSequence} changes a list whose order the kernel keeps. */
export interface Sequence<T> {
  text(item: T): string;
  remove(item: T): Operation<void>;
  /** Adds an item behind the others. */
  append(item: T): Operation<void>;
}

/** Makes `now` what it was before: what follows the first difference is removed and added again. */
export function* restoreSequence<T>(
  before: readonly T[],
  now: readonly T[],
  { text, remove, append }: Sequence<T>,
): Operation<void> {
  const isSame = (at: number): boolean => {
    const [one, other] = [before[at], now[at]];
    return one !== undefined && other !== undefined && text(one) === text(other);
  };
  let same = 0;
  while (isSame(same)) same++;
  for (const item of now.slice(same).reverse()) yield* remove(item);
  yield* inAnyOrder(before.slice(same), append);
}

/** Does something with each of `items`; what fails is tried again after the others: it may depend on one of them. */
export function* inAnyOrder<T>(items: Iterable<T>, attempt: (item: T) => Operation<void>): Operation<void> {
  let pending = [...items];
  for (;;) {
    const failed: T[] = [];
    const errors: unknown[] = [];
    for (const item of pending) {
      try {
        yield* attempt(item);
      } catch (error) {
        failed.push(item);
        errors.push(error);
      }
    }
    if (failed.length === 0) return;
    if (failed.length === pending.length) throw combined(errors);
    pending = failed;
  }
}

/** Carries out all of several steps, although one fails. */
export function* each(steps: readonly (() => Operation<void>)[]): Operation<void> {
  const errors: unknown[] = [];
  for (const step of steps) {
    try {
      yield* step();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw combined(errors);
}

function combined(errors: readonly unknown[]): unknown {
  if (errors.length === 1) return errors[0];
  const text = errors.map((error) => (error instanceof Error ? error.message : String(error))).join('; ');
  return new AggregateError(errors, text);
}

/** Lists by a key, in their order. */
export function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
