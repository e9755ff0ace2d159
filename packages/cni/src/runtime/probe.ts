import { reason } from '../errno.ts';
import { failure } from '../error.ts';
import { decode, list, string, struct } from '../json/decode.ts';
import { parseJson } from '../json/parse.ts';
import { newestVersion } from '../version.ts';

/** The environment of VERSION: old plugins want values, any values, for what they do not need. */
export const probeEnvironment = {
  CNI_COMMAND: 'VERSION',
  CNI_CONTAINERID: '',
  CNI_NETNS: 'dummy',
  CNI_IFNAME: 'dummy',
  CNI_PATH: 'dummy',
  CNI_ARGS: '',
} as const;

export const probeRequest = JSON.stringify({ cniVersion: newestVersion });

/** What a plugin of specification 0.1.0 says, which knows no VERSION. */
export const PROBE_UNKNOWN = 'unknown CNI_COMMAND: VERSION';

const versionInfo = struct('version.pluginInfo', { cniVersion: string, supportedVersions: list(string) });

/** Reads the answer to VERSION; @throws {CniError} `decoding version info: missing field cniVersion` */
export function supportedBy(stdout: Uint8Array): readonly string[] {
  const bad = (what: string, cause?: unknown) => failure(`decoding version info: ${what}`, '', { cause });
  try {
    const { cniVersion, supportedVersions } = decode(versionInfo, parseJson(stdout));
    if (cniVersion === '') throw bad('missing field cniVersion');
    if (supportedVersions.length > 0) return supportedVersions;
    if (cniVersion === '0.2.0') return ['0.1.0', '0.2.0'];
    throw bad('missing field supportedVersions');
  } catch (error) {
    throw error instanceof Error && 'details' in error ? error : bad(reason(error), error);
  }
}
