import { spawnSync } from 'node:child_process';
import { reason } from '../errno.ts';
import { lockedHost } from '../host-lock.ts';

/** How a program ended that ran. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** A program that could not be started, in Go's words. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError';
}

/** Where firewall programs are, for a runtime that gives its plugins no PATH at all. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Runs a program of PATH in the namespace of the thread, without a shell.
 *
 * It holds the lock of the host until it ends, even when we are killed meanwhile: so the DEL that follows begins when
 * it has done its work, and finds that.
 *
 * @param input its stdin
 * @throws {ProgramError} `exec: "nft": executable file not found in $PATH`
 */
export function runProgram(program: string, args: readonly string[], input = ''): Ended {
  const { PATH, ...env } = process.env;
  const { status, stdout, stderr, error } = lockedHost((lock) =>
    spawnSync(program, args, {
      env: { ...env, PATH: PATH || DEFAULT_PATH, LC_ALL: 'C' },
      input,
      stdio: ['pipe', 'pipe', 'pipe', lock],
      maxBuffer: Number.POSITIVE_INFINITY,
    }),
  );
  if (error !== undefined && !wasStarted(error))
    throw new ProgramError(why(program, error), { cause: error });
  return { status, stdout, stderr: stderr.toString().trim() };
}

/** EPIPE: it ended without having read all of its input, and says itself why. */
function wasStarted(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE';
}

function why(program: string, error: NodeJS.ErrnoException): string {
  const missing = error.code === 'ENOENT';
  return `exec: "${program}": ${missing ? 'executable file not found in $PATH' : reason(error)}`;
}
