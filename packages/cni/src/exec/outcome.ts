import { hasCode, reason } from '../errno.ts';
import { CniError, failure } from '../error.ts';
import { decode, string, struct, uint } from '../json/decode.ts';
import { parseJson } from '../json/parse.ts';
import { quote } from '../quote.ts';

/** Starts of a file that is still being written (ETXTBSY) are tried again, as the reference does. */
const MAX_STARTS = 6;
export const START_INTERVAL_MS = 1000;

/**
 * Whether to start again what could not be started.
 *
 * @param start how often it was tried, this time included
 * @throws {CniError} `fork/exec /opt/cni/bin/x: permission denied`
 */
export function checkStart(file: string, start: number, error: unknown): void {
  if (!hasCode(error, 'ETXTBSY') || start === MAX_STARTS)
    throw failure(`fork/exec ${file}: ${reason(error)}`, '', { cause: error });
}

/** How a plugin's process ended. */
export interface Outcome {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** What a plugin printed; @throws {CniError} its own error when it gave one */
export function stdoutOf({ status, signal, stdout, stderr }: Outcome): Buffer {
  if (status === 0) return stdout;
  if (stdout.length > 0) throw errorOf(stdout);
  const ending = status === null ? `signal: ${signalName(signal)}` : `exit status ${status}`;
  throw new CniError(
    0,
    stderr.length > 0
      ? `netplugin failed: ${quote(stderr.toString())}: ${ending}`
      : `netplugin failed with no error message: ${ending}`,
  );
}

/** Signals that end a process, as Go names them in messages. */
const signals: Readonly<Partial<Record<NodeJS.Signals, string>>> = {
  SIGHUP: 'hangup',
  SIGINT: 'interrupt',
  SIGQUIT: 'quit',
  SIGILL: 'illegal instruction',
  SIGTRAP: 'trace/breakpoint trap',
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGKILL: 'killed',
  SIGUSR1: 'user defined signal 1',
  SIGSEGV: 'segmentation fault',
  SIGUSR2: 'user defined signal 2',
  SIGPIPE: 'broken pipe',
  SIGALRM: 'alarm clock',
  SIGTERM: 'terminated',
};

function signalName(signal: NodeJS.Signals | null): string {
  return (signal && signals[signal]) ?? String(signal);
}

const errorObject = struct('types.Error', { code: uint, msg: string, details: string });

function errorOf(stdout: Buffer): CniError {
  try {
    const { code, msg, details } = decode(errorObject, parseJson(stdout));
    return new CniError(code, msg, details);
  } catch (error) {
    const text = quote(stdout.toString());
    return new CniError(
      0,
      `netplugin failed but error parsing its diagnostic message ${text}: ${reason(error)}`,
    );
  }
}
