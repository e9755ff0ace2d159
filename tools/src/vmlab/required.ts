import { access, constants, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** A program that the VM lab starts on the host, and the Debian package that has it. */
export interface RequiredProgram {
  readonly program: string;
  readonly package: string;
  /** Places outside of `PATH` where distributions put it. */
  readonly places: readonly string[];
}

const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Absolute path of a program, looked for in its places, in `PATH` and in the system's folders. */
export async function findProgram(
  program: string,
  places: readonly string[] = [],
): Promise<string | undefined> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), ...SYSTEM_FOLDERS];
  for (const candidate of [...places, ...folders.map((folder) => join(folder, program))]) {
    if (await isExecutable(candidate)) return candidate;
  }
  return undefined;
}

/** QEMU carried virtiofsd until version 7.2, the one of Debian 12; now it is a package of its own. */
async function virtiofsdPackage(): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^VERSION_ID="?12"?$/m.test(release) ? 'qemu-system-common' : 'virtiofsd';
}

/** Everything the VM lab needs installed on the host. */
export async function requiredPrograms(): Promise<readonly RequiredProgram[]> {
  return [
    { program: 'qemu-system-x86_64', package: 'qemu-system-x86', places: [] },
    {
      program: 'virtiofsd',
      package: await virtiofsdPackage(),
      places: ['/usr/lib/qemu/virtiofsd', '/usr/libexec/virtiofsd', '/usr/lib/virtiofsd'],
    },
    { program: 'depmod', package: 'kmod', places: [] },
    { program: 'setsid', package: 'util-linux', places: [] },
    { program: 'setpriv', package: 'util-linux', places: [] },
    { program: 'unshare', package: 'util-linux', places: [] },
  ];
}

/** Debian packages to install before the VM lab can run; empty when nothing is missing. */
export async function missingPackages(): Promise<readonly string[]> {
  const missing = new Set<string>();
  for (const required of await requiredPrograms()) {
    if ((await findProgram(required.program, required.places)) === undefined) missing.add(required.package);
  }
  return [...missing];
}

/**
 * Absolute path of one of the required programs.
 *
 * @throws Error naming the package that has it
 */
export async function requiredProgram(program: string): Promise<string> {
  const required = (await requiredPrograms()).find((candidate) => candidate.program === program);
  const path = await findProgram(program, required?.places);
  if (path !== undefined) return path;
  const source = required?.package ?? program;
  throw new Error(`${program} is missing; on Debian: apt-get install --no-install-recommends ${source}`);
}
