import { findVersion, supportedVersions } from '../version.ts';

/** Why a version is none: `too many parts`; undefined when it is one. Missing parts are 0, none at all is 0.1.0. */
export function versionFault(version: string): string | undefined {
  if (version === '') return undefined;
  const parts = version.split('.');
  if (parts.length > 3) return `invalid version ${JSON.stringify(version)}: too many parts`;
  const wrong = parts.find((part) => !/^[0-9]+$/.test(part));
  if (wrong === undefined) return undefined;
  return `failed to convert version part ${JSON.stringify(wrong)} of ${JSON.stringify(version)}`;
}

/** The highest of the versions that we know ourselves; undefined when there is none. */
export function highestKnown(versions: readonly string[]): string | undefined {
  const known = versions.map(findVersion);
  return supportedVersions.findLast((supported) => known.includes(supported));
}
