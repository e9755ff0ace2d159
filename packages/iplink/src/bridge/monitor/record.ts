/** One message as `bridge monitor` shows it, in text even under -json. */
import type { Mdb, VlanReport, VniReport } from '@iplink-ts/rtnetlink';
import { AF } from '../../family.ts';
import type { Message } from '../../objects/monitor/message.ts';
import { longTime, now } from '../../objects/monitor/timestamp.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import { printEntry } from '../fdb/print.ts';
import { printPort } from '../link/print.ts';
import { printMember } from '../mdb/print.ts';
import { printVlanOptions } from '../vlan/print.ts';
import { printGlobalOptions } from '../vlan/show_global.ts';
import { VlanTable } from '../vlan/table.ts';
import { printDevice } from '../vni/show.ts';

/** @param label whether the object stands in front */
export function showMessage(session: Session, label: boolean, message: Message): void {
  const isDeleted = message.name.startsWith('RTM_DEL');
  const begin = (object: string): Document => beginRecord(session, label ? `[${object}]` : '');
  switch (message.object) {
    case 'time':
      session.io.out.write(`Timestamp: ${longTime(message.body)} ${message.body.microseconds} us\n`);
      break;
    case 'link':
      // What IPv6 says of its links is in messages of its own family.
      if (message.body.family === AF.UNSPEC || message.body.family === AF.BRIDGE)
        printPort(session, begin('LINK'), message.body, isDeleted);
      break;
    case 'neighbour':
      if (message.body.family === AF.BRIDGE)
        printEntry(session, begin('NEIGH'), message.body, true, isDeleted);
      break;
    case 'mdb':
      showMdb(session, begin('MDB'), message.body, isDeleted);
      break;
    case 'vlan':
      showVlans(session, begin('VLAN'), message.body, isDeleted);
      break;
    case 'vni':
      showVnis(session, begin('TUNNEL'), message.body, isDeleted);
      break;
    default:
  }
}

function beginRecord(session: Session, label: string): Document {
  const document = session.textDocument();
  if (session.options.timestamp) {
    const moment = now();
    document.text(`Timestamp: ${longTime(moment)} ${moment.microseconds} usec\n`);
  }
  document.text(label);
  return document;
}

function showMdb(session: Session, document: Document, body: Mdb, isDeleted: boolean): void {
  const { ifindex: dev, mdb, router } = body;
  for (const { info = [] } of mdb?.entry ?? [])
    for (const member of info) printMember(session, document, { ...member, dev }, isDeleted);
  for (const { ifindex } of router?.port ?? []) {
    const port = session.interfaces.nameOf(ifindex);
    document.text(
      `${isDeleted ? 'Deleted ' : ''}router port dev ${port} master ${session.interfaces.nameOf(dev)}\n`,
    );
  }
}

function showVlans(session: Session, document: Document, body: VlanReport, isDeleted: boolean): void {
  const { ifindex, entry = [], globalOptions = [] } = body;
  const table = new VlanTable(session, document, 'vlans');
  if (isDeleted) document.text('Deleted ');
  for (const { info, range: vidEnd, ...options } of entry) {
    table.openRow(ifindex);
    const vlan = { ...options, vid: info?.vid ?? 0, vidEnd, flags: info?.flags ?? [] };
    printVlanOptions(document, vlan, session.options.statistics > 0);
  }
  for (const { id: vid = 0, range: vidEnd, ...options } of globalOptions) {
    table.openRow(ifindex);
    printGlobalOptions(document, { ...options, vid, vidEnd });
  }
}

function showVnis(session: Session, document: Document, body: VniReport, isDeleted: boolean): void {
  const { ifindex, entry = [] } = body;
  if (isDeleted) document.text('Deleted ');
  printDevice(
    session,
    document,
    entry.map((vni) => ({ ...vni, ifindex })),
  );
}
