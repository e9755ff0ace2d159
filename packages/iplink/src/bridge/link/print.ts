/** One port as `bridge link` shows it. */
import type { Link } from '@iplink-ts/rtnetlink';
import { alternateHex, routerNumber } from '../../kinds/bridge_values.ts';
import { printFlags } from '../../objects/link/flags.ts';
import { printName } from '../../objects/link/print.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import { printState } from '../states.ts';

type Port = NonNullable<Link['protinfo']>;

/** Prints one port and the line end. */
export function printPort(session: Session, document: Document, link: Link, isDeleted = false): void {
  document.openObject();
  if (isDeleted) document.field('deleted', true, 'Deleted ');
  document.field('ifindex', link.index, `${link.index}: `);
  const lowerIsDown = printName(session, document, link, (name) => `${name}: `);
  printFlags(document, link.flags, lowerIsDown);
  if (link.mtu !== undefined) document.field('mtu', link.mtu, `mtu ${link.mtu} `);
  if (link.master !== undefined) {
    const master = session.interfaces.nameOf(link.master);
    document.field('master', master, `master ${master} `);
  }
  if (link.protinfo !== undefined) printProtinfo(session, document, link.protinfo);
  const mode = link.bridgeAfSpec?.mode;
  if (mode !== undefined) printMode(document, mode);
  document.text('\n');
  document.closeObject();
}

function printProtinfo(session: Session, document: Document, port: Port): void {
  printState(document, port.state);
  if (port.priority !== undefined) document.field('priority', port.priority, `priority ${port.priority} `);
  if (port.cost !== undefined) document.field('cost', port.cost, `cost ${port.cost} `);
  if (!session.options.details) return;
  document.lineBreak();
  document.text('    ');
  printDetails(session, document, port);
}

function printSwitch(document: Document, key: string, value: number | undefined): void {
  if (value !== undefined) document.field(key, value !== 0, `${key} ${value === 0 ? 'off' : 'on'} `);
}

function printDetails(session: Session, document: Document, port: Port): void {
  printSwitch(document, 'hairpin', port.mode);
  printSwitch(document, 'guard', port.guard);
  printSwitch(document, 'root_block', port.protect);
  printSwitch(document, 'fastleave', port.fastLeave);
  printSwitch(document, 'learning', port.learning);
  printSwitch(document, 'learning_sync', port.learningSync);
  printSwitch(document, 'flood', port.unicastFlood);
  printSwitch(document, 'mcast_flood', port.mcastFlood);
  printSwitch(document, 'bcast_flood', port.bcastFlood);
  if (port.multicastRouter !== undefined) {
    const router = routerNumber(port.multicastRouter);
    document.field('mcast_router', router, `mcast_router ${router} `);
  }
  printSwitch(document, 'mcast_to_unicast', port.mcastToUcast);
  printSwitch(document, 'neigh_suppress', port.neighSuppress);
  printSwitch(document, 'vlan_tunnel', port.vlanTunnel);
  if (port.backupPort !== undefined) {
    const name = session.interfaces.nameOf(port.backupPort);
    document.field('backup_port', name, `backup_port ${name} `);
  }
  printSwitch(document, 'isolated', port.isolated);
  printSwitch(document, 'locked', port.locked);
}

/** Of devices that switch between their functions. */
function printMode(document: Document, mode: 'veb' | 'vepa' | 'undef' | number): void {
  if (mode === 'veb' || mode === 'vepa') {
    const word = mode.toUpperCase();
    document.field('hwmode', word, `hwmode ${word} `);
    return;
  }
  const hex = alternateHex(mode === 'undef' ? 0xffff : mode);
  document.field('hwmode', hex, `hwmode ${hex} `);
}
