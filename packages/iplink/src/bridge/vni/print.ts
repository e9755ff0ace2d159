/** One VNI, or equal ones in a row, as `bridge vni` shows them. */
import type { Vni } from '@iplink-ts/rtnetlink';
import type { Document } from '../../print/document.ts';

const VNI_WIDTH = 14;
const DETAIL_INDENT = ' '.repeat(19);

/** Prints what follows the device, and the line ends. */
export function printVni(document: Document, vni: Vni): void {
  const { start = 0, end, group, group6, stats } = vni;
  if (end === undefined) document.field('vni', start, ` ${String(start).padEnd(VNI_WIDTH)}`);
  else {
    document.field('vni', start, ` ${start}`);
    document.field('vniEnd', end, `-${String(end).padEnd(VNI_WIDTH)} `);
  }
  if (group !== undefined && group !== '0.0.0.0')
    printTarget(document, group, /^2(?:2[4-9]|3[0-9])\./.test(group));
  if (group6 !== undefined && group6 !== '::') printTarget(document, group6, group6.startsWith('ff'));
  document.lineBreak();
  if (stats !== undefined) printStats(document, stats);
}

function printTarget(document: Document, address: string, isMulticast: boolean): void {
  document.field(isMulticast ? 'group' : 'remote', address, ` ${address}`);
}

const DIRECTIONS = [
  ['rx', ['rxBytes', 'rxPkts', 'rxDrops', 'rxErrors']],
  ['tx', ['txBytes', 'txPkts', 'txDrops', 'txErrors']],
] as const;

const COUNTERS = ['bytes', 'pkts', 'drops', 'errors'] as const;

function printStats(document: Document, stats: NonNullable<Vni['stats']>): void {
  document.openObject('stats');
  for (const [direction, fields] of DIRECTIONS) {
    document.text(`${DETAIL_INDENT}${direction.toUpperCase()}: `);
    for (const [at, counter] of COUNTERS.entries()) {
      const value = stats[fields[at] ?? fields[0]] ?? 0n;
      document.field(`${direction}_${counter}`, value, `${counter} ${value} `);
    }
    document.lineBreak();
  }
  document.closeObject();
}
