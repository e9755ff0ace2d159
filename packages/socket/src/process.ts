import { native } from '#native';
import { SystemError } from './errno.ts';
import { fs } from './fs.ts';
import { NETNS_DIRECTORY, netnsPath, openNetns } from './netns.ts';

/** Strings as the addon takes them: each ended by a NUL. */
function block(strings: readonly string[]): Uint8Array {
  const culprit = strings.find((string) => string.includes('\0'));
  if (culprit !== undefined)
    throw new TypeError(`argument ${JSON.stringify(culprit)} contains a NUL character`);
  return new TextEncoder().encode(strings.map((string) => `${string}\0`).join(''));
}

function exec(
  netns: number,
  name: string,
  words: readonly [string, ...string[]],
  binds: readonly string[],
): never {
  const result = -native().exec(netns, name, block(words), block(binds));
  // The steps of the addon's `exec`, with what each is about.
  const steps: readonly (readonly [syscall: string, path?: string])[] = [
    ['exec', words[0]],
    ['setns', `${NETNS_DIRECTORY}/${name}`],
    ['unshare'],
    ['mount --make-rslave', '/'],
    ['mount', '/sys'],
    ['exec', words[0]],
  ];
  const [syscall, path] = steps[result >> 12] ?? ['exec'];
  throw new SystemError(result & 0xfff, syscall, path);
}

/**
 * Replaces this process by a program (execvp: found in PATH unless it holds a `/`), which keeps the process
 * id, standard streams and environment. Signals are handled as at the start of a program.
 *
 * @param args the program's arguments, without its name
 * @throws SystemError of `exec`, such as ENOENT; the process then goes on unchanged.
 */
export function replaceProcess(file: string, args: readonly string[]): never {
  exec(-1, '', [file, file, ...args], []);
}

/** What /etc/netns/NAME holds is seen in /etc: pairs of source and target. */
function etcBinds(name: string): string[] {
  const folder = `/etc/netns/${name}`;
  let files: string[];
  try {
    files = fs().readdirSync(folder);
  } catch {
    // Most namespaces have no such folder.
    return [];
  }
  return files.flatMap((file) => [`${folder}/${file}`, `/etc/${file}`]);
}

/**
 * Replaces this process by a program inside a named namespace, as `ip netns exec` does: in a mount
 * namespace of its own, with the /sys of that network namespace, and with the files of /etc/netns/NAME over
 * those in /etc.
 *
 * @throws TypeError for the name; SystemError of `open` (ENOENT: no such namespace), `setns`, `unshare`,
 * `mount --make-rslave`, `mount` (path `/sys`) or `exec` (path `file`). The process then goes on unchanged,
 * where it was.
 */
export function execInNetns(name: string, file: string, args: readonly string[]): never {
  netnsPath(name);
  using netns = openNetns(name);
  exec(netns.fd, name, [file, file, ...args], etcBinds(name));
}
