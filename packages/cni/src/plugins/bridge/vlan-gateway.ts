import type { Link, UndoStack } from '@iplink-ts/rtnetlink';
import { links, type SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode, reason } from '../../errno.ts';
import { failure } from '../../error.ts';
import { linkIfThere } from '../../interface/link.ts';
import { randomMac } from '../../interface/mac.ts';
import { writeSysctl } from '../../interface/sysctl.ts';
import { createVeth } from '../../interface/veth.ts';
import { quote } from '../../quote.ts';
import type { BridgeConf } from './conf.ts';
import { connect } from './device.ts';
import { setPortVlans } from './port.ts';

/** Longest name of an interface, in bytes (IFNAMSIZ of linux/if.h, without the NUL). */
const MAX_NAME = 15;

export function vlanInterfaceName(bridge: string, vlan: number): string {
  return `${bridge}.${vlan}`;
}

/**
 * The interface of the host in the VLAN of its containers, which bears the gateways in place of the bridge: `cni0.100`,
 * a veth whose other end is a port of that VLAN. The containers of the network share it, so it is not deleted with one.
 *
 * @param undo takes the deletion of one that was created
 * @throws {CniError} `failed to create vlan interface: ...`
 */
export function ensureVlanInterface(home: SyncClient, bridge: Link, conf: BridgeConf, undo: UndoStack): Link {
  const name = vlanInterfaceName(bridge.ifname ?? '', conf.vlan);
  const failing = `failed to create vlan interface: faild to create vlan gateway ${quote(name)}`;
  const present = linkIfThere(home, name);
  if (present !== undefined) return present;
  if (Buffer.byteLength(name) > MAX_NAME)
    throw failure(
      `${failing}: numerical result out of range`,
      `names of interfaces have at most ${MAX_NAME} bytes: shorten that of the bridge`,
    );
  try {
    return createVlanInterface(home, bridge, name, conf, undo);
  } catch (error) {
    const other = error instanceof Error && hasCode(error.cause, 'EEXIST') && linkIfThere(home, name);
    if (other) return other; // another ADD was quicker
    throw failure(`${failing}: ${reason(error)}`, '', { cause: error });
  }
}

function createVlanInterface(
  home: SyncClient,
  bridge: Link,
  ifName: string,
  { vlan, preserveDefaultVlan }: BridgeConf,
  undo: UndoStack,
): Link {
  const request = { ifName, mac: randomMac(), mtu: bridge.mtu };
  const { container: gateway, host: port } = createVeth({ container: home, home }, request, undo);
  connect(home, port, bridge);
  setPortVlans(home, port, { vlan, trunk: [], preserveDefaultVlan });
  try {
    // As the bridge: the containers are no routers of the host.
    writeSysctl(`ipv6/conf/${ifName}/accept_ra`, '0');
  } catch {} // no IPv6, no routers
  try {
    home.run(links.set(gateway.index, { up: true }));
  } catch (error) {
    throw failed(`failed to set ${quote(ifName)} up`, error);
  }
  return gateway;
}
