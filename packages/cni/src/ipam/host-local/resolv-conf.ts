import { readFileSync } from 'node:fs';
import { pathReason } from '../../errno.ts';
import { failure } from '../../error.ts';
import type { Dns } from '../../result/dns.ts';

export const noDns: Dns = { nameservers: [], domain: '', search: [], options: [] };

/**
 * A resolv.conf(5) as the `dns` of a result. Other keywords, and comments, are passed over.
 *
 * @throws {CniError} `open /x: no such file or directory`
 */
export function readResolvConf(path: string): Dns {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw failure(pathReason(error, path), 'resolvConf must name a file like /etc/resolv.conf', {
      cause: error,
    });
  }
  return parseResolvConf(text);
}

export function parseResolvConf(text: string): Dns {
  const entries = text.split('\n').map((line) => line.trim().split(/\s+/));
  // A comment's first word is no keyword, whether the sign stands alone or not.
  const of = (keyword: string): string[][] =>
    entries.filter(([first, ...rest]) => first === keyword && rest.length > 0).map(([, ...rest]) => rest);
  return {
    nameservers: of('nameserver').flatMap(([address = '']) => [address]),
    domain: of('domain').at(-1)?.[0] ?? '',
    search: of('search').flat(),
    options: of('options').flat(),
  };
}
