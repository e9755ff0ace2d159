/** Files, and errors of system calls as node:fs throws them. */

/** node:fs, loaded when it is first used, which takes the executable 140 page faults. */
export const fs = (): typeof import('node:fs') => process.getBuiltinModule('node:fs');

const EIO = 5;

/** Whether the error carries this code, such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** The positive errno of a failed system call; EIO for an error that has none. */
export function errnoOf(error: unknown): number {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number'
    ? Math.abs(error.errno)
    : EIO;
}
