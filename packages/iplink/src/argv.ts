/** A cursor over the words of a command. */
import { incompleteLine } from './failure.ts';
import { isPrefixOf, type KeywordTable } from './keywords.ts';

export class Words {
  readonly #words: readonly string[];
  #at: number;

  constructor(words: readonly string[], at = 0) {
    this.#words = words;
    this.#at = at;
  }

  /** The word under the cursor, undefined behind the last one. */
  get current(): string | undefined {
    return this.#words[this.#at];
  }

  get remaining(): number {
    return Math.max(0, this.#words.length - this.#at);
  }

  /** The word `distance` places behind the cursor. */
  peek(distance = 1): string | undefined {
    return this.#words[this.#at + distance];
  }

  /** Returns the word under the cursor and steps over it; undefined at the end. */
  take(): string | undefined {
    const word = this.#words[this.#at];
    if (word !== undefined) this.#at++;
    return word;
  }

  /**
   * The argument that must follow a keyword: returns the word under the cursor and steps over it.
   * @throws Failure "Command line is not complete" at the end of the line
   */
  value(): string {
    const word = this.take();
    if (word === undefined) throw incompleteLine();
    return word;
  }

  /** Steps over the word under the cursor when it is exactly `word`. */
  skip(word: string): boolean {
    if (this.current !== word) return false;
    this.#at++;
    return true;
  }

  /** Puts the word last taken back under the cursor. */
  back(): void {
    this.#at--;
  }

  rest(): readonly string[] {
    return this.#words.slice(this.#at);
  }
}

/** What a keyword does: reads its arguments from the cursor into the state; 'stop' ends the list of words. */
export type WordAction<State> = (state: State, words: Words, word: string) => 'stop' | undefined;

/** What happens to a word that is no keyword. */
export type BareWord<State> = (state: State, words: Words, word: string) => 'stop' | undefined;

/**
 * Reads words by the table until the line ends or an action says 'stop'. A word that no entry accepts goes to
 * `bare`, which finds it already taken.
 */
export function parseWords<State>(
  words: Words,
  state: State,
  table: KeywordTable<WordAction<State>>,
  bare: BareWord<State>,
): void {
  for (let word = words.take(); word !== undefined; word = words.take()) {
    const action = table.find(word) ?? bare;
    if (action(state, words, word) === 'stop') return;
  }
}

/** Reads words by the table up to the first that no entry accepts, which stays under the cursor. */
export function parseKnownWords<State>(
  words: Words,
  state: State,
  table: KeywordTable<WordAction<State>>,
): void {
  parseWords(words, state, table, () => {
    words.back();
    return 'stop';
  });
}

/** Whether a word asks for help; `help` is tested as a prefix, and after all keywords. */
export function asksForHelp(word: string): boolean {
  return isPrefixOf(word, 'help');
}
