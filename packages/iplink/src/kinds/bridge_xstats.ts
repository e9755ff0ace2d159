/** What `ip link xstats` says of a bridge or a port of one. */
import type { Document } from '../print/document.ts';
import { INDENT, type Xstats } from './xstats_group.ts';

type Mcast = NonNullable<NonNullable<Xstats['bridge']>['mcast']>;
type Direction = Mcast['mcastBytes'];

/** Counts by version of the protocol: `RX: v1 0 v2 0`, then `TX: ...`. */
function printVersions(document: Document, key: string, title: string, versions: readonly Direction[]): void {
  document.openObject(key);
  document.text(`${INDENT}${title}:\n`);
  for (const way of ['rx', 'tx'] as const) {
    document.text(`${INDENT}  ${way.toUpperCase()}:`);
    for (const [at, counts] of versions.entries())
      document.field(`${way}_v${at + 1}`, counts[way], ` v${at + 1} ${counts[way]}`);
    document.text('\n');
  }
  document.closeObject();
}

function printWays(document: Document, key: string, title: string, { rx, tx }: Direction): void {
  document.openObject(key);
  document.text(`${INDENT}${title}: `);
  document.field('rx', rx, `RX: ${rx} `);
  document.field('tx', tx, `TX: ${tx}\n`);
  document.closeObject();
}

export function printMulticast(document: Document, { bridge }: Xstats): void {
  const mcast = bridge?.mcast;
  if (mcast === undefined) return;
  const { igmpParseErrors, mldParseErrors } = mcast;
  document.openObject('multicast');
  printVersions(document, 'igmp_queries', 'IGMP queries', [
    mcast.igmpV1queries,
    mcast.igmpV2queries,
    mcast.igmpV3queries,
  ]);
  printVersions(document, 'igmp_reports', 'IGMP reports', [
    mcast.igmpV1reports,
    mcast.igmpV2reports,
    mcast.igmpV3reports,
  ]);
  printWays(document, 'igmp_leaves', 'IGMP leaves', mcast.igmpLeaves);
  document.text(`${INDENT}IGMP parse errors: `);
  document.field('igmp_parse_errors', igmpParseErrors, `${igmpParseErrors}\n`);
  printVersions(document, 'mld_queries', 'MLD queries', [mcast.mldV1queries, mcast.mldV2queries]);
  printVersions(document, 'mld_reports', 'MLD reports', [mcast.mldV1reports, mcast.mldV2reports]);
  printWays(document, 'mld_leaves', 'MLD leaves', mcast.mldLeaves);
  document.text(`${INDENT}MLD parse errors: `);
  document.field('mld_parse_errors', mldParseErrors, `${mldParseErrors}\n`);
  document.closeObject();
}

export function printStp(document: Document, { bridge }: Xstats): void {
  const stp = bridge?.stp;
  if (stp === undefined) return;
  document.openObject('stp');
  document.text(`${INDENT}STP BPDU:  `);
  document.field('rx_bpdu', stp.rxBpdu, `RX: ${stp.rxBpdu} `);
  document.field('tx_bpdu', stp.txBpdu, `TX: ${stp.txBpdu}\n`);
  document.text(`${INDENT}STP TCN:   `);
  document.field('rx_tcn', stp.rxTcn, `RX: ${stp.rxTcn} `);
  document.field('tx_tcn', stp.txTcn, `TX: ${stp.txTcn}\n`);
  document.text(`${INDENT}STP Transitions: `);
  document.field('transition_blk', stp.transitionBlk, `Blocked: ${stp.transitionBlk} `);
  document.field('transition_fwd', stp.transitionFwd, `Forwarding: ${stp.transitionFwd}\n`);
  document.closeObject();
}
