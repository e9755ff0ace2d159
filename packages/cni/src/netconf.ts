import { reason } from './errno.ts';
import { CniError, errorCode, failure } from './error.ts';
import { bool, type Decoder, decode, map, object, string, struct } from './json/decode.ts';
import { quote } from './quote.ts';
import type { Request } from './request.ts';
import { dns } from './result/dns.ts';

/** What the reference reads of any configuration before a plugin sees it; its Go types show in its messages. */
export const named = struct('struct { Name string "json:\\"name\\"" }', { name: string });

/** The version of a configuration or of a result. */
export const versioned = struct('struct { CNIVersion string "json:\\"cniVersion\\"" }', {
  cniVersion: string,
});

/** Keys that every network configuration may have (specification, section "Plugin configuration objects"). */
export const commonKeys = {
  cniVersion: string,
  name: string,
  type: string,
  capabilities: map(bool),
  ipam: struct('types.IPAM', { type: string }),
  dns,
  prevResult: object,
} as const;

/**
 * The configuration as a plugin reads it.
 *
 * @param failing what some plugins of the reference say in place of `failed to load netconf`
 * @throws {CniError} `failed to load netconf: ...`
 */
export function loadConf<T>(
  decoder: Decoder<T>,
  { config }: Pick<Request, 'config'>,
  failing = 'failed to load netconf',
): T {
  try {
    return decode(decoder, config);
  } catch (error) {
    throw failure(`${failing}: ${reason(error)}`, '', { cause: error });
  }
}

/**
 * Which of `words` a key of ours has; the first when it is left out.
 *
 * @param what names the key
 * @throws {CniError} code 7: `unknown dad mode: "never"`
 */
export function chooseWord<Word extends string>(
  what: string,
  text: string,
  words: readonly [Word, ...Word[]],
): Word {
  const word = text === '' ? words[0] : words.find((known) => known === text);
  if (word !== undefined) return word;
  throw new CniError(
    errorCode.invalidNetworkConfig,
    `unknown ${what}: ${quote(text)}`,
    `must be one of ${words.join(', ')}`,
  );
}
