import type { Link } from '@iplink-ts/rtnetlink';
import { links, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../errno.ts';
import { failure } from '../error.ts';
import { quote } from '../quote.ts';

/** Looks a link up; @throws {CniError} `<prefix>Link not found` */
export function findLink(rtnl: SyncClient, name: string, prefix = ''): Link {
  const missing = (cause?: unknown) =>
    failure(`${prefix}Link not found`, `there is no interface ${quote(name)}`, { cause });
  // The kernel takes an empty name for none at all.
  if (name === '') throw missing();
  try {
    return rtnl.run(links.get(name));
  } catch (error) {
    if (hasCode(error, 'ENODEV')) throw missing(error);
    throw failed(`failed to lookup ${quote(name)}`, error);
  }
}

/** The link of that name, alternative names included; undefined when there is none. */
export function linkIfThere(rtnl: SyncClient, name: string): Link | undefined {
  try {
    return rtnl.run(links.get(name));
  } catch (error) {
    if (hasCode(error, 'ENODEV')) return undefined;
    throw error;
  }
}

/** Deletes a link; one that is gone already is no fault. */
export function deleteIfThere(rtnl: SyncClient, device: string | number): void {
  try {
    rtnl.run(links.delete(device));
  } catch (error) {
    if (!hasCode(error, 'ENODEV')) throw error;
  }
}
