/** What `ip` and `bridge` have in common for the ports of bridges. */
import type { LinkSlaveData } from '@iplink-ts/rtnetlink';
import type { Document } from '../print/document.ts';
import { printSwitch } from '../print/fields.ts';
import type { Session } from '../session.ts';

type PortData = LinkSlaveData['bridge'];

/** The switches of a port, by the words for them. */
export const PORT_SWITCHES = {
  hairpin: 'mode',
  guard: 'guard',
  root_block: 'protect',
  fastleave: 'fastLeave',
  mcast_fast_leave: 'fastLeave',
  learning: 'learning',
  learning_sync: 'learningSync',
  flood: 'unicastFlood',
  mcast_flood: 'mcastFlood',
  bcast_flood: 'bcastFlood',
  mcast_to_unicast: 'mcastToUcast',
  proxy_arp: 'proxyarp',
  proxy_arp_wifi: 'proxyarpWifi',
  neigh_suppress: 'neighSuppress',
  vlan_tunnel: 'vlanTunnel',
  isolated: 'isolated',
  locked: 'locked',
} as const satisfies Record<string, keyof PortData>;

export type PortSwitch = keyof typeof PORT_SWITCHES;

export function printSwitches(document: Document, port: PortData, ...names: readonly PortSwitch[]): void {
  for (const name of names) printSwitch(document, name, port[PORT_SWITCHES[name]]);
}

export function printBackupPort(session: Session, document: Document, { backupPort }: PortData): void {
  if (backupPort === undefined) return;
  const name = session.interfaces.nameOf(backupPort);
  document.field('backup_port', name, `backup_port ${name} `);
}
