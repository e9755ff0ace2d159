import type { Dir } from 'node:fs';
import { native } from '#native';
import { SystemError } from './errno.ts';
import { fs } from './fs.ts';
import { lockFile } from './lock.ts';

/** A network namespace: a name in /run/netns (a path if it holds a `/`), a process, or an open file of one. */
export type NetnsSpec = string | { readonly pid: number } | { readonly fd: number };

/** Where named namespaces are, for iproute2 and for us. */
export const NETNS_DIRECTORY = '/run/netns';

/** linux/mount.h */
const MS_BIND = 0x1000;
const MS_REC = 0x4000;
const MS_SHARED = 0x100000;
const MNT_DETACH = 2;

const EINVAL = 22;
const unshareSteps = ['unshare', 'open'];

/** An open network namespace. It exists as long as this is open, even without a name or a process. */
export class Netns implements Disposable {
  /** Device and inode of the namespace file: equal for two that are the same namespace. */
  readonly dev: number;
  readonly ino: number;
  #fd: number;

  /** Takes over `fd`, which `node:fs` must have opened on a namespace file. */
  constructor(fd: number) {
    const { dev, ino } = fs().fstatSync(fd);
    this.dev = dev;
    this.ino = ino;
    this.#fd = fd;
  }

  /** The file descriptor, or -1 when closed. */
  get fd(): number {
    return this.#fd;
  }

  /** Whether both are the same namespace. */
  equals(other: Netns): boolean {
    return this.dev === other.dev && this.ino === other.ino;
  }

