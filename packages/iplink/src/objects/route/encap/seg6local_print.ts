/** `encap seg6local` as it is shown. */
import { tables } from '../../../names/databases.ts';
import type { Document } from '../../../print/document.ts';
import type { Session } from '../../../session.ts';
import { printFlavors } from './flavors.ts';
import { actionName } from './seg6local_actions.ts';
import { printKey, printSegments } from './segments.ts';
import type { EncapOf } from './type.ts';

type Seg6Local = EncapOf<'seg6local'>;

function printHeader(document: Document, { segments, hmac }: NonNullable<Seg6Local['srh']>): void {
  document.openObject('srh');
  printSegments(document, segments);
  if (hmac !== undefined) printKey(document, hmac.keyid);
  document.closeObject();
}

function printTable(document: Document, keyword: string, table: number, numeric: boolean): void {
  const name = tables.format(table, numeric);
  document.field(keyword, name, `${keyword} ${name} `);
}

function printDevice(document: Document, keyword: string, index: number, session: Session): void {
  const name = session.interfaces.nameOf(index);
  document.field(keyword, name, `${keyword} ${name} `);
}

function printCounters(document: Document, counters: NonNullable<Seg6Local['counters']>): void {
  document.openObject('stats64');
  for (const key of ['packets', 'bytes', 'errors'] as const) {
    const count = counters[key] ?? 0n;
    document.field(key, count, `${key} ${count} `);
  }
  document.closeObject();
}

export function printSeg6Local(document: Document, encap: Seg6Local, session: Session): void {
  const { action, srh, table, vrftable, nh4, nh6, iif, oif, bpf, counters, flavors } = encap;
  const { numeric, statistics } = session.options;
  if (action !== undefined) {
    const name = actionName(action);
    document.field('action', name, `action ${name} `);
  }
  if (srh !== undefined) printHeader(document, srh);
  if (table !== undefined) printTable(document, 'table', table, numeric);
  if (vrftable !== undefined) printTable(document, 'vrftable', vrftable, numeric);
  if (nh4 !== undefined) document.field('nh4', nh4, `nh4 ${nh4} `);
  if (nh6 !== undefined) document.field('nh6', nh6, `nh6 ${nh6} `);
  if (iif !== undefined) printDevice(document, 'iif', iif, session);
  if (oif !== undefined) printDevice(document, 'oif', oif, session);
  if (bpf?.progName !== undefined) document.field('endpoint', bpf.progName, `endpoint ${bpf.progName} `);
  if (counters !== undefined && statistics > 0) printCounters(document, counters);
  if (flavors !== undefined) printFlavors(document, flavors);
}
