import { CniError, errorCode } from './error.ts';
import { decode, list, string, struct } from './json/decode.ts';
import { JsonObject, type JsonValue } from './json/parse.ts';
import type { Request } from './request.ts';

const attachments = list(
  struct('types.GCAttachment', { containerID: string, ifname: string }),
  '[]types.GCAttachment',
);

/** An attachment that is in use: what GC must leave alone. The names are those of the specification. */
export interface ValidAttachment {
  readonly containerID: string;
  /** The interface in the container. */
  readonly ifname: string;
}

/** The key of the specification, and the older one that libcni sends beside it. */
const KEYS = ['cni.dev/valid-attachments', 'cni.dev/attachments'] as const;

/**
 * The attachments that a GC request calls valid (specification, section "GC"). `null` is an empty list.
 *
 * @throws {CniError} code 7 when there is no list at all: then nothing is known to be left over
 */
export function validAttachments({ config }: Pick<Request, 'config'>): readonly ValidAttachment[] {
  for (const key of KEYS) {
    const value = memberOf(config, key);
    if (value !== undefined) return value === null ? [] : decode(attachments, value);
  }
  throw new CniError(
    errorCode.invalidNetworkConfig,
    `missing ${KEYS[0]}`,
    'without the list of attachments in use, none can be told to be left over',
  );
}

/** Whether (containerId, ifName) is among those that are in use. */
export function isValid(valid: readonly ValidAttachment[], containerId: string, ifName: string): boolean {
  return valid.some(({ containerID, ifname }) => containerID === containerId && ifname === ifName);
}

function memberOf(config: JsonValue, key: string): JsonValue | undefined {
  if (!(config instanceof JsonObject)) return undefined;
  return config.members.findLast(([written]) => written.toLowerCase() === key)?.[1];
}
