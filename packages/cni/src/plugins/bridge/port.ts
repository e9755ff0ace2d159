import type { Link } from '@iplink-ts/rtnetlink';
import { bridgePorts, links, type SyncClient, vlans } from '@iplink-ts/rtnetlink/sync';
import { failed, hasCode } from '../../errno.ts';
import { failure } from '../../error.ts';
import { quote } from '../../quote.ts';
import { sleep } from '../../stdio.ts';
import type { BridgeConf } from './conf.ts';
import type { VlanRange } from './trunk.ts';

/** The host's end of a container's interface, as a port of the bridge. */

/** Sets hairpin mode and isolation; a new port has neither. */
export function setPortModes(home: SyncClient, port: Link, { hairpinMode, portIsolation }: BridgeConf): void {
  if (!hairpinMode && !portIsolation) return;
  try {
    home.run(
      bridgePorts.set(port.index, {
        protinfo: { mode: hairpinMode ? 1 : 0, isolated: portIsolation ? 1 : 0 },
      }),
    );
  } catch (error) {
    const what = [hairpinMode && 'hairpin mode', portIsolation && 'port isolation'].filter(Boolean);
    throw failed(`failed to setup ${what.join(' and ')} for ${port.ifname}`, error);
  }
}

/** What a port carries. */
export interface PortVlans {
  /** The VLAN of what comes without a tag; 0 for none of its own. */
  readonly vlan: number;
  /** VLANs of what comes with one. */
  readonly trunk: readonly VlanRange[];
  /** Keeps what the bridge gives every new port. */
  readonly preserveDefaultVlan: boolean;
}

/** A remedy. */
export const NO_VLAN_FILTERING = 'this kernel has no CONFIG_BRIDGE_VLAN_FILTERING';

/** A trunk without a VLAN of its own has that of the kernel's default. */
const DEFAULT_VLAN = 1;

/** Makes a new port carry these VLANs; none leaves it to the bridge. */
export function setPortVlans(home: SyncClient, port: Link, wanted: PortVlans): void {
  const { vlan, trunk, preserveDefaultVlan } = wanted;
  if (vlan === 0 && trunk.length === 0) return;
  const native = vlan === 0 ? DEFAULT_VLAN : vlan;
  if (!preserveDefaultVlan) removeVlans(home, port);
  addVlan(home, port, { vid: native, vidEnd: native }, ['pvid', 'untagged']);
  for (const range of trunk) {
    // The reference would make the native VLAN a tagged one, when it is of the trunk too.
    for (const part of without(range, native)) addVlan(home, port, part, []);
  }
}

function removeVlans(home: SyncClient, port: Link): void {
  try {
    for (const { vid, vidEnd } of home.run(vlans.list({ dev: port.index, ranges: true })))
      home.run(vlans.delete({ index: port.index, vid, ...(vidEnd !== undefined && { vidEnd }) }));
  } catch (error) {
    throw failed(`failed to remove default vlan on interface ${quote(port.ifname ?? '')}`, error);
  }
}

function addVlan(home: SyncClient, port: Link, range: VlanRange, flags: readonly VlanFlag[]): void {
  try {
    home.run(vlans.add({ index: port.index, ...range, flags }));
  } catch (error) {
    throw failed(
      `failed to setup vlan tag on interface ${quote(port.ifname ?? '')}`,
      error,
      hasCode(error, 'EOPNOTSUPP') ? NO_VLAN_FILTERING : undefined,
    );
  }
}

type VlanFlag = 'pvid' | 'untagged';

function without({ vid, vidEnd }: VlanRange, left: number): VlanRange[] {
  if (left < vid || left > vidEnd) return [{ vid, vidEnd }];
  return [
    { vid, vidEnd: left - 1 },
    { vid: left + 1, vidEnd },
  ].filter((part) => part.vid <= part.vidEnd);
}

/** How often the port is looked at, and how long altogether, as in the reference. Milliseconds. */
const INTERVAL = 1;
const LIMIT = 2550;

/**
 * Waits until the port forwards, which the kernel's work queue brings about once both ends are up.
 *
 * @returns the port as it is then
 * @throws {CniError} `bridge port in error state: down`
 */
export function waitForPort(home: SyncClient, { index }: Link, bridge: Link): Link {
  for (let waited = 0; ; waited += INTERVAL) {
    const port = home.run(links.get(index));
    if (port.master !== bridge.index)
      throw failure(
        `failed to connect ${quote(port.ifname ?? '')} to bridge ${bridge.ifname}: no such device`,
        'the bridge was deleted meanwhile: try again',
      );
    if (port.operstate === 'up') return port;
    if (waited >= LIMIT)
      throw failure(
        `bridge port in error state: ${port.operstate}`,
        `is the bridge "${bridge.ifname}" up, and does it run a spanning tree?`,
      );
    sleep(INTERVAL);
  }
}
