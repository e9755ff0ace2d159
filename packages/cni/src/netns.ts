import { statfsSync } from 'node:fs';
import { hasCode, reason } from './errno.ts';
import { failure } from './error.ts';
import { quote } from './quote.ts';

/** Magic numbers of statfs (linux/magic.h): NSFS_MAGIC, and PROC_SUPER_MAGIC of kernels before 3.19. */
const NSFS_MAGIC = 0x6e736673;
const PROC_SUPER_MAGIC = 0x9fa0;

/**
 * Makes sure that `path` is a namespace, not some file by mistake.
 *
 * @returns false when there is nothing at `path`
 * @throws {CniError} `unknown FS magic on "/etc/passwd": ef53`
 */
export function isNetns(path: string): boolean {
  let magic: number;
  try {
    magic = statfsSync(path).type;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw failure(`failed to Statfs ${quote(path)}: ${reason(error)}`, '', { cause: error });
  }
  if (magic === NSFS_MAGIC || magic === PROC_SUPER_MAGIC) return true;
  throw failure(`unknown FS magic on ${quote(path)}: ${magic.toString(16)}`);
}

/**
 * `path` for a client: in a form with a slash, which a name in /run/netns never has.
 *
 * @throws {CniError} `failed to open netns "/x": failed to Statfs "/x": no such file or directory`
 */
export function requireNetns(path: string): string {
  let found: boolean;
  try {
    found = isNetns(path);
  } catch (error) {
    throw failure(`failed to open netns ${quote(path)}: ${reason(error)}`, '', { cause: error });
  }
  if (!found)
    throw failure(
      `failed to open netns ${quote(path)}: failed to Statfs ${quote(path)}: no such file or directory`,
    );
  return netnsPath(path);
}

/** A path in a form that a client cannot take for the name of a namespace. */
export function netnsPath(path: string): string {
  return path.includes('/') ? path : `./${path}`;
}
