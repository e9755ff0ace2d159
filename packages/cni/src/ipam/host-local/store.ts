import {
  closeSync,
  constants,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { lockFile } from '@iplink-ts/socket';
import { hasCode, pathReason } from '../../errno.ts';
import { type CniError, failure } from '../../error.ts';
import { LOCK, lastReserved, TEMPORARY } from './names.ts';
import { Owners } from './owners.ts';

/**
 * An empty reservation is what a crash left between creating and writing (containernetworking/plugins#498). Those who
 * write take the lock; the time is for those who do not.
 */
const EMPTY_GRACE_MS = 60_000;

/** The folder of a network with its reservations, in the form of the reference, locked until it is disposed of. */
export class Store implements Disposable {
  readonly folder: string;
  readonly #lock: number;
  /** All reservations; they are changed by the store only. */
  readonly owners: Pick<Owners, 'has' | 'of' | 'namesOf' | 'entries'>;
  /** Files that a crash left empty: they are there but count for nothing. */
  readonly abandoned: ReadonlySet<string>;
  readonly #owners: Owners;
  #changed = false;

  private constructor(folder: string, lock: number) {
    this.folder = folder;
    this.#lock = lock;
    discard(`${folder}/${TEMPORARY}`);
    this.#owners = Owners.load(folder);
    this.owners = this.#owners;
    this.abandoned = new Set(this.owners.namesOf('').filter((name) => isOld(`${folder}/${name}`)));
    for (const name of this.abandoned) this.#owners.delete(name);
  }

  /** Makes the folder if need be; @throws {CniError} `mkdir /x: read-only file system` */
  static create(folder: string): Store {
    return guarded(folder, () => {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      return Store.#open(folder, openLock(folder));
    });
  }

  /** The store if there is one; what only looks, or takes away, makes nothing. */
  static find(folder: string): Store | undefined {
    try {
      statSync(`${folder}/.`);
    } catch (error) {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    }
    return guarded(folder, () => Store.#open(folder, openSomeLock(folder)));
  }

  static #open(folder: string, lock: number): Store {
    try {
      lockFile(lock);
      return new Store(folder, lock);
    } catch (error) {
      closeSync(lock);
      throw error;
    }
  }

  [Symbol.dispose](): void {
    if (this.#changed) this.#owners.save(this.folder, (name, text) => this.#replace(name, text));
    closeSync(this.#lock);
  }

  /** Creates a reservation. It is there whole or not at all; @returns false when the address is taken */
  reserve(address: string, owner: string): boolean {
    if (this.#owners.has(address)) return false;
    return guarded(this.folder, () => {
      if (this.abandoned.has(address)) remove(this.#path(address));
      try {
        this.#writeTemporary(owner);
        // As exclusive as O_EXCL. Not synchronized: after a loss of power an empty file is as good as none.
        linkSync(this.#path(TEMPORARY), this.#path(address));
      } catch (error) {
        if (hasCode(error, 'EEXIST')) return false;
        throw error;
      } finally {
        discard(this.#path(TEMPORARY));
      }
      this.#set(address, owner);
      return true;
    });
  }

  /** Gives a reservation another owner. */
  handOver(address: string, owner: string): void {
    this.write(address, owner);
    this.#set(address, owner);
  }

  /** Removes a reservation; @throws {CniError} when it stays */
  release(name: string): void {
    guarded(this.folder, () => remove(this.#path(name)));
    this.#owners.delete(name);
    this.#changed = true;
  }

  /** The address that the range set of that number gave last; undefined when there is none, or nonsense. */
  lastReserved(set: number): string | undefined {
    return this.read(lastReserved(set));
  }

  /** Text of a file of the folder, or undefined. */
  read(name: string): string | undefined {
    try {
      return readFileSync(this.#path(name), 'utf8');
    } catch {
      return undefined;
    }
  }

  /** Replaces a file of the folder as a whole; @throws {CniError} */
  write(name: string, text: string): void {
    guarded(this.#path(name), () => this.#replace(name, text));
    this.#changed = true;
  }

  #replace(name: string, text: string): void {
    try {
      this.#writeTemporary(text);
      renameSync(this.#path(TEMPORARY), this.#path(name));
    } catch (error) {
      discard(this.#path(TEMPORARY));
      throw error;
    }
  }

  #writeTemporary(text: string): void {
    // Never over one that is there: it can be the other name of a reservation.
    writeFileSync(this.#path(TEMPORARY), text, { mode: 0o600, flag: 'wx' });
  }

  #set(address: string, owner: string): void {
    this.#owners.set(address, owner);
    this.#changed = true;
  }

  #path(name: string): string {
    return `${this.folder}/${name}`;
  }
}

function openLock(folder: string): number {
  return openSync(`${folder}/${LOCK}`, constants.O_RDONLY | constants.O_CREAT, 0o750);
}

/** Where the lock cannot be made nobody can reserve anything either: the folder itself will do. */
function openSomeLock(folder: string): number {
  try {
    return openLock(folder);
  } catch {
    return openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  }
}

function isOld(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && Math.abs(Date.now() - stats.mtimeMs) > EMPTY_GRACE_MS;
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

function discard(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    return; // not there, or not to be changed: whoever writes next will tell
  }
}

/** Errors of `node:fs` in the reference's words, with a remedy. */
function guarded<T>(path: string, operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw storeFailure(error, path);
  }
}

function storeFailure(error: unknown, path: string): CniError {
  const remedy = hasCode(error, 'ENOSPC', 'EDQUOT')
    ? 'free some space there'
    : 'dataDir must name a folder that can be written';
  return failure(pathReason(error, path), remedy, { cause: error });
}
