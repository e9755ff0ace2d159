/** Choices that a seed decides. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** True in so many cases of a hundred. */
  percent(cases: number): boolean {
    return this.below(100) < cases;
  }

  of<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new Error('nothing to choose from');
    return choice;
  }

  /** One of the choices, each as likely as its weight says. */
  weighted<T>(choices: readonly T[], weight: (choice: T) => number): T {
    let rest = this.next() * choices.reduce((sum, choice) => sum + weight(choice), 0);
    const chosen = choices.find((choice) => {
      rest -= weight(choice);
      return rest < 0;
    });
    return chosen ?? this.of(choices);
  }
}
