import { readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { INDEX, isReservation } from './names.ts';

/** Smaller indexes, of a few hundred reservations, are not worth a file. */
const LEAST_INDEX_BYTES = 16_384;

/** So many searches through the text are quicker than splitting it. */
const FEW_SEARCHES = 16;

/**
 * Who owns each reservation of a folder, by its name: what is written in it, trimmed; empty when nothing is, undefined
 * when it cannot be read.
 *
 * To find the reservations of a container all have to be read: 0.13 s for 10,000. So a large folder gets an index. It
 * holds for as long as nobody else has created or removed a file, which the folder's time of modification tells: ours
 * is set to one in the past that the index names, and any change by others sets it to the present.
 *
 * All is kept as the text of the index, a line for each reservation: it is searched faster than it is taken apart.
 */
export class Owners {
  /** `\n`, then lines of a name, a space, the owner in JSON. */
  #text: string;
  #searches = 0;
  #names: Set<string> | undefined;

  private constructor(text: string) {
    this.#text = text;
  }

  static load(folder: string): Owners {
    const owners = Owners.#fromIndex(folder) ?? Owners.#fromFiles(folder);
    // What was empty may have been written since by somebody who does not take the lock.
    for (const name of owners.namesOf('')) owners.set(name, readOwner(folder, name));
    return owners;
  }

  static #fromFiles(folder: string): Owners {
    const names = readdirSync(folder).filter(isReservation);
    return new Owners(`\n${names.map((name) => line(name, readOwner(folder, name))).join('')}`);
  }

  static #fromIndex(folder: string): Owners | undefined {
    try {
      const file = readFileSync(`${folder}/${INDEX}`, 'utf8');
      const end = file.indexOf('\n');
      const isCurrent = statSync(folder).mtimeMs === Number(file.slice(0, end)) * 1000;
      return isCurrent && file.endsWith('\n') ? new Owners(file.slice(end)) : undefined;
    } catch {
      return undefined; // there is none
    }
  }

  /**
   * Writes the index of a folder that was changed, if it is large. Without it the next run only takes longer: errors
   * do not count.
   *
   * @param write replaces a file of the folder
   */
  save(folder: string, write: (name: string, text: string) => void): void {
    if (this.#text.length < LEAST_INDEX_BYTES) return;
    try {
      const modified = Math.floor(Date.now() / 1000) - 2;
      write(INDEX, `${modified}${this.#text}`);
      utimesSync(folder, modified, modified);
    } catch {
      return;
    }
  }

  has(name: string): boolean {
    if (this.#names === undefined && ++this.#searches > FEW_SEARCHES)
      this.#names = new Set([...this.#lines()].map(([found]) => found));
    return this.#names?.has(name) ?? this.#find(name) !== undefined;
  }

  /** What the reservation of that name has in it. */
  of(name: string): string | undefined {
    const found = this.#find(name);
    return found && parseOwner(this.#text.slice(found.owner, found.end));
  }

  /** The reservations with exactly that in them. */
  namesOf(owner: string): string[] {
    const names: string[] = [];
    // No quote stands behind a space inside of JSON: this is found where an owner begins only.
    const wanted = ` ${JSON.stringify(owner)}\n`;
    for (let at = this.#text.indexOf(wanted); at >= 0; at = this.#text.indexOf(wanted, at + 1))
      names.push(this.#text.slice(this.#text.lastIndexOf('\n', at) + 1, at));
    return names;
  }

  /** All of them. */
  *entries(): Generator<readonly [name: string, owner: string | undefined]> {
    for (const [name, owner] of this.#lines()) yield [name, parseOwner(owner)];
  }

  set(name: string, owner: string | undefined): void {
    this.delete(name);
    this.#text += line(name, owner);
    this.#names?.add(name);
  }

  delete(name: string): void {
    const found = this.#find(name);
    if (found === undefined) return;
    this.#text = this.#text.slice(0, found.start) + this.#text.slice(found.end + 1);
    this.#names?.delete(name);
  }

  /** Where the line of a name starts, where the owner in it does, and the end of the line. */
  #find(name: string): { readonly start: number; readonly owner: number; readonly end: number } | undefined {
    const start = this.#text.indexOf(`\n${name} `) + 1;
    if (start === 0) return undefined;
    return { start, owner: start + name.length + 1, end: this.#text.indexOf('\n', start) };
  }

  *#lines(): Generator<readonly [name: string, owner: string]> {
    for (const text of this.#text.split('\n')) {
      const space = text.indexOf(' ');
      if (space >= 0) yield [text.slice(0, space), text.slice(space + 1)];
    }
  }
}

function line(name: string, owner: string | undefined): string {
  return `${name} ${JSON.stringify(owner ?? null)}\n`;
}

function parseOwner(json: string): string | undefined {
  return JSON.parse(json) ?? undefined;
}

/** What is in one reservation. */
function readOwner(folder: string, name: string): string | undefined {
  try {
    return readFileSync(`${folder}/${name}`, 'utf8').trim();
  } catch {
    return undefined; // a folder, or gone
  }
}
