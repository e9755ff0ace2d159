/** `-batch FILE`: one command a line, without `ip` and without options. */
import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { strerror } from '@iplink-ts/socket';
import { Failure, programFailure } from './failure.ts';
import { giveHints } from './hints.ts';
import type { Session } from './session.ts';
import { errnoOf, hasCode } from './system.ts';

const MAX_WORDS = 511;
const BLANKS = ' \t\r\n';
const BARE_WORDS = /[^ \t\r\n]+/g;
const QUOTE = /['"]/;

/**
 * Words of a line: separated by blanks, a word that begins with ' or " reaches to the next such quote.
 * @throws Failure on an open quote or more than 511 words
 */
export function splitLine(line: string): string[] {
  if (!QUOTE.test(line)) {
    const bare = line.match(BARE_WORDS) ?? [];
    if (bare.length > MAX_WORDS) throw programFailure('Too many arguments to command\n', 1);
    return bare;
  }
  const words: string[] = [];
  for (let at = 0; ; ) {
    while (at < line.length && BLANKS.includes(line[at] ?? '')) at++;
    if (at >= line.length) return words;
    if (words.length >= MAX_WORDS) throw programFailure('Too many arguments to command\n', 1);
    const quote = line[at];
    if (quote === "'" || quote === '"') {
      const end = line.indexOf(quote, at + 1);
      if (end < 0) throw programFailure('Unterminated quoted string\n', 1);
      words.push(line.slice(at + 1, end));
      at = end + 1;
    } else {
      const start = at;
      while (at < line.length && !BLANKS.includes(line[at] ?? '')) at++;
      words.push(line.slice(start, at));
      at++;
    }
  }
}

/** Physical lines, line end included, read as they come. `beforeRead` runs before a read that may wait. */
export function* readLines(fd: number, beforeRead: () => void): Generator<string, void, void> {
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(1 << 16);
  let pending = '';
  for (;;) {
    beforeRead();
    const size = readSome(fd, chunk);
    const lines = (pending + (size === 0 ? decoder.end() : decoder.write(chunk.subarray(0, size)))).split(
      '\n',
    );
    pending = lines.pop() ?? '';
    for (const line of lines) yield `${line}\n`;
    if (size === 0) break;
  }
  if (pending !== '') yield pending;
}

/** A file that cannot be read, such as a folder, is at its end, as for C's getline. */
function readSome(fd: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(fd, into);
    } catch (error) {
      if (!hasCode(error, 'EAGAIN')) return 0;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

export interface LogicalLine {
  readonly text: string;
  /** Number of the last physical line it is made of, from 1. */
  readonly number: number;
}

/** Cuts comments (`#` anywhere, quotes notwithstanding) and joins lines that end in a backslash. */
export function* joinLines(
  lines: Iterable<string>,
  complain: (text: string) => void,
): Generator<LogicalLine> {
  let number = 0;
  let text = '';
  let continued = false;
  for (const line of lines) {
    number++;
    const comment = line.indexOf('#');
    text += comment < 0 ? line : line.slice(0, comment);
    continued = text.endsWith('\\\n');
    if (continued) {
      text = text.slice(0, -2);
      continue;
    }
    yield { text, number };
    text = '';
  }
  if (continued) complain('Missing continuation line\n');
}

/**
 * Runs the lines of a file, or of standard input for `-`.
 * @returns the exit status: 1 when any command failed; without -force the first one ends the batch
 * @throws Failure where the program itself would have ended
 */
export async function runBatch(
  session: Session,
  file: string,
  run: (words: readonly string[]) => void | Promise<void>,
): Promise<number> {
  const fd = file === '-' ? 0 : openBatch(file);
  let status = 0;
  try {
    const lines = readLines(fd, () => session.io.out.flush());
    for (const line of joinLines(lines, (text) => session.complain(text))) {
      const words = splitLine(line.text);
      if (words.length === 0) continue;
      try {
        const running = run(words);
        if (running !== undefined) await running;
      } catch (error) {
        if (!(error instanceof Failure) || error.reach === 'program') throw error;
        session.complain(`${error.text}Command failed ${file}:${line.number}\n`);
        if (session.wantsHints) await giveHints(session, error);
        status = 1;
        if (!session.options.force) break;
      }
    }
  } finally {
    if (fd !== 0) closeSync(fd);
  }
  return status;
}

function openBatch(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    throw programFailure(`Cannot open file "${file}" for reading: ${strerror(errnoOf(error))}\n`, 1);
  }
}
