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

/** Reads what ADD printed. A result names its version; one that does not is in `requested`, the request's. */
export function readResult(stdout: Uint8Array, requested: SpecVersion): PrintedResult {
  const value = parseJson(stdout);
  const { cniVersion } = decode(versioned, value);
  const version = cniVersion === '' ? requested : findVersion(cniVersion);
  if (version === undefined) throw failure(`unsupported CNI result version ${quote(cniVersion)}`);
  return { version, value };
}
