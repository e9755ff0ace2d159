/** Ages and timers of `bridge`, which differ by how fast the machine is. */
import type { Outcome } from './recorder.ts';

const TIMES =
  /(?<= used )\d+\/\d+(?= )|(?<="(?:used|updated)": ?)\d+|(?<="timer": ?")[ \d]+\.\d\d|(?<=^dev .*) [ \d]{4}\.\d\d(?=$|\\)/gm;

export function withoutTimes(outcome: Outcome): Outcome {
  if (!/^bridge\b/.test(outcome.line)) return outcome;
  return { ...outcome, stdout: outcome.stdout.replaceAll(TIMES, 'TIME') };
}
