import type { PrintedResult } from '../exec/result.ts';
import { JsonObject, type JsonValue } from '../json/parse.ts';
import { decodeResult, encodeResult } from '../result/result.ts';
import type { SpecVersion } from '../version.ts';
import { jsonOf } from './request.ts';

/**
 * A result in the form of `wanted`, as JSON. One that has it already is kept as it was printed, for it may say less
 * than can be converted, or more than we know.
 *
 * @throws {JsonTypeError | CniError} what is no result, or cannot be said in that version
 */
export function inVersion({ value, version }: PrintedResult, wanted: SpecVersion): JsonValue {
  const result = decodeResult(value, version);
  if (version !== wanted) return jsonOf(encodeResult(result, wanted));
  const members = value instanceof JsonObject ? value.members : [];
  return new JsonObject([
    ['cniVersion', wanted],
    ...members.filter(([key]) => key.toLowerCase() !== 'cniversion'),
  ]);
}
