import { reason } from '../errno.ts';
import { failure } from '../error.ts';
import { decode } from '../json/decode.ts';
import { type JsonValue, parseJson } from '../json/parse.ts';
import { versioned } from '../netconf.ts';
import { quote } from '../quote.ts';
import { findVersion, type SpecVersion } from '../version.ts';

/** A result as it was printed, and the version whose form it has. */
export interface PrintedResult {
  readonly version: SpecVersion;
  readonly value: JsonValue;
}

/** Reads what ADD printed; `requested` is the version of the request. */
export function readResult(stdout: Uint8Array, requested: SpecVersion): PrintedResult {
  let value: JsonValue;
  try {
    value = parseJson(stdout);
  } catch (error) {
    const text = Buffer.from(stdout).toString();
    throw failure(`failed to unmarshal raw result: ${reason(error)} result ${text}`, '', { cause: error });
  }
  return identifyResult(value, requested);
}

/** A result names its version; one that does not is in `requested`. */
export function identifyResult(value: JsonValue, requested: SpecVersion): PrintedResult {
  const { cniVersion } = decode(versioned, value);
  const version = cniVersion === '' ? requested : findVersion(cniVersion);
  if (version === undefined) throw failure(`unsupported CNI result version ${quote(cniVersion)}`);
  return { version, value };
}
