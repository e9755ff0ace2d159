/** The objects of `ip`, in the order in which a prefix is tried against them. */
import { commandFailure, type Failure } from '../failure.ts';
import { type KeywordTable, keywords, type Spellings } from '../keywords.ts';
import { programUsage } from '../usage.ts';
import type { IpObject } from './object.ts';

/** Objects are loaded when they are called: the start of the program is a good part of most runs. */
export type LoadObject = () => Promise<IpObject>;

function failing(failure: () => Failure): LoadObject {
  const run = (): never => {
    throw failure();
  };
  return () => Promise.resolve({ run, commands: keywords(() => []) });
}

const absentObjects = new Set<LoadObject>();

/** An object of iproute2 that this program does not have; it keeps its place, so that prefixes mean the same. */
function absent(name: string): readonly [Spellings, LoadObject] {
  const load = failing(() => commandFailure(`Object "${name}" is not part of iplink-ts.\n`));
  absentObjects.add(load);
  return [`${name}*`, load];
}

/** Whether the object is there for its place in the order only. */
export function isAbsent(load: LoadObject): boolean {
  return absentObjects.has(load);
}

export const OBJECTS: KeywordTable<LoadObject> = keywords<LoadObject>(() => [
  ['address*', async () => (await import('./address/index.ts')).object],
  absent('addrlabel'),
  absent('maddress'),
  ['route*', async () => (await import('./route/index.ts')).object],
  ['rule*', async () => (await import('./rule/index.ts')).object],
  ['neighbor* neighbour*', async () => (await import('./neigh/index.ts')).object],
  absent('ntable'),
  absent('ntbl'),
  ['link*', async () => (await import('./link/index.ts')).object],
  absent('l2tp'),
  absent('fou'),
  absent('ila'),
  absent('macsec'),
  absent('tunnel'),
  absent('tunl'),
  absent('tuntap'),
  absent('tap'),
  absent('token'),
  absent('tcpmetrics'),
  absent('tcp_metrics'),
  ['monitor*', async () => (await import('./monitor/index.ts')).object],
  absent('xfrm'),
  absent('mroute'),
  absent('mrule'),
  ['netns*', async () => (await import('./netns/index.ts')).object],
  absent('netconf'),
  absent('vrf'),
  absent('sr'),
  ['nexthop*', async () => (await import('./nexthop/index.ts')).object],
  absent('mptcp'),
  absent('ioam'),
  ['help*', failing(programUsage)],
  absent('stats'),
]);
