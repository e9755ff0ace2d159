/** The kinds that `ip link xstats` knows: the groups of counters that each has, by the words that choose one. */
import { printAggregation } from './bond_xstats.ts';
import { printMulticast, printStp } from './bridge_xstats.ts';
import type { PrintGroup, Xstats } from './xstats_group.ts';

export interface XstatsKind {
  /** Whether it is about the ports. */
  readonly slave: boolean;
  readonly attribute: keyof Xstats;
  readonly help: string;
  /** In the order in which they are shown. */
  readonly groups: readonly (readonly [words: readonly string[], print: PrintGroup])[];
}

const BRIDGE = {
  attribute: 'bridge',
  groups: [
    [['igmp'], printMulticast],
    [['stp'], printStp],
  ],
} as const;

const BOND = { attribute: 'bond', groups: [[['lacp', '802.3ad'], printAggregation]] } as const;

const KINDS: ReadonlyMap<string, XstatsKind> = new Map([
  ['bridge', { ...BRIDGE, slave: false, help: 'Usage: ... bridge [ igmp ] [ dev DEVICE ]\n' }],
  ['bridge_slave', { ...BRIDGE, slave: true, help: 'Usage: ... bridge_slave [ igmp ] [ dev DEVICE ]\n' }],
  ['bond', { ...BOND, slave: false, help: 'Usage: ... bond [ 802.3ad ] [ dev DEVICE ]\n' }],
  ['bond_slave', { ...BOND, slave: true, help: 'Usage: ... bond_slave [ 802.3ad ] [ dev DEVICE ]\n' }],
]);

export function findXstats(kind: string): XstatsKind | undefined {
  return KINDS.get(kind);
}
