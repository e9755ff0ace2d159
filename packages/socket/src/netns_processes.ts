import { SystemError } from './errno.ts';
import { fs } from './fs.ts';
import { listNetns, type NetnsSpec, netnsPath, openNetns, specPath } from './netns.ts';

/** A namespace is known by the device and inode of its file. */
interface Identity {
  readonly dev: number;
  readonly ino: number;
}

/** Undefined for a process or a name that is gone. */
function identityOf(path: string): Identity | undefined {
  try {
    const { dev, ino } = fs().statSync(path);
    return { dev, ino };
  } catch {
    return undefined;
  }
}

function same(one: Identity | undefined, other: Identity): boolean {
  return one !== undefined && one.dev === other.dev && one.ino === other.ino;
}

/**
 * The names of a namespace, in the order of the directory; `ip netns identify` shows the first.
 *
 * @param spec default: the namespace of the calling thread
 * @throws SystemError as {@link openNetns}
 */
export function netnsNames(spec: NetnsSpec = '/proc/thread-self/ns/net'): string[] {
  using netns = openNetns(spec);
  return listNetns().filter((name) => same(identityOf(netnsPath(name)), netns));
}

/**
 * The ids of the processes in a namespace, in the order of /proc, as `ip netns pids` shows them. Those that the
 * caller may not look at are left out.
 *
 * @throws SystemError of `stat`: ENOENT, there is no such name or process
 */
export function netnsPids(spec: NetnsSpec): number[] {
  const path = specPath(spec);
  const wanted = SystemError.wrap(path, () => fs().statSync(path));
  const pids: number[] = [];
  const proc = fs().opendirSync('/proc');
  try {
    for (let entry = proc.readSync(); entry !== null; entry = proc.readSync())
      if (/^[0-9]+$/.test(entry.name) && same(identityOf(`/proc/${entry.name}/ns/net`), wanted))
        pids.push(Number(entry.name));
  } finally {
    proc.closeSync();
  }
  return pids;
}
