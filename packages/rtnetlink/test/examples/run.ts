import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const folder = new URL('../../examples/', import.meta.url);

/** The names of all examples. */
export const names: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .map((file) => file.slice(0, -'.js'.length));

/** The file of an example, as it was compiled. */
export const fileOf = (name: string): string => fileURLToPath(new URL(`${name}.js`, folder));

/** Runs an example to its end. @returns what it printed, of standard error too */
export async function run(name: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [fileOf(name)], {
    timeout: 100_000,
  });
  return stdout + stderr;
}

/** What the examples print that need more than the kernel of a bare test machine. */
export const vmOutputs: Readonly<Record<string, string>> = {
  'bridge-vlans': 'trunk 10, 11\nred 10 pvid untagged\nblue 11 pvid untagged\n',
  pod: 'ipvlan l2\ndefault 192.0.2.1\n192.0.2.0/24 direct\n',
};
