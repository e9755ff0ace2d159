import { failure } from '../error.ts';
import type { JsonValue } from '../json/parse.ts';
import { atLeast, type SpecVersion } from '../version.ts';
import type { Dns } from './dns.ts';
import { decodeLegacy, encodeLegacy } from './legacy.ts';
import { decodeListed, encodeListed } from './listed.ts';
import type { Route } from './route.ts';

/** An interface of a result. `sandbox` is the path of its network namespace; a host interface has none. */
export interface Interface {
  readonly name: string;
  readonly mac?: string | undefined;
  readonly mtu?: number | undefined;
  readonly sandbox?: string | undefined;
  readonly socketPath?: string | undefined;
  readonly pciID?: string | undefined;
}

/** An address of a result. */
export interface IpConfig {
  /** Index into the result's interfaces. IPAM results have none; old plugins put -1 or one out of range. */
  readonly interface?: number | undefined;
  /** `A/LEN`, host bits kept. */
  readonly address: string;
  readonly gateway?: string | undefined;
}

/** The result of ADD in its newest form, in which plugins work (specification 1.1.0, section "Success"). */
export interface Result {
  readonly interfaces: readonly Interface[];
  readonly ips: readonly IpConfig[];
  readonly routes: readonly Route[];
  readonly dns: Dns;
}

/** Reads a result written in the form of `version`; @throws {JsonTypeError} */
export function decodeResult(value: JsonValue, version: SpecVersion): Result {
  return atLeast(version, '0.3.0') ? decodeListed(value) : decodeLegacy(value);
}

/**
 * A result in the form of `version`.
 *
 * @throws {CniError} `cannot convert: no valid IP addresses`: 0.1.0 and 0.2.0 cannot say less than one address
 */
export function encodeResult(result: Result, version: SpecVersion): object {
  return atLeast(version, '0.3.0') ? encodeListed(result, version) : encodeLegacy(result, version);
}

/** A result as a plugin prints it: indented by four, without a newline at the end. */
export function formatResult(result: Result, version: SpecVersion): string {
  return JSON.stringify(encodeResult(result, version), null, 4);
}

/**
 * `prevResult` of a configuration.
 *
 * @param prefix what some plugins of the reference say before that
 * @throws {CniError} `could not parse prevResult: ...` when it cannot be read as a result of `version`
 */
export function decodePrevResult(value: JsonValue, version: SpecVersion, prefix = ''): Result {
  try {
    return decodeResult(value, version);
  } catch (error) {
    throw failure(
      `${prefix}could not parse prevResult: ${error instanceof Error ? error.message : error}`,
      '',
      {
        cause: error,
      },
    );
  }
}
