import type { Link, UndoStack } from '@iplink-ts/rtnetlink';
import { IFF } from '@iplink-ts/rtnetlink/codec';
import { addresses, links, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../../errno.ts';
import { failure } from '../../error.ts';
import { lockedHost } from '../../host-lock.ts';
import { deleteIfThere, findLink, linkIfThere } from '../../interface/link.ts';
import { randomMac } from '../../interface/mac.ts';
import { readSysctl, writeSysctl } from '../../interface/sysctl.ts';
import { quote } from '../../quote.ts';
import type { BridgeConf } from './conf.ts';
import { NO_VLAN_FILTERING } from './port.ts';

/** The bridge itself: shared by all containers of its networks, and by whoever else has ports on it. */

/**
 * The bridge, created when it is missing. One that is there is used as it is, but for being up and deaf to routers.
 *
 * To be called with the host locked until there is a port on it: what is undone is undone with the host locked, too.
 *
 * @param undo takes the deletion of a bridge that was created, unless others have ports on it by then
 * @throws {CniError} `failed to create bridge "x": ...`
 */
export function ensureBridge(home: SyncClient, conf: BridgeConf, undo: UndoStack): Link {
  const { bridge: name } = conf;
  const failing = `failed to create bridge ${quote(name)}`;
  if (name === '') throw failure(`${failing}: could not add "": LinkAttrs.Name cannot be empty`);
  const bridge = linkIfThere(home, name) ?? createBridge(home, conf, failing, undo);
  if (bridge.kind !== 'bridge')
    throw failure(
      `${failing}: ${quote(name)} already exists but is not a bridge`,
      'name another "bridge", or delete that interface',
    );
  prepareBridge(home, bridge, undo);
  return bridge;
}

/** Makes `port` a port of the bridge; @throws {CniError} `failed to connect "veth0a1b2c3d" to bridge cni0: ...` */
export function connect(home: SyncClient, port: Link, bridge: Link): void {
  try {
    home.run(links.set(port.index, { master: bridge.index }));
  } catch (error) {
    throw failed(`failed to connect ${quote(port.ifname ?? '')} to bridge ${bridge.ifname}`, error);
  }
}

function createBridge(
  home: SyncClient,
  { bridge: name, mtu, vlan, trunk }: BridgeConf,
  failing: string,
  undo: UndoStack,
): Link {
  // The kernel would take `br%d` for a template and choose a number.
  if (name.includes('%'))
    throw failure(
      `${failing}: could not add ${quote(name)}: invalid argument`,
      'the name of an interface must not have a %',
    );
  const filters = vlan !== 0 || trunk.length > 0;
  try {
    home.run(
      links.add({
        kind: 'bridge',
        ifname: name,
        // A bridge that was not given one takes the address of a port, and another when that port goes.
        address: randomMac(),
        ...(mtu !== undefined && { mtu }),
        ...(filters && { data: { vlanFiltering: 1 } }),
      }),
    );
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return findLink(home, name, `${failing}: `); // another ADD was quicker
    throw failed(
      `${failing}: could not add ${quote(name)}`,
      error,
      filters && hasCode(error, 'EOPNOTSUPP') ? NO_VLAN_FILTERING : undefined,
    );
  }
  let created: string | number = name;
  undo.push(() =>
    lockedHost(() => {
      if (portsOf(home, created).length === 0) deleteIfThere(home, created);
    }),
  );
  const { index } = home.run(links.get(name));
  created = index;
  if (listensToRouters(name)) writeSysctl(acceptRa(name), '0');
  setLink(home, index, { up: true }, `${failing}: could not set ${quote(name)} up`);
  return home.run(links.get(index));
}

/**
 * Brings the bridge up, and makes the host take no addresses and routes from routers that containers may play, as the
 * reference does.
 */
function prepareBridge(home: SyncClient, bridge: Link, undo: UndoStack): void {
  const { index, ifname: name = '' } = bridge;
  const listens = listensToRouters(name);
  const isDown = !bridge.flags.includes('up');
  if (!listens && !isDown) return;
  // Whoever has joined since may have found things as they are now, and rely on them.
  const ports = portsOf(home, index);
  const present = home.run(addresses.list({ dev: index }));
  const before = listens ? readSysctl(acceptRa(name)) : undefined;
  undo.push(() =>
    lockedHost(() => {
      if (!portsOf(home, index).every((port) => ports.includes(port))) return;
      if (before !== undefined) writeSysctl(acceptRa(name), before);
      if (!isDown) return;
      home.run(links.set(index, { up: false }));
      // Those of IPv6 have gone with that.
      for (const address of present) home.run(addresses.replace(address));
    }),
  );
  if (listens) writeSysctl(acceptRa(name), '0');
  if (isDown)
    setLink(home, index, { up: true }, `failed to create bridge ${quote(name)}: could not set it up`);
}

const acceptRa = (name: string): string => `ipv6/conf/${name}/accept_ra`;

/** A kernel without IPv6 has no such sysctl, and no routers. */
function listensToRouters(name: string): boolean {
  try {
    return readSysctl(acceptRa(name)) !== '0';
  } catch {
    return false;
  }
}

/** Indexes of its ports. A bridge that is gone has none. */
function portsOf(home: SyncClient, bridge: string | number): number[] {
  try {
    return home.run(links.list({ master: bridge })).map(({ index }) => index);
  } catch (error) {
    if (hasCode(error, 'ENODEV')) return [];
    throw error;
  }
}

/** Lets the bridge take all frames for the host's own, key `promiscMode`. */
export function setPromiscuous(home: SyncClient, bridge: Link, undo: UndoStack): void {
  if (bridge.flags.includes('promisc')) return;
  const name = quote(bridge.ifname ?? '');
  const failing = `failed to create bridge ${name}: could not set promiscuous mode on ${name}`;
  setLink(home, bridge.index, { flags: ['promisc'] }, failing);
  undo.push(() => home.run(links.set(bridge.index, { flags: [], change: IFF.promisc })));
}

type Changes = Parameters<typeof links.set>[1];

function setLink(home: SyncClient, index: number, changes: Changes, failing: string): void {
  try {
    home.run(links.set(index, changes));
  } catch (error) {
    throw failed(failing, error);
  }
}
