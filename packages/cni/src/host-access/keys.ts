import { CniError, errorCode } from '../error.ts';

/** Why the master must not be in the container. */
export const MASTER_ON_HOST = 'the host has an interface on the master of the pods, which must be its own';

/**
 * Another key of the configuration that host access depends on.
 *
 * @throws {CniError} code 7: `"hostAccess" needs "mode": "bridge", not "passthru"`
 */
export function requireForHostAccess<T>(key: string, value: T, needed: T, reason: string): void {
  if (value === needed) return;
  throw new CniError(
    errorCode.invalidNetworkConfig,
    `"hostAccess" needs "${key}": ${JSON.stringify(needed)}, not ${JSON.stringify(value)}`,
    reason,
  );
}
