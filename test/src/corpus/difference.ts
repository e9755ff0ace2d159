/** Where two outcomes of the same line differ, for a reader. */
import type { Outcome } from 'iplink-ts/twin/recorder';

export function isSame(a: Outcome, b: Outcome): boolean {
  return a.line === b.line && a.status === b.status && a.stdout === b.stdout && a.stderr === b.stderr;
}

/** The lines of an output, each with its end shown: `$` for a line end, `%` where there is none. */
function shownLines(bytes: string): readonly string[] {
  const lines = Buffer.from(bytes, 'latin1').toString().split('\n');
  const rest = lines.pop() ?? '';
  const shown = lines.map((line) => `${escaped(line)}$`);
  return rest === '' ? shown : [...shown, `${escaped(rest)}%`];
}

function escaped(line: string): string {
  return JSON.stringify(line).slice(1, -1).replaceAll('\\"', '"').replaceAll('\\\\', '\\');
}

/** The lines that only one of them has, `-` the first, `+` the second; equal beginnings and ends are left out. */
function changes(expected: string, actual: string): readonly string[] {
  const before = shownLines(expected);
  const after = shownLines(actual);
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return [
    ...before.slice(start, before.length - end).map((line) => `- ${line}`),
    ...after.slice(start, after.length - end).map((line) => `+ ${line}`),
  ];
}

function stream(name: string, expected: string, actual: string): readonly string[] {
  return expected === actual ? [] : [`  ${name}`, ...changes(expected, actual).map((line) => `    ${line}`)];
}

/** Lines for a reader: what was called, and in `-` what the first gave, in `+` what the second gave. */
export function describeDifference(expected: Outcome, actual: Outcome): readonly string[] {
  const status =
    expected.status === actual.status ? [] : [`  status ${expected.status}, but ours ${actual.status}`];
  return [
    `$ ${expected.line}`,
    ...status,
    ...stream('standard output', expected.stdout, actual.stdout),
    ...stream('standard error', expected.stderr, actual.stderr),
  ];
}
