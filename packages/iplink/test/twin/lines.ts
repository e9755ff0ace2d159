/** Files of command lines: one a line, with comments that begin with `#`. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { splitLine } from '../../src/batch.ts';

/** The programs whose lines are compared. */
export const PROGRAMS = ['ip', 'bridge'] as const;
export type Called = (typeof PROGRAMS)[number];

/** A line that is one call of a program, word by word. */
export interface Call {
  readonly program: Called;
  readonly words: readonly string[];
}

export function linesOf(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** Whether the lines of a file need a kernel with every kind. */
export function needsVm(file: string): boolean {
  return basename(file).endsWith('.vm.txt');
}

/** What no word of a plain call has in it: pipes, redirections, variables. */
const SHELL = /[|&;<>$`(]/;

/** The call that a line is, or undefined when it takes a shell. */
export function callOf(line: string): Call | undefined {
  if (SHELL.test(line)) return undefined;
  const [first, ...words] = splitLine(line);
  const program = PROGRAMS.find((name) => name === first);
  return program === undefined ? undefined : { program, words };
}

/**
 * Milliseconds after the line, for what the kernel ends behind it. It ends a namespace, and so the peers of its
 * devices, by work it queues: whether the next line finds them is chance.
 */
export function settlingTime(line: string): number {
  const words = callOf(line)?.words ?? [];
  const verb = words[words.indexOf('netns') + 1] ?? '';
  return words.includes('netns') && verb.length > 1 && 'delete'.startsWith(verb) ? 1000 : 0;
}
