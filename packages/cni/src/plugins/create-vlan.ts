import type { Link, UndoStack } from '@iplink-ts/rtnetlink';
import { links, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { hasCode } from '../errno.ts';
import { CniError, errorCode } from '../error.ts';
import { lockedHost } from '../host-lock.ts';
import { deleteIfThere } from '../interface/link.ts';
import { tempName } from '../interface/temp-name.ts';
import { MAX_VLAN } from '../interface/vlan-id.ts';
import { dropVlanParent, ensureVlanParent, type VlanParent } from '../interface/vlan-parent.ts';
import { bool, type Decoded, string, struct } from '../json/decode.ts';
import { loadConf } from '../netconf.ts';
import { quote } from '../quote.ts';
import type { DelStep } from './del.ts';

/**
 * Key `createVlan` of ipvlan and macvlan: their master is the interface of a VLAN, which is made when it is missing and
 * goes with the last interface on it. Nothing keeps a record of it but its alias.
 */
export const createVlanKeys = { createVlan: bool, master: string, linkInContainer: bool } as const;

const createVlanConf = struct('main.NetConf', createVlanKeys);

/**
 * The VLAN that the name of the master says: `eth0.100`. Undefined when the key is not set.
 *
 * @throws {CniError} code 7
 */
export function wantedVlan({
  createVlan,
  master: name,
  linkInContainer,
}: Decoded<typeof createVlanConf>): VlanParent | undefined {
  if (!createVlan) return undefined;
  if (linkInContainer)
    throw new CniError(
      errorCode.invalidNetworkConfig,
      '"createVlan" needs "linkInContainer": false',
      'the interface of the VLAN is made on the host, for all containers of it',
    );
  const [, master = '', digits = ''] = /^(.+)\.(\d+)$/.exec(name) ?? [];
  const id = Number(digits);
  if (id < 1 || id > MAX_VLAN)
    throw new CniError(
      errorCode.invalidNetworkConfig,
      `"createVlan" needs a "master" that names an interface and one of its VLANs, not ${quote(name)}`,
      `such as "eth0.100"; a VLAN is 1 to ${MAX_VLAN}`,
    );
  return {
    name,
    master,
    id,
    mark: 'cni createVlan',
    otherName: 'leave out "createVlan" to use it as it is',
    sameVlan: 'name that one as "master", without "createVlan"',
  };
}

/**
 * The part of ADD. No DEL of ours removes the interface while {@link lockedHost} is held, nor when it has a slave.
 *
 * @param undo takes what {@link dropVlan} does
 */
export function ensureVlan(home: SyncClient, vlan: VlanParent, undo: UndoStack): Link {
  undo.push(() => lockedHost(() => dropUnused(home, vlan)));
  return ensureVlanParent(home, vlan);
}

/** The part of DEL and GC: needs neither master nor VLAN to be there, and nothing of a configuration without them. */
export const dropVlan: DelStep = (request) => {
  const vlan = vlanIfAny(loadConf(createVlanConf, request));
  if (vlan === undefined) return;
  using host = SyncClient.open();
  lockedHost(() => dropUnused(host, vlan));
};

function vlanIfAny(conf: Decoded<typeof createVlanConf>): VlanParent | undefined {
  try {
    return wantedVlan(conf);
  } catch (error) {
    // No ADD took it.
    if (error instanceof CniError) return undefined;
    throw error;
  }
}

function dropUnused(home: SyncClient, vlan: VlanParent): void {
  deleteIfThere(home, passthruName(vlan.name)); // left by a DEL that was killed
  dropVlanParent(home, vlan, (link) => hasSlaves(home, link));
}

const passthruName = (name: string): string => tempName(name, 'passthru');

/**
 * Whether the interface has a macvlan or ipvlan in any namespace, up or down. The kernel has no list of them, but takes
 * a macvlan of mode passthru on none but an interface without: EINVAL where there is a macvlan, EBUSY for ipvlan. A kernel that
 * has no macvlan cannot be asked: then the interface stays.
 */
function hasSlaves(home: SyncClient, { index, ifname = '' }: Link): boolean {
  const temp = passthruName(ifname);
  try {
    home.run(links.add({ kind: 'macvlan', ifname: temp, link: index, data: { mode: 'passthru' } }));
  } catch (error) {
    if (hasCode(error, 'EINVAL', 'EBUSY', 'EOPNOTSUPP')) return true;
    throw error;
  }
  deleteIfThere(home, temp);
  return false;
}
