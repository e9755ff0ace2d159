import type { Neighbour } from '../../neighbour.ts';
import { indexOf } from '../device.ts';
import { NetlinkError } from '../error.ts';
import { type FdbFlush, type FdbRequest, fdb } from '../fdb.ts';
import { links } from '../links.ts';
import type { Operation } from '../request.ts';
import { each, inAnyOrder, textOf } from './order.ts';
import type { Recorded } from './recording.ts';

const ENOENT = 2;

/** What makes an entry another one than its neighbours: a bridge has an address once, on whichever port it is. */
function identity(entry: Neighbour): string {
  const { index, lladdr, vlan, master, dst, port, vni, ifindex, srcVni, nhId, flags } = entry;
  if (master !== undefined && !flags.includes('self')) return textOf([master, lladdr, vlan]);
  return textOf([index, lladdr, vlan, dst, port, vni, ifindex, srcVni, nhId]);
}

/** What can be set. A bridge says `stale` of an address that it has not heard of for a while. */
function settings({ index, state, flags, protocol, fdbExtAttrs }: Neighbour): string {
  return textOf([
    index,
    state.map((bit) => (bit === 'stale' ? 'reachable' : bit)),
    flags.filter((flag) => flag !== 'offloaded'),
    protocol,
    fdbExtAttrs,
  ]);
}

/** The multicast addresses that a device listens to, as the kernel's protocols asked it to. */
const isMembership = ({ lladdr, dst, flags }: Neighbour): boolean =>
  flags.includes('self') && dst === undefined && (Number.parseInt(lladdr ?? '', 16) & 1) === 1;

/** Whether an entry is one that does not come and go with the traffic. */
function isSet(entry: Neighbour): boolean {
  const { state, flags } = entry;
  const isStatic = state.includes('permanent') || state.includes('noarp') || flags.includes('extLearned');
  return isStatic && !isMembership(entry);
}

/** The entries that someone set, those of the ports' own addresses among them. */
export function* setEntries(): Operation<Neighbour[]> {
  return (yield* fdb.list()).filter(isSet);
}

function* remove(entry: Neighbour): Operation<void> {
  try {
    yield* fdb.delete(entry);
  } catch (error) {
    if (!(error instanceof NetlinkError && error.errno === ENOENT)) throw error;
  }
}

function* addAgain(entry: Neighbour): Operation<void> {
  // An address can be behind several tunnel ends.
  if (entry.dst !== undefined) yield* fdb.append(entry);
  else yield* fdb.replace(entry);
}

/**
 * Brings back those of `before` that are missing or were changed. Of those that came since, `isOurs` tells which are
 * to go.
 */
export function* restoreFdb(
  before: readonly Neighbour[],
  isOurs: (entry: Neighbour) => boolean = () => false,
): Operation<void> {
  const known = new Set(before.map(identity));
  const placeOf = ({ index, lladdr }: Neighbour): string => textOf([index, lladdr]);
  const copied = new Set<string>();
  function* restoreThose(hasVlan: boolean): Operation<void> {
    const of = (list: readonly Neighbour[]): Neighbour[] =>
      list.filter(({ vlan }) => (vlan !== undefined) === hasVlan);
    const now = of(yield* fdb.list());
    const present = new Map(now.map((entry) => [identity(entry), settings(entry)]));
    const missing = of(before).filter((entry) => present.get(identity(entry)) !== settings(entry));
    const extra = now.filter(
      (entry) => !known.has(identity(entry)) && (isOurs(entry) || copied.has(placeOf(entry))),
    );
    if (!hasVlan) for (const entry of missing) copied.add(placeOf(entry));
    yield* each([() => inAnyOrder(extra, remove), () => inAnyOrder(missing, addAgain)]);
  }
  // An entry without a VLAN comes and goes with one in each VLAN of its port.
  yield* each([false, true].map((hasVlan) => () => restoreThose(hasVlan)));
}

/** Looks at the entries with the address that is asked for in the bridge and on the device. */
const change: Recorded<[FdbRequest], void> = function* (recording, perform, request) {
  const operation = 'record an fdb entry';
  const index = request.dev === undefined ? (request.index ?? 0) : yield* indexOf(request.dev, operation);
  const { master = index } = yield* links.get(index);
  const lladdr = request.lladdr?.toLowerCase();
  const isAsked = (entry: Neighbour): boolean =>
    entry.lladdr === lladdr && (entry.index === index || entry.master === master);
  const before = (yield* fdb.list()).filter(isAsked);
  recording.push(() => restoreFdb(before, isAsked));
  return yield* perform(request);
};

/** What was learned is learned again. */
const flush: Recorded<[FdbFlush], void> = function* (recording, perform, request) {
  const index = yield* indexOf(request.dev, 'record an fdb');
  const before = (yield* setEntries()).filter((entry) => entry.index === index || entry.master === index);
  recording.push(() => restoreFdb(before));
  return yield* perform(request);
};

export const recordedFdb = { add: change, append: change, replace: change, delete: change, flush };
