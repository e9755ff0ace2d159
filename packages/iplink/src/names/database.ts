/**
 * The name databases of /etc/iproute2: one `NUMBER NAME` a line, `#` comments, numbers in decimal or with 0x.
 * A file overrides or extends the built-in entries; it is read when a name or a number is first looked up.
 */
import { readText } from '@iplink-ts/socket';
import { parseU32 } from '../parse/number.ts';
import { fs, hasCode } from '../system.ts';

const FOLDER = '/etc/iproute2';

export interface DatabaseSpec {
  /** File name below /etc/iproute2. */
  readonly file: string;
  /** Whether `FILE.d/*.conf` is read too. */
  readonly dropIns: boolean;
  /** Whether FILE itself is not read. */
  readonly dropInsOnly?: boolean;
  /** The highest number; entries above it are left out. */
  readonly max: number;
  /** How a number is read; C rules unless told otherwise. */
  readonly parseNumber?: (word: string) => number | undefined;
  readonly builtIn: readonly Entry[];
}

type Entry = readonly [id: number, name: string];

/** Names and numbers as they are looked up. */
interface Names {
  readonly byId: ReadonlyMap<number, string>;
  readonly byName: ReadonlyMap<string, number>;
}

/** Where a database says that a line of its file is none. Set by the run that is going on. */
export const corruption: { report: (text: string) => void } = { report: () => {} };

export class Database {
  readonly #spec: DatabaseSpec;
  readonly #folder: string;
  #names: Names | undefined;

  constructor(spec: DatabaseSpec, folder = FOLDER) {
    this.#spec = spec;
    this.#folder = folder;
  }

  nameOf(id: number): string | undefined {
    return this.#load().byId.get(id);
  }

  /** The name, or the number in decimal; always the number under `-Numeric`. */
  format(id: number, numeric = false): string {
    // The file is read, and complained of, in either case.
    const name = this.nameOf(id);
    return numeric ? String(id) : (name ?? String(id));
  }

  /** Every name, in the order in which they are looked up. */
  get names(): readonly string[] {
    return [...this.#load().byName.keys()];
  }

  /** The number of a name, or the number that the word is (C rules, up to the database's maximum). */
  parse(word: string): number | undefined {
    const named = this.#load().byName.get(word);
    if (named !== undefined) return named;
    const id = (this.#spec.parseNumber ?? parseU32)(word);
    return id === undefined || id > this.#spec.max ? undefined : id;
  }

  #load(): Names {
    this.#names ??= this.#read();
    return this.#names;
  }

  #read(): Names {
    const { file, dropIns, dropInsOnly = false, max, builtIn } = this.#spec;
    const path = `${this.#folder}/${file}`;
    const files = [...(dropInsOnly ? [] : [path]), ...(dropIns ? listDropIns(`${path}.d`) : [])];
    const entries = [...builtIn, ...files.flatMap(readEntries)].filter(([id]) => id >= 0 && id <= max);
    const byId = new Map(entries);
    const byName = new Map<string, number>();
    for (const [id, name] of inLookUpOrder(entries, byId, max)) if (!byName.has(name)) byName.set(name, id);
    return { byId, byName };
  }
}

const BUCKETS = 256;

/**
 * The reference keeps small databases in arrays, where a second name of a number takes the place of the first,
 * and large ones in 256 hash chains, the newest entry first; a name is looked up from the start of either.
 */
function inLookUpOrder(
  entries: readonly Entry[],
  byId: ReadonlyMap<number, string>,
  max: number,
): readonly Entry[] {
  if (max < BUCKETS) return [...byId].sort(([a], [b]) => a - b);
  return entries.toReversed().sort(([a], [b]) => (a % BUCKETS) - (b % BUCKETS));
}

function listDropIns(folder: string): string[] {
  try {
    return fs()
      .readdirSync(folder)
      .filter((file) => file.endsWith('.conf') && !file.startsWith('.'))
      .map((file) => `${folder}/${file}`);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** A number with all its digits, then a word; the rest counts for nothing. As for scanf, no blank need be between. */
const ENTRY = /^(?:0x[ \t]*(?:0[xX])?([0-9a-fA-F]+)(?![0-9a-fA-F])|([+-]?[0-9]+)(?![0-9]))\s*(\S+)/;

/** The entries of a file, up to the first line that is none. A file that cannot be read has none. */
function readEntries(path: string): readonly Entry[] {
  let text: string;
  try {
    text = readText(path);
  } catch {
    return [];
  }
  const entries: Entry[] = [];
  for (const line of text.match(/.*\n|.+$/g) ?? []) {
    const entry = line.replace(/^[ \t]+/, '');
    if (entry === '' || entry === '\n' || entry.startsWith('#')) continue;
    const [, hexadecimal, decimal, name] = ENTRY.exec(entry) ?? [];
    if (name === undefined) {
      corruption.report(`Database ${path} is corrupted at ${entry}\n`);
      break;
    }
    entries.push([hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16), name]);
  }
  return entries;
}
