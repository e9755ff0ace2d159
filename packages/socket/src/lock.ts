import { native } from '#native';
import { SystemError } from './errno.ts';

/** sys/file.h */
const LOCK_EX = 2;

/**
 * Waits for the exclusive lock of an open file or folder, holding the thread until it is free. It belongs to the
 * opening, not to the process: whoever opens the file anew has to wait, and closing gives it back, as does the end
 * of the process.
 *
 * @param fd opened by `node:fs`, in whatever mode
 * @throws SystemError of `flock`: EBADF, or ENOLCK where the file system has no locks.
 */
export function lockFile(fd: number): void {
  const error = native().flock(fd, LOCK_EX);
  if (error < 0) throw new SystemError(-error, 'flock');
}
