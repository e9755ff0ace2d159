import type { Link } from '@iplink-ts/rtnetlink';
import type { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../errno.ts';
import { CniError, errorCode } from '../error.ts';
import { deleteIfThere, findLink, linkIfThere } from '../interface/link.ts';
import { tempName } from '../interface/temp-name.ts';
import { transaction } from '../plugins/transaction.ts';
import { quote } from '../quote.ts';
import type { AttachmentRecord } from './records.ts';
import type { Subnet } from './subnet.ts';

/** The interface of the host that pods of a subnet get theirs on. All of this happens under the lock of the records. */

/**
 * The alias that says who made a VLAN interface. It goes with the interface, so it is never wrong about another one
 * of that name; and one without it was there before, or is somebody else's.
 */
function markOf(dataDir: string): string {
  return `static-macvlan ${dataDir}`;
}

/**
 * The master of an untagged subnet, else its VLAN interface, made when it is missing.
 *
 * @throws {CniError} code 7 when the name is taken by something else
 */
export function ensureParent(home: SyncClient, subnet: Subnet, dataDir: string): Link {
  const master = findLink(home, subnet.master, `failed to lookup master ${quote(subnet.master)}: `);
  if (subnet.vlan === 0) return master;
  const existing = linkIfThere(home, subnet.parent);
  if (existing === undefined) return makeVlan(home, subnet, master, dataDir);
  if (existing.kind !== 'vlan' || existing.link !== master.index || existing.data?.id !== subnet.vlan)
    throw new CniError(
      errorCode.invalidNetworkConfig,
      `interface ${quote(subnet.parent)} is not VLAN ${subnet.vlan} of ${quote(subnet.master)}`,
      `remove it, or choose another name for that of subnet ${quote(subnet.name)}: "parent"`,
    );
  // One that was left when its maker was killed may still be down; that of somebody else is not ours to change.
  if (existing.ifalias === markOf(dataDir)) bringUp(home, existing.index, subnet);
  return existing;
}

/** Made under another name, so that it has its alias before anybody can see it by its own. */
function makeVlan(home: SyncClient, subnet: Subnet, master: Link, dataDir: string): Link {
  const { parent, vlan } = subnet;
  const temp = tempName(parent, 'vlan');
  const failing = `failed to create ${quote(parent)}, VLAN ${vlan} of ${quote(subnet.master)}`;
  return transaction((undo) => {
    try {
      deleteIfThere(home, temp); // left by an ADD that was killed
      home.links.add({ kind: 'vlan', ifname: temp, link: master.index, data: { id: vlan } });
      const { index } = home.links.get(temp);
      undo.push(() => deleteIfThere(home, index));
      home.links.set(index, { ifalias: markOf(dataDir) });
      home.links.set(index, { ifname: parent });
    } catch (error) {
      throw failed(failing, error, remedyFor(error));
    }
    const made = home.links.get(parent);
    bringUp(home, made.index, subnet);
    return made;
  });
}

function remedyFor(error: unknown): string | undefined {
  if (hasCode(error, 'EOPNOTSUPP')) return 'this kernel has no vlan';
  if (hasCode(error, 'EEXIST'))
    return 'the master has that VLAN under another name: give it in the subnet as "parent"';
  return undefined;
}

function bringUp(
  home: SyncClient,
  index: number,
  { parent, master }: Pick<Subnet, 'parent' | 'master'>,
): void {
  try {
    home.links.set(index, { up: true });
  } catch (error) {
    const remedy = hasCode(error, 'ENETDOWN') ? `bring its master up: ip link set ${master} up` : undefined;
    throw failed(`failed to set ${quote(parent)} up`, error, remedy);
  }
}

/**
 * Removes a VLAN interface that was made for pods and has none any more, unless somebody else came to use it.
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
  for (const name of [parent, tempName(parent, 'vlan')]) {
    const link = linkIfThere(home, name);
    if (link === undefined || (name === parent && link.ifalias !== markOf(dataDir))) continue;
    if (!isUsed(home, link, released)) deleteIfThere(home, link.index);
  }
}

/** Names of the VLAN interfaces that were made for pods of these records. */
export function madeParents(home: SyncClient, dataDir: string): string[] {
  return home.links
    .list({ kind: 'vlan' })
    .filter(({ ifalias }) => ifalias === markOf(dataDir))
    .map(({ ifname = '' }) => ifname);
}

/**
 * Whether anybody has use for the interface: by an address, as port of a bridge or bond, by interfaces on top of it
 * here, or by macvlans in whatever namespace, whose addresses it listens to while they are up.
 */
function isUsed(home: SyncClient, link: Link, released: readonly AttachmentRecord[]): boolean {
  if (link.master !== undefined) return true;
  if (home.addresses.list({ dev: link.index }).some(({ scope }) => scope !== RT_SCOPE_LINK)) return true;
  if (home.links.list().some((other) => other.link === link.index && other.linkNetnsid === undefined))
    return true;
  return home.fdb
    .list({ dev: link.index })
    .some(({ lladdr = '' }) => isUnicast(lladdr) && !released.some(({ mac }) => mac === lladdr));
}

/** linux/rtnetlink.h */
const RT_SCOPE_LINK = 253;

/** The lowest bit of the first byte is that of groups. */
function isUnicast(mac: string): boolean {
  return mac !== '' && (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0;
}
