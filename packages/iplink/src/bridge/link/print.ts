/** One port as `bridge link` shows it. */
import type { Link } from '@iplink-ts/rtnetlink';
import { printBackupPort, printSwitches } from '../../kinds/bridge_port.ts';
import { routerNumber } from '../../kinds/bridge_values.ts';
import { printFlags } from '../../objects/link/flags.ts';
import { printName } from '../../objects/link/print.ts';
import { type Document, printDeleted } from '../../print/document.ts';
import { printNumber } from '../../print/fields.ts';
import { alternateHex } from '../../print/number.ts';
import type { Session } from '../../session.ts';
import { printState } from '../states.ts';

type Port = NonNullable<Link['protinfo']>;

/** Prints one port and the line end. */
export function printPort(session: Session, document: Document, link: Link, isDeleted = false): void {
  document.openObject();
  if (isDeleted) printDeleted(document);
  document.field('ifindex', link.index, `${link.index}: `);
  const lowerIsDown = printName(session, document, link, (name) => `${name}: `);
  printFlags(document, link.flags, lowerIsDown);
  printNumber(document, 'mtu', link.mtu);
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
  printNumber(document, 'priority', port.priority);
  printNumber(document, 'cost', port.cost);
  if (!session.options.details) return;
  document.lineBreak();
  document.text('    ');
  printDetails(session, document, port);
}

function printDetails(session: Session, document: Document, port: Port): void {
  printSwitches(document, port, 'hairpin', 'guard', 'root_block', 'fastleave', 'learning', 'learning_sync');
  printSwitches(document, port, 'flood', 'mcast_flood', 'bcast_flood');
  if (port.multicastRouter !== undefined)
    printNumber(document, 'mcast_router', routerNumber(port.multicastRouter));
  printSwitches(document, port, 'mcast_to_unicast', 'neigh_suppress', 'vlan_tunnel');
  printBackupPort(session, document, port);
  printSwitches(document, port, 'isolated', 'locked');
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
