import { operations, type RtnlSync } from '@iplink-ts/rtnetlink';
import { addMacvlans, macvlanNames } from '../world.ts';
import type { Guarded } from './limits.ts';

/** What is counted, of the client whose calls block. */
export interface Guard {
  /** @param turn how often it was done before */
  readonly run: (rtnl: RtnlSync, turn: number) => void;
  /** How often it is done for its counts, which are the averages. */
  readonly times: number;
}

const LINKS = 200;
const names = macvlanNames(LINKS);

/** What all of them find. */
export function prepare(): void {
  addMacvlans(LINKS);
}

/** Two that take turns: the kernel does nothing for the one that is set. */
const mtu = (turn: number): number => 1400 + (turn % 2);

export const guards: Readonly<Record<Exclude<Guarded, 'cni'>, Guard>> = {
  list: { run: (rtnl) => rtnl.links.list(), times: 50 },
  add: { run: (rtnl, turn) => rtnl.links.add({ ifname: `br${turn}`, kind: 'bridge' }), times: 50 },
  set: { run: (rtnl, turn) => rtnl.links.set('mv0', { mtu: mtu(turn) }), times: 200 },
  batch: {
    run: (rtnl, turn) => rtnl.batch(names.map((name) => operations.links.set(name, { mtu: mtu(turn) }))),
    times: 20,
  },
};
