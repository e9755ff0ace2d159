import type { Link } from '@iplink-ts/rtnetlink';
import { fdb, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { findLink } from '../interface/link.ts';
import { dropVlanParent, ensureVlanParent, madeVlanParents } from '../interface/vlan-parent.ts';
import { quote } from '../quote.ts';
import type { AttachmentRecord } from './records.ts';
import type { Subnet } from './subnet.ts';

/** The interface of the host that pods of a subnet get theirs on. All of this happens under the lock of the records. */

const markOf = (dataDir: string): string => `static-macvlan ${dataDir}`;

/** The master of an untagged subnet, else its VLAN interface, see {@link ensureVlanParent}. */
export function ensureParent(home: SyncClient, subnet: Subnet, dataDir: string): Link {
  const { master, vlan: id, parent: name } = subnet;
  if (id === 0) return findLink(home, master, `failed to lookup master ${quote(master)}: `);
  return ensureVlanParent(home, {
    name,
    master,
    id,
    mark: markOf(dataDir),
    otherName: `choose another name for that of subnet ${quote(subnet.name)}: "parent"`,
    sameVlan: 'give it in the subnet as "parent"',
  });
}

/**
 * Removes a VLAN interface that was made for pods and has none any more, unless somebody else came to use it: on the
 * host, or by macvlans in whatever namespace, whose addresses it listens to while they are up.
 *
 * @param released the records that are gone: their interfaces may still be dying
 */
export function dropParent(
  home: SyncClient,
  parent: string,
  remaining: readonly AttachmentRecord[],
  dataDir: string,
  released: readonly AttachmentRecord[],
): void {
  if (remaining.some((record) => record.parent === parent)) return;
  dropVlanParent(home, { name: parent, mark: markOf(dataDir) }, (link) =>
    home
      .run(fdb.list({ dev: link.index }))
      .some(({ lladdr = '' }) => isUnicast(lladdr) && !released.some(({ mac }) => mac === lladdr)),
  );
}

/** Names of the VLAN interfaces that were made for pods of these records. */
export function madeParents(home: SyncClient, dataDir: string): string[] {
  return madeVlanParents(home, markOf(dataDir));
}

/** The lowest bit of the first byte is that of groups. */
function isUnicast(mac: string): boolean {
  return mac !== '' && (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0;
}
