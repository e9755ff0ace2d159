/** What is told of a VLAN. */
import type { Link, VlanOptions } from '@iplink-ts/rtnetlink';
import { routerNumber } from '../../kinds/bridge_values.ts';
import type { Document } from '../../print/document.ts';
import { printState } from '../states.ts';
import { DETAIL_INDENT, printRange } from './table.ts';

export type VlanFlags = NonNullable<NonNullable<Link['bridgeAfSpec']>['vlanInfo']>[number]['flags'];

const FLAG_WORDS = [
  ['pvid', 'PVID'],
  ['untagged', 'Egress Untagged'],
] as const;

/** Flags that have no word still make an array. */
export function printFlags(document: Document, flags: VlanFlags): void {
  if (flags.length === 0) return;
  document.openArray('flags');
  for (const [flag, word] of FLAG_WORDS) if (flags.includes(flag)) document.item(word, ` ${word}`);
  document.closeArray();
}

interface Counters {
  readonly rxBytes?: bigint | undefined;
  readonly rxPackets?: bigint | undefined;
  readonly txBytes?: bigint | undefined;
  readonly txPackets?: bigint | undefined;
}

export function printCounters(document: Document, counters: Counters): void {
  printDirection(document, 'rx', counters.rxBytes ?? 0n, counters.rxPackets ?? 0n);
  printDirection(document, 'tx', counters.txBytes ?? 0n, counters.txPackets ?? 0n);
}

function printDirection(document: Document, key: 'rx' | 'tx', bytes: bigint, packets: bigint): void {
  document.text(`${DETAIL_INDENT}${key.toUpperCase()}: `);
  document.field(`${key}_bytes`, bytes, `${bytes} bytes`);
  document.field(`${key}_packets`, packets, ` ${packets} packets\n`);
}

/** A VLAN, or equal ones in a row, with its options and, where they are asked for, its counters. */
export function printVlanOptions(
  document: Document,
  vlan: Omit<VlanOptions, 'index'>,
  withStats: boolean,
): void {
  const { vid, vidEnd = vid, flags, state, mcastRouter, stats } = vlan;
  printRange(document, 'vlan', vid, vidEnd);
  printFlags(document, flags);
  document.lineBreak();
  document.text(DETAIL_INDENT);
  printState(document, state);
  if (mcastRouter !== undefined) {
    const router = routerNumber(mcastRouter);
    document.field('mcast_router', router, `mcast_router ${router} `);
  }
  document.lineBreak();
  if (withStats && stats !== undefined) printCounters(document, stats);
}
