import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { INDEX, isReservation } from './names.ts';

/**
 * Who owns each reservation of a folder, by its name: what is written in it, trimmed; empty when nothing is, undefined
 * when it cannot be read.
 *
 * To find the reservations of a container all have to be read: 0.13 s for 10,000. So a large folder gets an index. It
 * holds for as long as nobody else has created or removed a file, which the folder's time of modification tells: ours
 * is set to one in the past that the index names, and any change by others sets it to the present.
 */
export type Owners = Map<string, string | undefined>;

/** Smaller folders are read as quickly as an index is written. */
const INDEXED_FROM = 500;

interface Index {
  /** The folder's time of modification, in seconds. */
  readonly modified: number;
  readonly owners: readonly (readonly [name: string, owner: string | null])[];
}

export function loadOwners(folder: string): Owners {
  return readIndex(folder) ?? readAll(folder);
}

function readAll(folder: string): Owners {
  const names = readdirSync(folder).filter(isReservation);
  return new Map(names.map((name) => [name, readOwner(folder, name)]));
}

/** The owner of one reservation as it is in its file. */
export function readOwner(folder: string, name: string): string | undefined {
  try {
    return readFileSync(`${folder}/${name}`, 'utf8').trim();
  } catch {
    return undefined; // a folder, or gone
  }
}

function readIndex(folder: string): Owners | undefined {
  try {
    const { modified, owners }: Index = JSON.parse(readFileSync(`${folder}/${INDEX}`, 'utf8'));
    if (statSync(folder).mtimeMs !== modified * 1000) return undefined;
    // What was empty may have been written since by somebody who does not take the lock.
    return new Map(owners.map(([name, owner]) => [name, owner || readOwner(folder, name)]));
  } catch {
    return undefined;
  }
}

/**
 * Writes the index of a folder that was changed, if it is large. Without it the next run only takes longer: errors
 * do not count.
 *
 * @param write replaces a file of the folder
 */
export function saveOwners(
  folder: string,
  owners: Owners,
  write: (name: string, text: string) => void,
): void {
  if (owners.size < INDEXED_FROM) return;
  try {
    const modified = Math.floor(Date.now() / 1000) - 2;
    const index: Index = { modified, owners: [...owners].map(([name, owner]) => [name, owner ?? null]) };
    write(INDEX, JSON.stringify(index));
    utimesSync(folder, modified, modified);
  } catch {
    return;
  }
}
