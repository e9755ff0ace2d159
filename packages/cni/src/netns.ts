import { statfsSync } from 'node:fs';
import { type Netns, openNetns } from '@iplink-ts/socket';
import { hasCode, reason } from './errno.ts';
import { failure } from './error.ts';
import { quote } from './quote.ts';

/** Magic numbers of statfs (linux/magic.h): NSFS_MAGIC, and PROC_SUPER_MAGIC of kernels before 3.19. */
const NSFS_MAGIC = 0x6e736673;
const PROC_SUPER_MAGIC = 0x9fa0;

/**
 * Opens the namespace of CNI_NETNS for ADD and CHECK.
 *
 * @throws {CniError} `failed to open netns "/x": failed to Statfs "/x": no such file or directory`
 */
export function requireNetns(path: string): Netns {
  try {
    return openContainer(path);
  } catch (error) {
    throw failure(`failed to open netns ${quote(path)}: ${reason(error)}`, '', { cause: error });
  }
}

/** As {@link requireNetns}, in fewer words: `failed to Statfs "/x": no such file or directory`. */
export function openContainer(path: string): Netns {
  checkMagic(path);
  return openNetns(netnsPath(path));
}

/**
 * Opens the namespace of CNI_NETNS for DEL.
 *
 * @returns undefined when there is none any more, which is no fault
 * @throws {CniError} `unknown FS magic on "/etc/passwd": ef53`
 */
export function findNetns(path: string): Netns | undefined {
  try {
    return path === '' ? undefined : openContainer(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (error instanceof Error && hasCode(error.cause, 'ENOENT')) return undefined;
    throw error;
  }
}

function checkMagic(path: string): void {
  let magic: number;
  try {
    magic = statfsSync(path).type;
  } catch (error) {
    throw failure(`failed to Statfs ${quote(path)}: ${reason(error)}`, '', { cause: error });
  }
  if (magic !== NSFS_MAGIC && magic !== PROC_SUPER_MAGIC)
    throw failure(`unknown FS magic on ${quote(path)}: ${magic.toString(16)}`);
}

/** A path in a form that cannot be taken for the name of a namespace in /run/netns. */
function netnsPath(path: string): string {
  return path.includes('/') ? path : `./${path}`;
}
