import type { AsyncRunner } from './async.ts';
import type { Operation, Request } from './request.ts';
import type { SyncRunner } from './sync.ts';

export type Operations = Readonly<Record<string, (...input: never[]) => Operation<unknown>>>;
export type Streams = Readonly<Record<string, (...input: never[]) => Operation<Request<unknown>>>>;

/** Operations as blocking calls. */
export type Sync<O extends Operations> = {
  readonly [K in keyof O]: O[K] extends (...input: infer I) => Operation<infer R>
    ? (...input: I) => R
    : never;
};

/** Operations as calls that give promises. */
export type Async<O extends Operations> = {
  readonly [K in keyof O]: O[K] extends (...input: infer I) => Operation<infer R>
    ? (...input: I) => Promise<R>
    : never;
};

/** Streams as blocking iterables. */
export type SyncStreams<S extends Streams> = {
  readonly [K in keyof S]: S[K] extends (...input: infer I) => Operation<Request<infer T>>
    ? (...input: I) => Generator<T, void, undefined>
    : never;
};

/** Streams as async iterables. */
export type AsyncStreams<S extends Streams> = {
  readonly [K in keyof S]: S[K] extends (...input: infer I) => Operation<Request<infer T>>
    ? (...input: I) => AsyncGenerator<T, void, undefined>
    : never;
};

function bound(
  functions: Readonly<Record<string, (...input: never[]) => unknown>>,
  run: (made: unknown) => unknown,
) {
  return Object.fromEntries(
    Object.entries(functions).map(([name, make]) => [name, (...input: never[]) => run(make(...input))]),
  );
}

// The tables hold the functions that the mapped types were made from; TypeScript cannot follow Object.entries there.

export function bindSync<O extends Operations, S extends Streams>(
  runner: SyncRunner,
  operations: O,
  streams: S,
): Sync<O> & SyncStreams<S> {
  return {
    ...bound(operations, (made) => runner.run(made as Operation<unknown>)),
    ...bound(streams, (made) => runner.stream(made as Operation<Request<unknown>>)),
  } as Sync<O> & SyncStreams<S>;
}

export function bindAsync<O extends Operations, S extends Streams>(
  runner: AsyncRunner,
  operations: O,
  streams: S,
): Async<O> & AsyncStreams<S> {
  return {
    ...bound(operations, (made) => runner.run(made as Operation<unknown>)),
    ...bound(streams, (made) => runner.stream(made as Operation<Request<unknown>>)),
  } as Async<O> & AsyncStreams<S>;
}
