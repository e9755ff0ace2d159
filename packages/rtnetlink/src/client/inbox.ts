import type { Completion, Listener, Submitted } from './engine.ts';
import type { Cancellable } from './limits.ts';

/** The messages of a dump on their way to the consumer of a stream. */
export class Inbox<T> implements Listener, Cancellable {
  readonly words: string;
  readonly mayHaveChanged = false;
  /** Given to the engine after this was. */
  submitted: Submitted | undefined;
  completion: Completion | undefined;
  #ready: T[] = [];
  /** Messages that the consumer has been given, but not taken. */
  #given = 0;
  #arrived = (): void => undefined;

  constructor(words: string) {
    this.words = words;
  }

  message(value: unknown): void {
    // The engine hands back what this request's own `answer` made.
    this.#ready.push(value as T);
    this.#arrived();
  }

  complete(completion: Completion): void {
    this.completion ??= completion;
    this.#arrived();
  }

  /** What waits is not given any more. */
  cancel(reason: unknown): void {
    this.completion = { error: reason };
    this.#ready = [];
    this.submitted?.giveUp();
    this.#arrived();
  }

  isBehind(): boolean {
    return this.#ready.length + this.#given > 0;
  }

  get isEmpty(): boolean {
    return this.#ready.length === 0;
  }

  /** Settles when something is there, or the dump is complete. */
  async wait(): Promise<void> {
    if (this.#ready.length > 0 || this.completion !== undefined) return;
    await new Promise<void>((resolve) => {
      this.#arrived = resolve;
    });
  }

  /** What is there. The consumer is behind until it has {@link taken} it. */
  take(): T[] {
    const batch = this.#ready;
    this.#ready = [];
    this.#given = batch.length;
    return batch;
  }

  taken(): void {
    this.#given = 0;
  }
}
