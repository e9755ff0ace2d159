import { closeSync, openSync } from 'node:fs';
import { lockFile } from '@iplink-ts/socket';

/**
 * Runs `work` while no other plugin of this executable that does so is at work in the namespace that the thread is in.
 * The lock is that of the namespace's own file (flock): it needs no folder to write to, and ends with its holder.
 *
 * @param work gets the file: a program that inherits it is a holder, too
 */
export function lockedHost<T>(work: (fd: number) => T): T {
  const fd = openSync('/proc/thread-self/ns/net', 'r');
  try {
    lockFile(fd);
    return work(fd);
  } finally {
    closeSync(fd);
  }
}
