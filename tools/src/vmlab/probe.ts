import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findProgram, requiredProgram } from './required.ts';

const run = promisify(execFile);

/**
 * Which of the given link kinds the running kernel does not have, nor can load.
 *
 * Asks for a device of each kind, with nothing else said, in a network namespace that ends with the question. A
 * kernel that has the kind takes it or objects to what is missing; only one that has not calls the type unknown
 * (EOPNOTSUPP, `rtnl_newlink` in net/core/rtnetlink.c).
 *
 * @param kinds as `ip link add type KIND` takes them
 * @param ip the `ip` program to ask with
 * @throws Error when the kernel could not be asked (no root, no `ip`)
 */
export async function missingKinds(kinds: readonly string[], ip = 'ip'): Promise<readonly string[]> {
  const [unshare, program] = await Promise.all([requiredProgram('unshare'), findProgram(ip)]);
  const path = ip.includes('/') ? ip : program;
  if (path === undefined) throw new Error(`${ip} is missing; on Debian: apt-get install iproute2`);
  const missing: string[] = [];
  for (const kind of kinds) {
    const words = ['--net', '--', path, 'link', 'add', 'name', 'probe', 'type', kind];
    const problem = await run(unshare, words, { env: { ...process.env, LC_ALL: 'C' } }).then(
      () => '',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (/unshare(:| failed)/.test(problem.replace(`Command failed: ${unshare}`, ''))) {
      throw new Error(`cannot make a network namespace, which takes root: ${problem}`);
    }
    if (/Unknown device type|Operation not supported/.test(problem)) missing.push(kind);
  }
  return missing;
}

/** Whether the running kernel has all these link kinds; see `missingKinds`. */
export async function kernelHas(kinds: readonly string[], ip?: string): Promise<boolean> {
  return (await missingKinds(kinds, ip)).length === 0;
}
