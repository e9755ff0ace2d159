import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Running, Sample } from './case.ts';

/**
 * A program that does a job when told to: it reads a line with how often, and answers with a line of JSON, a
 * {@link Sample}. It stays between the samples, as warm as its users have it, and ends at the end of its input.
 */
export class LineProgram implements Running {
  readonly #child;
  readonly #answers;
  readonly #name: string;

  constructor(argv: readonly [string, ...string[]], env: NodeJS.ProcessEnv = process.env) {
    const [program, ...words] = argv;
    this.#name = argv.join(' ');
    this.#child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'], env });
    // A program that has ended is told of by its missing answer.
    this.#child.stdin.on('error', () => undefined);
    const failed = new Promise<never>((_, reject) => this.#child.once('error', reject));
    failed.catch(() => undefined);
    const lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
    this.#answers = () => Promise.race([lines.next(), failed]);
  }

  /** @throws Error when it ends instead of answering */
  async ask(line: string): Promise<Sample> {
    this.#child.stdin.write(`${line}\n`);
    const answer = await this.#answers();
    if (answer.done === true) throw new Error(`${this.#name} ended without an answer`);
    return JSON.parse(answer.value);
  }

  run = (times: number): Promise<Sample> => this.ask(String(times));

  stop = (): void => {
    this.#child.stdin.end();
  };
}
