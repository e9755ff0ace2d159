import { statSync } from 'node:fs';
import { CniError, errorCode } from './error.ts';
import type { Request } from './request.ts';

/**
 * A reused process id in CNI_NETNS can lead to the host's own namespace, where DEL would take away the host's
 * interface. The reference notices after the deed; here nothing has been touched yet.
 *
 * @throws {CniError} code 8, unless CNI_NETNS_OVERRIDE says that it is meant
 */
export function checkNotOwnNetns({ netns, env }: Pick<Request, 'netns' | 'env'>): void {
  if (/^(1|true)$/i.test(env['CNI_NETNS_OVERRIDE'] ?? '') || !isOwnNetns(netns)) return;
  throw new CniError(
    errorCode.invalidNetns,
    "plugin's netns and netns from CNI_NETNS should not be the same",
    `CNI_NETNS ${netns} is the namespace of the plugin itself; set CNI_NETNS_OVERRIDE=1 if that is meant`,
  );
}

/** A namespace is known by the device and inode of its file. A path that leads nowhere is not ours. */
function isOwnNetns(path: string): boolean {
  const other = path === '' ? undefined : statSync(path, { throwIfNoEntry: false });
  if (other === undefined) return false;
  const own = statSync('/proc/thread-self/ns/net');
  return own.dev === other.dev && own.ino === other.ino;
}
