/** Files that keep what the reference gave: JSON, one outcome a line. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Outcome } from 'iplink-ts/twin/recorder';

/** Outcomes by the file that their lines stand in. */
export type Records = ReadonlyMap<string, readonly Outcome[]>;

export function writeRecords(file: string, records: Records): void {
  const lines = [...records].flatMap(([path, outcomes]) =>
    outcomes.map((outcome) => `${JSON.stringify({ path, ...outcome })}\n`),
  );
  writeFileSync(file, lines.join(''));
}

export function readRecords(file: string): Records {
  const records = new Map<string, Outcome[]>();
  for (const text of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const { path, ...outcome } = JSON.parse(text);
    const outcomes = records.get(path) ?? [];
    outcomes.push(outcome);
    records.set(path, outcomes);
  }
  return records;
}
