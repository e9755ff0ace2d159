import type { Link } from '@iplink-ts/rtnetlink';
import { addresses, links, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../errno.ts';
import { CniError, errorCode } from '../error.ts';
import { transaction } from '../plugins/transaction.ts';
import { quote } from '../quote.ts';
import { deleteIfThere, findLink, linkIfThere } from './link.ts';
import { tempName } from './temp-name.ts';

/**
 * Interfaces of VLANs on the host, on which those of containers are made: there with the first container and gone with
 * the last. All of this happens under a lock of who wants them.
 */

/** One that is wanted. */
export interface VlanParent {
  readonly name: string;
  readonly master: string;
  /** 802.1Q, 1 to 4094 */
  readonly id: number;
  /**
   * The alias that says who made it. It goes with the interface, so it is never wrong about another one of that name;
   * and one without it was there before, or is somebody else's.
   */
  readonly mark: string;
  /** For the user, when the name is taken: `choose another name for it: "master"`. */
  readonly otherName: string;
  /** For the user, when the master has the VLAN under another name. */
  readonly sameVlan: string;
}

/**
 * The interface, made when it is missing.
 *
 * @throws {CniError} code 7 when the name is taken by something else
 */
export function ensureVlanParent(home: SyncClient, wanted: VlanParent): Link {
  const master = findLink(home, wanted.master, `failed to lookup master ${quote(wanted.master)}: `);
  const existing = linkIfThere(home, wanted.name);
  if (existing === undefined) return makeVlan(home, wanted, master);
  if (existing.kind !== 'vlan' || existing.link !== master.index || existing.data?.id !== wanted.id)
    throw new CniError(
      errorCode.invalidNetworkConfig,
      `interface ${quote(wanted.name)} is not VLAN ${wanted.id} of ${quote(wanted.master)}`,
      `remove it, or ${wanted.otherName}`,
    );
  // One that was left when its maker was killed may still be down; that of somebody else is not ours to change.
  if (existing.ifalias === wanted.mark) bringUp(home, existing.index, wanted);
  return existing;
}

/** Until it has its alias it has this name, so that nobody sees it without by its own. */
const nameInTheMaking = (name: string): string => tempName(name, 'vlan');

function makeVlan(home: SyncClient, wanted: VlanParent, master: Link): Link {
  const { name, id, mark } = wanted;
  const temp = nameInTheMaking(name);
  return transaction((undo) => {
    try {
      deleteIfThere(home, temp); // left by an ADD that was killed
      home.run(links.add({ kind: 'vlan', ifname: temp, link: master.index, data: { id } }));
      const { index } = home.run(links.get(temp));
      undo.push(() => deleteIfThere(home, index));
      home.run(links.set(index, { ifalias: mark }));
      home.run(links.set(index, { ifname: name }));
    } catch (error) {
      const failing = `failed to create ${quote(name)}, VLAN ${id} of ${quote(wanted.master)}`;
      throw failed(failing, error, remedyFor(error, wanted));
    }
    const made = home.run(links.get(name));
    bringUp(home, made.index, wanted);
    return made;
  });
}

function remedyFor(error: unknown, { sameVlan }: VlanParent): string | undefined {
  if (hasCode(error, 'EOPNOTSUPP')) return 'this kernel has no vlan';
  if (hasCode(error, 'EEXIST')) return `the master has that VLAN under another name: ${sameVlan}`;
  return undefined;
}

function bringUp(home: SyncClient, index: number, { name, master }: VlanParent): void {
  try {
    home.run(links.set(index, { up: true }));
  } catch (error) {
    const remedy = hasCode(error, 'ENETDOWN') ? `bring its master up: ip link set ${master} up` : undefined;
    throw failed(`failed to set ${quote(name)} up`, error, remedy);
  }
}

/** Removes an interface that was made for containers, unless it is used. */
export function dropVlanParent(
  home: SyncClient,
  { name, mark }: Pick<VlanParent, 'name' | 'mark'>,
  isUsed: (link: Link) => boolean,
): void {
  for (const each of [name, nameInTheMaking(name)]) {
    const link = linkIfThere(home, each);
    if (link === undefined || (each === name && link.ifalias !== mark)) continue;
    if (!isUsedOnHost(home, link) && !isUsed(link)) deleteIfThere(home, link.index);
  }
}

/** linux/rtnetlink.h */
const RT_SCOPE_LINK = 253;

/** Whether the host has use for it: by an address, as port of a bridge or bond, or by interfaces on top of it. */
function isUsedOnHost(home: SyncClient, link: Link): boolean {
  return (
    link.master !== undefined ||
    home.run(addresses.list({ dev: link.index })).some(({ scope }) => scope !== RT_SCOPE_LINK) ||
    home.run(links.list()).some((other) => other.link === link.index && other.linkNetnsid === undefined)
  );
}

/** Names of the interfaces that were made under a mark. */
export function madeVlanParents(home: SyncClient, mark: string): string[] {
  return home
    .run(links.list({ kind: 'vlan' }))
    .filter(({ ifalias }) => ifalias === mark)
    .map(({ ifname = '' }) => ifname);
}
