/**
 * The name databases of /etc/iproute2: one `NUMBER NAME` a line, `#` comments, numbers in decimal or with 0x.
 * A file overrides or extends the built-in entries; it is read when a name or a number is first looked up.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { programFailure } from '../failure.ts';
import { parseU32 } from '../parse/number.ts';
import { hasCode } from '../system.ts';

const FOLDER = '/etc/iproute2';

export interface DatabaseSpec {
  /** File name below /etc/iproute2. */
  readonly file: string;
  /** Whether `FILE.d/*.conf` is read too. */
  readonly dropIns: boolean;
  readonly max: number;
  /** How a number is read; C rules unless told otherwise. */
  readonly parseNumber?: (word: string) => number | undefined;
  readonly builtIn: readonly (readonly [number, string])[];
}

export class Database {
  readonly #spec: DatabaseSpec;
  readonly #folder: string;
  #names: Map<number, string> | undefined;

  constructor(spec: DatabaseSpec, folder = FOLDER) {
    this.#spec = spec;
    this.#folder = folder;
  }

  nameOf(id: number): string | undefined {
    return this.#load().get(id);
  }

  /** The name, or the number in decimal; always the number under `-Numeric`. */
  format(id: number, numeric = false): string {
    return (numeric ? undefined : this.nameOf(id)) ?? String(id);
  }

  /** Every name, in the order in which they are looked up. */
  get names(): readonly string[] {
    return [...this.#load().values()];
  }

  /** The number of a name, or the number that the word is (C rules, up to the database's maximum). */
  parse(word: string): number | undefined {
    for (const [id, name] of this.#load()) if (name === word) return id;
    const id = (this.#spec.parseNumber ?? parseU32)(word);
    return id === undefined || id > this.#spec.max ? undefined : id;
  }

  #load(): Map<number, string> {
    if (this.#names !== undefined) return this.#names;
    const names = new Map(this.#spec.builtIn);
    const path = `${this.#folder}/${this.#spec.file}`;
    readNames(path, names);
    if (this.#spec.dropIns) for (const file of listDropIns(`${path}.d`)) readNames(file, names);
    this.#names = names;
    return names;
  }
}

function listDropIns(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.conf') && !file.startsWith('.'))
      .map((file) => `${folder}/${file}`);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function readNames(path: string, names: Map<number, string>): void {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return; // as in iproute2: a file that cannot be read leaves the built-in names
  }
  for (const line of text.split('\n')) {
    const entry = line.trimStart();
    if (entry === '' || entry.startsWith('#')) continue;
    const match = /^(0x[0-9a-fA-F]+|-?[0-9]+)\s+(\S+)\s*(#.*)?$/.exec(entry);
    if (match === null) throw programFailure(`Database ${path} is corrupted at ${line}\n`, 1);
    names.set(Number(match[1]), match[2] ?? '');
  }
}
