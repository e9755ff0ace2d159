import { readFileSync } from 'node:fs';
import { hasCode, pathReason, reason } from '../../errno.ts';
import { failure } from '../../error.ts';

/** Where an administrator says which sysctls configurations may set: a regular expression in each line. */
export const ALLOWLIST = '/etc/cni/tuning/allowlist.conf';

/**
 * Without the file, all are allowed.
 *
 * @param keys as they are written in the configuration
 * @throws {CniError} for the first that no line matches, and for a line that is no regular expression
 */
export function checkAllowed(keys: Iterable<string>, allowlist: string): void {
  const lines = readLines(allowlist);
  if (lines === undefined) return;
  const patterns = lines.map(toRegExp);
  for (const key of keys) {
    if (!patterns.some((pattern) => pattern.test(key)))
      throw failure(
        `Sysctl ${key} is not allowed. Only the following sysctls are allowed: [${lines.join(' ')}]`,
        `the administrator's list is ${allowlist}`,
      );
  }
}

function readLines(file: string): readonly string[] | undefined {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw failure(pathReason(error, file), '', { cause: error });
  }
}

/** Classes of characters that Go's regular expressions have beyond those of JavaScript. */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** A line, in the language of Go's regular expressions as far as keys of sysctls can be described by it. */
function toRegExp(line: string): RegExp {
  const [prefix = '', flags = ''] = /^\(\?([ims]+)\)/.exec(line) ?? [];
  const pattern = line
    .slice(prefix.length)
    .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole)
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replaceAll('(?P<', '(?<');
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw failure(`error parsing regexp: ${reason(error)}`, `a line of the allow-list is ${line}`, {
      cause: error,
    });
  }
}
