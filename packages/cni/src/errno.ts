import { NetlinkError } from '@iplink-ts/rtnetlink';
import { strerror } from '@iplink-ts/socket';
import { type CniError, failure } from './error.ts';

/** Whether `error` carries one of those errno names: `EEXIST`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => error.code === code);
}

/**
 * Why something failed, in the words that Go's error values have: the text of the errno in small letters
 * (`device or resource busy`), or the message of any other error.
 */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Node.js counts its errnos downwards from zero, the kernel's clients upwards.
  if ('errno' in error && typeof error.errno === 'number') return goText(Math.abs(error.errno));
  return error.message;
}

/**
 * Why an operation of `node:fs` failed, in the words of Go's PathError: `open /x: no such file or directory`.
 *
 * @param path what it was about, for errors that do not say (reading a folder is one)
 */
export function pathReason(error: unknown, path: string): string {
  if (!(error instanceof Error && 'syscall' in error && typeof error.syscall === 'string'))
    return reason(error);
  const said = 'path' in error && typeof error.path === 'string' ? error.path : path;
  return `${error.syscall} ${said}: ${reason(error)}`;
}

function goText(errno: number): string {
  const text = strerror(errno);
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/**
 * `<what>: <reason>`, with what the kernel says beyond the errno, and a remedy where there is one, as details.
 */
export function failed(what: string, error: unknown, remedy?: string): CniError {
  const kernelText = error instanceof NetlinkError ? error.kernelMessage : undefined;
  const details = [kernelText, remedy].filter((part) => part !== undefined);
  return failure(`${what}: ${reason(error)}`, details.join('; '), { cause: error });
}
