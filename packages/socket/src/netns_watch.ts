import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { isNetns, listNetns, NETNS_DIRECTORY, netnsPath } from './netns.ts';

/** A namespace got a name, or lost it. */
export interface NetnsEvent {
  readonly action: 'added' | 'removed';
  readonly name: string;
}

/** Options of `watchNetns`. */
export interface NetnsWatchOptions {
  /** Ends the iteration. */
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds until a file that is no namespace yet is looked at again: doubled from the first to the last. */
const FIRST_LOOK = 2;
const LAST_LOOK = 1000;

/**
 * The names in /run/netns: those that are there as `added`, then each that comes or goes, from the moment of the
 * call. A name is there once its namespace can be opened, which is a little later than its file. /run/netns itself may
 * come later. A name that is taken away and given again before the consumer asks on is `removed` and `added`, unless
 * the kernel gave the new namespace the inode of the old one, which no one can tell then.
 *
 * @throws SystemError of `inotify_add_watch`, such as ENOSPC
 */
export function watchNetns(options: NetnsWatchOptions = {}): AsyncGenerator<NetnsEvent, void, undefined> {
  const watched = new WatchedNames();
  const iteration = events(watched, options.signal);
  const finish = iteration.return.bind(iteration);
  // The `finally` of a generator that never began does not run, and that of one that waits would have to wait.
  iteration.return = (value) => {
    watched.close();
    return finish(value);
  };
  return iteration;
}

async function* events(
  watched: WatchedNames,
  signal: AbortSignal | undefined,
): AsyncGenerator<NetnsEvent, void, undefined> {
  const abort = (): void => watched.close();
  signal?.addEventListener('abort', abort);
  if (signal?.aborted === true) abort();
  try {
    while (!watched.isClosed) {
      yield* watched.take();
      await watched.change();
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    watched.close();
  }
}

/** What was last seen in the directory, and what says that it is to be looked at again. */
class WatchedNames {
  /** Inode by name: another one is another namespace. */
  readonly #known = new Map<string, number>();
  readonly #parent: FSWatcher;
  #directory: FSWatcher | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #look = FIRST_LOOK;
  #isChanged = true;
  #wake = (): void => undefined;
  #failure: unknown;
  isClosed = false;

  constructor() {
    const name = NETNS_DIRECTORY.slice(dirname(NETNS_DIRECTORY).length + 1);
    // Beside the directory itself: it can come later, and go.
    this.#parent = this.#watch(dirname(NETNS_DIRECTORY), (file) => file === null || file === name);
    this.#watchDirectory();
  }

  /** Resolves when there is something to look at, or nothing more will come. */
  async change(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#isChanged || this.isClosed) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  /** The differences from the last look. */
  take(): NetnsEvent[] {
    this.#isChanged = false;
    this.#watchDirectory();
    const found: NetnsEvent[] = [];
    const names = new Map<string, number>();
    let isIncomplete = false;
    for (const name of listNetns()) {
      const inode = inodeOf(name);
      if (inode === undefined) isIncomplete = true;
      else names.set(name, inode);
    }
    for (const [name, inode] of this.#known)
      if (names.get(name) !== inode) found.push({ action: 'removed', name });
    for (const [name, inode] of names)
      if (this.#known.get(name) !== inode) found.push({ action: 'added', name });
    this.#known.clear();
    for (const [name, inode] of names) this.#known.set(name, inode);
    if (isIncomplete) this.#lookAgain();
    else this.#look = FIRST_LOOK;
    return found;
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearTimeout(this.#timer);
    this.#parent.close();
    this.#directory?.close();
    this.#wake();
  }

  /** A mount over a file makes no event in its directory. */
  #lookAgain(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed(), this.#look);
    this.#look = Math.min(this.#look * 2, LAST_LOOK);
  }

  #changed(): void {
    this.#isChanged = true;
    this.#wake();
  }

  #watchDirectory(): void {
    if (this.#directory !== undefined) return;
    try {
      this.#directory = this.#watch(NETNS_DIRECTORY, () => true);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }

  #watch(path: string, concerns: (file: string | null) => boolean): FSWatcher {
    const watcher = watch(path);
    watcher.on('change', (_type, file) => {
      const name = file === null ? null : String(file);
      if (!concerns(name)) return;
      // A file is new: its mount follows soon.
      this.#look = FIRST_LOOK;
      // The directory that is watched may be another one by now.
      if (path !== NETNS_DIRECTORY) this.#forgetDirectory();
      this.#changed();
    });
    watcher.on('error', (error) => {
      this.#failure = error;
      this.#changed();
    });
    return watcher;
  }

  #forgetDirectory(): void {
    this.#directory?.close();
    this.#directory = undefined;
  }
}

/** Undefined for a file that is not, or no longer, the namespace of its name. */
function inodeOf(name: string): number | undefined {
  const path = netnsPath(name);
  if (!isNetns(path)) return undefined;
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
