/** `bridge vlan global show`. */
import type { VlanGlobalOptions } from '@iplink-ts/rtnetlink';
import { vlans } from '@iplink-ts/rtnetlink/sync';
import type { Words } from '../../argv.ts';
import type { Document } from '../../print/document.ts';
import type { Session } from '../../session.ts';
import { listing } from '../object.ts';
import { parseVlanFilter, type VlanFilter } from './filter.ts';
import { showTable, VLAN_COLUMNS } from './show.ts';
import { DETAIL_INDENT, printRange, VlanTable } from './table.ts';

const OPTIONS = [
  ['mcast_snooping', 'mcastSnooping'],
  ['mcast_querier', 'mcastQuerier'],
  ['mcast_igmp_version', 'mcastIgmpVersion'],
  ['mcast_mld_version', 'mcastMldVersion'],
  ['mcast_last_member_count', 'mcastLastMemberCnt'],
  ['mcast_last_member_interval', 'mcastLastMemberIntvl'],
  ['mcast_startup_query_count', 'mcastStartupQueryCnt'],
  ['mcast_startup_query_interval', 'mcastStartupQueryIntvl'],
  ['mcast_membership_interval', 'mcastMembershipIntvl'],
  ['mcast_querier_interval', 'mcastQuerierIntvl'],
  ['mcast_query_interval', 'mcastQueryIntvl'],
  ['mcast_query_response_interval', 'mcastQueryResponseIntvl'],
] as const satisfies readonly (readonly [string, keyof VlanGlobalOptions])[];

export function showGlobalOptions(session: Session, words: Words): void {
  showTable(session, parseVlanFilter(session, words), VLAN_COLUMNS, listGlobalOptions);
}

function listGlobalOptions(session: Session, document: Document, filter: VlanFilter): void {
  const table = new VlanTable(session, document, 'vlans');
  for (const vlan of listing(session, () => session.host.run(vlans.listGlobalOptions()))) {
    const { index, vid, vidEnd = vid } = vlan;
    if (!filter.selectsDevice(index) || !filter.selects(vid, vidEnd)) continue;
    table.openRow(index);
    printGlobalOptions(document, vlan);
    table.closeRow();
  }
  table.close();
}

export function printGlobalOptions(document: Document, vlan: Omit<VlanGlobalOptions, 'index'>): void {
  const { vid, vidEnd = vid } = vlan;
  printRange(document, 'vlan', vid, vidEnd);
  document.lineBreak();
  document.text(DETAIL_INDENT);
  for (const [word, field] of OPTIONS) {
    const value = vlan[field];
    if (value !== undefined) document.field(word, value, `${word} ${value} `);
  }
  document.lineBreak();
}