  close(): void {
    if (this.#fd === -1) return;
    fs().closeSync(this.#fd);
    this.#fd = -1;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Whether iproute2 admits the name: 1 to 255 bytes, no `/`, neither `.` nor `..`. */
export function isNetnsName(name: string): boolean {
  return (
    name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name) && Buffer.byteLength(name) <= 255
  );
}

/**
 * The file of a named namespace.
 * @throws TypeError `Invalid netns name "a/b"`, see {@link isNetnsName}.
 */
export function netnsPath(name: string): string {
  if (!isNetnsName(name)) throw new TypeError(`Invalid netns name "${name}"`);
  return `${NETNS_DIRECTORY}/${name}`;
}

/** The file of an open namespace. */
export const openPath = (fd: number): string => `/proc/self/fd/${fd}`;

/** The file of a namespace. @throws TypeError for the name, see {@link netnsPath}. */
export function specPath(spec: NetnsSpec): string {
  if (typeof spec === 'string') return spec.includes('/') ? spec : netnsPath(spec);
  return 'pid' in spec ? `/proc/${spec.pid}/ns/net` : openPath(spec.fd);
}

/** Magic number of statfs (linux/magic.h): `NSFS_MAGIC` */
const NSFS_MAGIC = 0x6e736673;

/** Whether there is a namespace at `path`, without opening what may be something else. */
export function isNetns(path: string): boolean {
  try {
    return fs().statfsSync(path).type === NSFS_MAGIC;
  } catch {
    return false;
  }
}

/**
 * Opens a namespace. The descriptor is a new one, also for `{ fd }`.
 * @throws SystemError of `open`: ENOENT (no such name or process), EACCES, ...; of `setns`: EINVAL, the
 * file is no network namespace (such as the empty file of a name whose mount is gone).
 */
export function openNetns(spec: NetnsSpec): Netns {
  const path = specPath(spec);
  const fd = SystemError.wrap(path, () => fs().openSync(path, fs().constants.O_RDONLY));
  const error = native().checkNetns(fd);
  if (error < 0) {
    fs().closeSync(fd);
    throw new SystemError(-error, 'setns', path);
  }
  return new Netns(fd);
}

/** Calls `use` with the file of a new network namespace, which is open until it returns. */
function withNewNetns(use: (path: string) => void): void {
  const error = -native().unshareNetns((fd) => use(openPath(fd)));
  if (error > 0) throw new SystemError(error & 0xfff, unshareSteps[error >> 12] ?? 'unshare');
}

/**
 * A new network namespace without a name, which ends when nothing refers to it any more. The calling
 * thread stays in its own.
 * @throws SystemError of `unshare`, without privilege EPERM.
 */
export function unshareNetns(): Netns {
  const opened: Netns[] = [];
  // Opened once more, by node:fs: it closes what a worker_thread leaves open.
  withNewNetns((path) => opened.push(openNetns(path)));
  const [netns] = opened;
  if (netns === undefined) throw new SystemError(EINVAL, 'unshare');
  return netns;
}

/**
 * Makes /run/netns, and makes it a shared mount: a name given or taken in one mount namespace appears
 * in, and disappears from, those that `ip netns exec` made from it. Without that, a name deleted here
 * would stay busy there.
 */
function prepareDirectory(): void {
  SystemError.wrap(NETNS_DIRECTORY, () => fs().mkdirSync(NETNS_DIRECTORY, { recursive: true, mode: 0o755 }));
  const directory = SystemError.wrap(NETNS_DIRECTORY, () =>
    fs().openSync(NETNS_DIRECTORY, fs().constants.O_DIRECTORY),
  );
  try {
    // Two at once would mount twice, one over the other. Closing unlocks.
    lockFile(directory);
    const share = (): number => native().mount('', NETNS_DIRECTORY, 'none', MS_SHARED | MS_REC);
    let error = share();
    if (error === -EINVAL) {
      // Not a mount point yet.
      const bound = native().mount(NETNS_DIRECTORY, NETNS_DIRECTORY, 'none', MS_BIND | MS_REC);
      if (bound < 0) throw new SystemError(-bound, 'mount --bind', NETNS_DIRECTORY);
      error = share();
    }
    if (error < 0) throw new SystemError(-error, 'mount --make-shared', NETNS_DIRECTORY);
  } finally {
    fs().closeSync(directory);
  }
}

/** Puts a name on the namespace that `source` is a file of. Leaves no file behind when it fails. */
function bindName(name: string, source: string): void {
  const path = netnsPath(name);
  const flags = fs().constants.O_RDONLY | fs().constants.O_CREAT | fs().constants.O_EXCL;
  fs().closeSync(SystemError.wrap(path, () => fs().openSync(path, flags, 0)));
  const error = native().mount(source, path, 'none', MS_BIND);
  if (error < 0) {
    fs().unlinkSync(path);
    throw new SystemError(-error, 'mount --bind', path);
  }
}

/**
 * Creates a named namespace, as `ip netns add` does; the calling thread stays in its own.
 * @throws TypeError for the name, see {@link netnsPath}.
 * @throws SystemError of `mkdir`, `mount --make-shared`, `mount --bind` or `unshare`, without privilege
 * EPERM; of `open`: EEXIST, the name is taken.
 */
export function createNetns(name: string): void {
  netnsPath(name);
  prepareDirectory();
  withNewNetns((path) => bindName(name, path));
}

/**
 * Gives the namespace of a process a name, as `ip netns attach` does.
 * @throws as {@link createNetns}; and SystemError of `open`: ENOENT, no such process.
 */
export function attachNetns(name: string, pid: number): void {
  netnsPath(name);
  prepareDirectory();
  using netns = openNetns({ pid });
  bindName(name, openPath(netns.fd));
}

/**
 * Takes the name off a namespace, as `ip netns delete` does. The namespace ends when no process, socket or
 * open file uses it.
 * @throws SystemError of `unlink`: ENOENT, there is no such name.
 */
export function deleteNetns(name: string): void {
  const path = netnsPath(name);
  // A file that is not mounted on is removed all the same.
  native().umount(path, MNT_DETACH);
  SystemError.wrap(path, () => fs().unlinkSync(path));
}

/** The named namespaces in the order of the directory, as `ip netns list` shows them. */
export function listNetns(): string[] {
  const names: string[] = [];
  let directory: Dir;
  try {
    // Not readdirSync, which sorts.
    directory = SystemError.wrap(NETNS_DIRECTORY, () => fs().opendirSync(NETNS_DIRECTORY));
  } catch (error) {
    if (error instanceof SystemError && error.code === 'ENOENT') return names;
    throw error;
  }
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync())
      names.push(entry.name);
  } finally {
    directory.closeSync();
  }
  return names;
}

/**
 * Calls `callback` with this thread inside a namespace, and returns what it returns. For what is reached
 * by the calling thread only, such as /proc/sys/net; sockets take a namespace as an option. The thread is
 * back before this returns or throws, and if the kernel should refuse the way back, the process is aborted.
 * So `callback` must do all of its work synchronously: an async function goes on outside.
 *
 * @throws SystemError of `setns`, with `callback` not called; or what `callback` throws.
 */
export function runInNetns<T>(netns: Netns | number, callback: () => T): T {
  const outcome: { returned?: { value: T } } = {};
  const error = native().runIn(typeof netns === 'number' ? netns : netns.fd, () => {
    outcome.returned = { value: callback() };
  });
  if (outcome.returned === undefined) throw new SystemError(-error, 'setns');
  return outcome.returned.value;
}
