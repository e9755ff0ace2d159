/** Runs random lines by both programs and keeps where they differ. */
import { callOf } from '../twin/lines.ts';
import { type Outcome, record } from '../twin/recorder.ts';
import { checkLine } from './banned.ts';
import { Chance } from './chance.ts';
import { deviationOf, objectOf } from './deviations.ts';
import { QUIET, STATE } from './state.ts';
import { type NamedObject, writeLine } from './writer.ts';

/** Lines in one namespace; each start of a recorder costs as much as a hundred lines. */
const LINES_A_NAMESPACE = 1000;
/** Random lines between two repairs of the state. */
const LINES_A_STATE = 150;
/** The kernel hands on changes of carriers up to a second later. */
const PAUSE = 'sleep 1.5';

export interface Difference {
  /** Its place among the lines of its namespace. */
  readonly at: number;
  readonly line: string;
  readonly expected: Outcome;
  readonly actual: Outcome;
}

/** The lines of one namespace: what is there, then random lines, and so on. */
export function writeLines(
  objects: readonly NamedObject[],
  count: number,
  chance: Chance,
): readonly string[] {
  const lines: string[] = [...QUIET];
  for (let at = 0; at < count; at++) {
    if (at % LINES_A_STATE === 0) lines.push(...STATE);
    const line = writeLine(objects, chance);
    checkLine(callOf(line)?.words ?? []);
    lines.push(line);
  }
  return lines;
}

/** The timers of bridges and of their ports run. */
function withoutTimers(text: string): string {
  return text.replace(/\b(\w+_timer"?:? *)\d+\.\d\d\b/g, '$1T');
}

/** States that a neighbour which nobody answers for goes through by itself. */
const PASSING = /\b(?:INCOMPLETE|FAILED|STALE|DELAY|PROBE)\b/g;

/** Neighbours come in the order of a hash table that each namespace salts anew; seconds pass. */
function settled(text: string): string {
  const parts = text
    .replace(/\b\d+sec\b/g, 'Nsec')
    .replace(PASSING, 'PASSING')
    .split(/\n|\},\{/);
  return parts
    .map((part) => part.replace(/^\[\{|\}\]$/g, ''))
    .sort()
    .join('\n');
}

function differ(expected: Outcome, actual: Outcome): boolean {
  if (expected.status !== actual.status || expected.stderr !== actual.stderr) return true;
  if (withoutTimers(expected.stdout) === withoutTimers(actual.stdout)) return false;
  const object = objectOf(callOf(expected.line)?.words ?? []);
  // It has two spellings.
  return object?.startsWith('neigh') !== true || settled(expected.stdout) !== settled(actual.stdout);
}

async function differences(lines: readonly string[]): Promise<readonly Difference[]> {
  const [expected, actual] = await Promise.all([record('reference', lines), record('process', lines)]);
  return expected.flatMap((outcome, at) => {
    const ours = actual[at];
    if (ours === undefined) throw new Error(`no outcome of ${outcome.line}`);
    const deviates = deviationOf(callOf(outcome.line)?.words ?? [], ours) !== undefined;
    return !deviates && differ(outcome, ours)
      ? [{ at, line: outcome.line, expected: outcome, actual: ours }]
      : [];
  });
}

/**
 * Differences that come again when the kernel has been given time before them. It does some things in its own
 * time, such as forgetting a namespace or finding a carrier, and a line may find them done or not.
 */
async function lastingDifferences(lines: readonly string[]): Promise<readonly Difference[]> {
  const first = await differences(lines);
  if (first.length === 0) return first;
  const differing = new Set(first.map(({ at }) => at));
  const places = lines.flatMap((_line, at) => (differing.has(at) ? [undefined, at] : [at]));
  const second = await differences(places.map((at) => (at === undefined ? PAUSE : (lines[at] ?? PAUSE))));
  const again = new Set(second.map(({ at }) => places[at]));
  return first.filter(({ at }) => again.has(at));
}

/** How two programs differ on lines that a seed makes. */
export async function compareRandom(
  objects: readonly NamedObject[],
  seed: number,
  count: number,
  found: (difference: Difference) => void,
): Promise<void> {
  const chance = new Chance(seed);
  for (let rest = count; rest > 0; rest -= LINES_A_NAMESPACE) {
    const lines = writeLines(objects, Math.min(rest, LINES_A_NAMESPACE), chance);
    for (const difference of await lastingDifferences(lines)) found(difference);
  }
}
