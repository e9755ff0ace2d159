/** `bridge vlan show` and `tunnelshow`. */
import type { Link } from '@iplink-ts/rtnetlink';
import { links, stats, vlans } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import { AF } from '../../family.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import { listing } from '../object.ts';
import { parseVlanFilter, SHOW_SYNTAX, type VlanFilter } from './filter.ts';
import { printCounters, printFlags, printVlanOptions } from './print.ts';
import { printRange, VLAN_WIDTH, VlanTable } from './table.ts';

export { SHOW_SYNTAX };

type Show = (session: Session, document: Document, filter: VlanFilter) => void;

/** Runs what prints the table, in the array of the command. */
export function showTable(session: Session, filter: VlanFilter, columns: string, show: Show): void {
  const document = session.document();
  document.begin();
  VlanTable.header(document, columns);
  show(session, document, filter);
  document.end();
}

export const VLAN_COLUMNS: string = 'vlan-id'.padEnd(VLAN_WIDTH);

export function showVlans(session: Session, words: Words): void {
  const filter = parseVlanFilter(session, words);
  const { details, statistics } = session.options;
  if (details) showTable(session, filter, VLAN_COLUMNS, listOptions);
  else if (statistics > 0) showTable(session, filter, 'vlan-id', listCounters);
  else showTable(session, filter, VLAN_COLUMNS, listVlans);
}

export function showTunnels(session: Session, words: Words): void {
  const filter = parseVlanFilter(session, words);
  if (session.options.statistics > 0) showTable(session, filter, 'vlan-id', listCounters);
  else showTable(session, filter, `${VLAN_COLUMNS}  tunnel-id`, listTunnels);
}

/** `RTEXT_FILTER_BRVLAN` and `RTEXT_FILTER_BRVLAN_COMPRESSED` (linux/rtnetlink.h) */
const BRVLAN = 2;
const BRVLAN_COMPRESSED = 4;

function listPorts(session: Session, filter: VlanFilter): readonly Link[] {
  const extMask = session.options.compressVlans ? BRVLAN_COMPRESSED : BRVLAN;
  return listing(session, () => session.host.run(links.list({ family: AF.BRIDGE, extMask }))).filter(
    ({ index }) => filter.selectsDevice(index),
  );
}

function listVlans(session: Session, document: Document, filter: VlanFilter): void {
  const table = new VlanTable(session, document, 'vlans');
  for (const { index, bridgeAfSpec } of listPorts(session, filter)) {
    let first: number | undefined;
    for (const { vid, flags } of bridgeAfSpec?.vlanInfo ?? []) {
      first ??= vid;
      if (flags.includes('rangeBegin')) continue;
      if (filter.selects(first, vid)) {
        table.openRow(index);
        printRange(document, 'vlan', first, vid);
        printFlags(document, flags);
        document.lineBreak();
        table.closeRow();
      }
      first = undefined;
    }
  }
  table.close();
}

function listTunnels(session: Session, document: Document, filter: VlanFilter): void {
  const table = new VlanTable(session, document, 'tunnels');
  for (const { index, bridgeAfSpec } of listPorts(session, filter)) {
    let first: { readonly vid: number; readonly id: number } | undefined;
    for (const { vid = 0, id = 0, flags = [] } of bridgeAfSpec?.vlanTunnelInfo ?? []) {
      first ??= { vid, id };
      if (flags.includes('rangeBegin')) continue;
      if (filter.selects(first.vid, vid)) {
        table.openRow(index);
        printRange(document, 'vlan', first.vid, vid, VLAN_WIDTH);
        document.text('  ');
        printRange(document, 'tunid', first.id, id);
        document.lineBreak();
        table.closeRow();
      }
      first = undefined;
    }
  }
  table.close();
}

/** With options of each VLAN, and its counters where they are asked for. */
function listOptions(session: Session, document: Document, filter: VlanFilter): void {
  const stats = session.options.statistics > 0;
  const table = new VlanTable(session, document, 'vlans');
  for (const vlan of listing(session, () => session.host.run(vlans.listOptions({ stats })))) {
    const { index, vid, vidEnd = vid } = vlan;
    if (!filter.selectsDevice(index) || !filter.selects(vid, vidEnd)) continue;
    table.openRow(index);
    printVlanOptions(document, vlan, stats);
    table.closeRow();
  }
  table.close();
}

/** The counters of bridges, then those of their ports. */
function listCounters(session: Session, document: Document, filter: VlanFilter): void {
  const table = new VlanTable(session, document, 'vlans');
  for (const group of ['linkXstats', 'linkXstatsSlave'] as const) {
    for (const counted of listing(session, () => session.host.run(stats.list({ filterMask: [group] })))) {
      if (!filter.selectsDevice(counted.ifindex)) continue;
      for (const vlan of counted[group]?.bridge?.vlan ?? []) {
        // A bridge lists the VLANs of its ports, too.
        if (vlan.flags.includes('master') && !vlan.flags.includes('brentry')) continue;
        if (!filter.selects(vlan.vid)) continue;
        table.openRow(counted.ifindex);
        document.field('vid', vlan.vid, String(vlan.vid));
        printFlags(document, vlan.flags);
        document.lineBreak();
        printCounters(document, vlan);
        table.closeRow();
      }
    }
  }
  table.close();
}
