/** What `ip link xstats` says of a bond or a port of one. */
import type { Document } from '../print/document.ts';
import { INDENT, type Xstats } from './xstats_group.ts';

type Counters = NonNullable<NonNullable<Xstats['bond']>['3ad']>;

const ROWS: readonly (readonly [keyof Counters, string, string])[] = [
  ['lacpduRx', 'lacpdu_rx', 'LACPDU Rx'],
  ['lacpduTx', 'lacpdu_tx', 'LACPDU Tx'],
  ['lacpduUnknownRx', 'lacpdu_unknown_rx', 'LACPDU Unknown type Rx'],
  ['lacpduIllegalRx', 'lacpdu_illegal_rx', 'LACPDU Illegal Rx'],
  ['markerRx', 'marker_rx', 'Marker Rx'],
  ['markerTx', 'marker_tx', 'Marker Tx'],
  ['markerRespRx', 'marker_response_rx', 'Marker response Rx'],
  ['markerRespTx', 'marker_response_tx', 'Marker response Tx'],
  ['markerUnknownRx', 'marker_unknown_rx', 'Marker unknown type Rx'],
];

export function printAggregation(document: Document, { bond }: Xstats): void {
  const counters = bond?.['3ad'];
  if (counters === undefined) return;
  document.openObject('802.3ad');
  for (const [field, key, title] of ROWS) {
    const value = counters[field];
    if (typeof value !== 'bigint') continue;
    document.text(INDENT);
    document.field(key, value, `${title} ${value}\n`);
  }
  document.closeObject();
}
