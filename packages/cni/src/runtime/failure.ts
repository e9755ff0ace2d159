import { CniError, errorCode, toCniError } from '../error.ts';
import { quote } from '../quote.ts';
import type { NetworkPlugin } from './network.ts';

/** What failed, in the words of libcni. */
export type Operation = 'add' | 'check' | 'delete' | 'status';

/** An error in one line, as runtimes show it: the message and, behind `; `, the details. */
export function describe({ message, details }: CniError): string {
  return details === '' ? message : `${message}; ${details}`;
}

/** An error with more in front of its message; code and details stay. */
export function wrapped(failing: string, error: unknown): CniError {
  const { code, message, details } = toCniError(error);
  return new CniError(code, `${failing}: ${message}`, details, { cause: error });
}

/** Does `work` of a plugin; @throws {CniError} `plugin type="x" failed (add): ...` */
export async function naming<T>(
  { type, name }: NetworkPlugin,
  operation: Operation,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const plugin = name === '' ? `type=${quote(type)}` : `type=${quote(type)} name=${quote(name)}`;
    throw wrapped(`plugin ${plugin} failed (${operation})`, error);
  }
}

/** Throws what was collected, if anything: one error as it is, several as one of as many lines. */
export function throwJoined(errors: readonly CniError[]): void {
  const [first, ...more] = errors;
  if (first === undefined) return;
  if (more.length === 0) throw first;
  const { code = errorCode.internal } = first;
  throw new CniError(code, errors.map(describe).join('\n'), '', { cause: new AggregateError(errors) });
}
