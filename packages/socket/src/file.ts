import { native } from '#native';
import { SystemError } from './errno.ts';

/*
 * Files by the addon, for programs that end soon: to load node:fs takes an executable 140 page faults, where one that
 * does nothing has 670. What a worker_thread opens has to be opened by node:fs, which closes it with the thread.
 */

const O_RDONLY = 0;
const CHUNK = 1 << 12;

function checked(result: number, syscall: string, path?: string): number {
  if (result < 0) throw new SystemError(-result, syscall, path);
  return result;
}

/** Writes what there is room for, and returns how much that was. @throws SystemError of `write` */
export function writeSome(fd: number, bytes: Uint8Array): number {
  return checked(native().write(fd, bytes), 'write');
}

/** The text of a file. @throws SystemError of `open` and `read` */
export function readText(path: string): string {
  const fd = checked(native().openFile(path, O_RDONLY, 0), 'open', path);
  try {
    const chunks: Uint8Array[] = [];
    for (;;) {
      const chunk = new Uint8Array(CHUNK);
      const size = checked(native().read(fd, chunk), 'read', path);
      if (size === 0) return Buffer.concat(chunks).toString();
      chunks.push(chunk.subarray(0, size));
    }
  } finally {
    native().closeFile(fd);
  }
}
