import { CniError, errorCode } from './error.ts';
import { quote } from './quote.ts';

/** The specification versions that are served, oldest first: those the reference library accepts. */
export const supportedVersions = ['0.1.0', '0.2.0', '0.3.0', '0.3.1', '0.4.0', '1.0.0', '1.1.0'] as const;

/** A version of the specification. */
export type SpecVersion = (typeof supportedVersions)[number];

/** The newest version, in which results are held inside. */
export const newestVersion = '1.1.0' satisfies SpecVersion;

/** Version of this package, printed when a person runs a plugin by hand. */
export const packageVersion = '0.1.0';

/** `version` when it is served, else undefined. */
export function findVersion(version: string): SpecVersion | undefined {
  return supportedVersions.find((supported) => supported === version);
}

/** The version that a configuration names (empty: 0.1.0); @throws {CniError} code 1 when it is not served */
export function specVersion(version: string): SpecVersion {
  const found = version === '' ? '0.1.0' : findVersion(version);
  if (found !== undefined) return found;
  throw new CniError(
    errorCode.incompatibleVersion,
    'incompatible CNI versions',
    `config is ${quote(version)}, plugin supports [${supportedVersions.map(quote).join(' ')}]`,
  );
}

/** Whether `version` is `minimum` or newer. */
export function atLeast(version: SpecVersion, minimum: SpecVersion): boolean {
  return supportedVersions.indexOf(version) >= supportedVersions.indexOf(minimum);
}

/** The answer to VERSION. `cniVersion` is the newest version, not the caller's: that is what the Go plugins print. */
export function versionAnswer(): string {
  return `${JSON.stringify({ cniVersion: newestVersion, supportedVersions })}\n`;
}
