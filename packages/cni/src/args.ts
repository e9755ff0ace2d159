import { failure } from './error.ts';
import { quote } from './quote.ts';

/**
 * Reads CNI_ARGS (`KEY=value;KEY=value`).
 *
 * @param known the keys that the plugin takes, exactly as written
 * @returns the values of those that were given; the last of duplicates
 * @throws {CniError} a pair without exactly one `=`; an unknown key without `IgnoreUnknown=1`
 */
export function parseArgs<K extends string>(args: string, known: readonly K[]): Partial<Record<K, string>> {
  const values: Partial<Record<K, string>> = {};
  const unknown: string[] = [];
  let ignoreUnknown = false;
  for (const pair of args === '' ? [] : args.split(';')) {
    const [key, value, ...more] = pair.split('=');
    if (key === undefined || value === undefined || more.length > 0)
      throw failure(`ARGS: invalid pair ${quote(pair)}`);
    const name = known.find((candidate) => candidate === key);
    if (name !== undefined) values[name] = value;
    else if (key === 'IgnoreUnknown') ignoreUnknown = parseBool(pair, value);
    else unknown.push(pair);
  }
  if (unknown.length > 0 && !ignoreUnknown)
    throw failure(`ARGS: unknown args [${unknown.map(quote).join(' ')}]`);
  return values;
}

function parseBool(pair: string, value: string): boolean {
  const lower = value.toLowerCase();
  if (lower === '1' || lower === 'true') return true;
  if (lower === '0' || lower === 'false') return false;
  throw failure(
    `ARGS: error parsing value of pair ${quote(pair)}: boolean unmarshal error: invalid input ${value}`,
  );
}
