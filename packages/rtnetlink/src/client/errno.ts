const EIO = 5;

/** The errno of a failed system call. */
export function errnoOf(cause: unknown): number {
  return cause instanceof Error && 'errno' in cause && typeof cause.errno === 'number'
    ? Math.abs(cause.errno)
    : EIO;
}
