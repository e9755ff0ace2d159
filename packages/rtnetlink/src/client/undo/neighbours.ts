import type { Neighbour } from '../../neighbour.ts';
import { familyOf } from '../../prefix.ts';
import { indexOf } from '../device.ts';
import { NetlinkError } from '../error.ts';
import { type NeighbourRequest, neighbours } from '../neighbours.ts';
import type { Operation } from '../request.ts';
import { canonicalIp } from './canonical.ts';
import { inAnyOrder, textOf } from './order.ts';
import type { Recorded } from './recording.ts';

const AF_BRIDGE = 7;
const ENOENT = 2;

const isProxy = ({ flags }: Pick<Neighbour, 'flags'>): boolean => flags.includes('proxy');

/** What makes an entry another one than its neighbours. */
function identity(neighbour: Neighbour): string {
  const { family, index, dst, lladdr, vlan, vni, port, ifindex } = neighbour;
  const place = [family, index, dst, isProxy(neighbour)];
  return textOf(family === AF_BRIDGE ? [place, lladdr, vlan, vni, port, ifindex] : place);
}

/** What can be set; the age and the statistics are left out. */
const settings = ({ cacheinfo: _age, probes: _probes, ...rest }: Neighbour): string => textOf(rest);

/** Entries that are resolved, or not: the kernel makes and changes these by itself. */
const DYNAMIC: Neighbour['state'] = ['incomplete', 'reachable', 'stale', 'delay', 'probe', 'failed'];

const isMulticast = ({ dst }: Neighbour): boolean =>
  dst !== undefined && (dst.startsWith('ff') || dst === '255.255.255.255' || /^2(2[4-9]|3[0-9])\./.test(dst));

/** Whether someone set the entry: the kernel has others of its own for multicast and loops. */
function isSet(neighbour: Neighbour): boolean {
  if (isProxy(neighbour) || neighbour.flags.includes('extLearned')) return true;
  if (neighbour.state.some((state) => DYNAMIC.includes(state))) return false;
  return neighbour.state.length > 0 && !isMulticast(neighbour);
}

/** The entries that someone set, proxies among them. */
export function* setNeighbours(): Operation<Neighbour[]> {
  const all = [...(yield* neighbours.list()), ...(yield* neighbours.list({ proxy: true }))];
  return all.filter(isSet);
}

/** Brings back those of `before` that are missing or were changed. */
export function* restoreNeighbours(before: readonly Neighbour[], now: readonly Neighbour[]): Operation<void> {
  const present = new Map(now.map((neighbour) => [identity(neighbour), settings(neighbour)]));
  yield* inAnyOrder(
    before.filter((neighbour) => present.get(identity(neighbour)) !== settings(neighbour)),
    addAgain,
  );
}

function* addAgain(neighbour: Neighbour): Operation<void> {
  // An address can be behind several tunnel ends.
  if (neighbour.family === AF_BRIDGE && neighbour.dst !== undefined) yield* neighbours.append(neighbour);
  else yield* neighbours.replace(neighbour);
}

function* remove(neighbour: Neighbour): Operation<void> {
  try {
    yield* neighbours.delete(neighbour);
  } catch (error) {
    if (!(error instanceof NetlinkError && error.errno === ENOENT)) throw error;
  }
}

/** Looks at the entries with the address that is asked for, before and when it is undone. */
const change: Recorded<[NeighbourRequest], void> = function* (recording, perform, request) {
  const operation = 'record a neighbour';
  const family = request.family ?? (request.dst === undefined ? 0 : familyOf(request.dst));
  const index = request.dev === undefined ? (request.index ?? 0) : yield* indexOf(request.dev, operation);
  const wanted = request.dst === undefined ? undefined : canonicalIp(request.dst);
  const proxy = request.flags?.includes('proxy') === true;
  function* look(): Operation<Neighbour[]> {
    const all = yield* neighbours.list({ family, dev: index, ...(proxy && { proxy }) });
    return all.filter(({ dst, lladdr, state }) =>
      family === AF_BRIDGE
        ? lladdr === request.lladdr?.toLowerCase()
        : dst === wanted && (proxy || !state.includes('failed')),
    );
  }
  const before = yield* look();
  recording.push(function* () {
    const now = yield* look();
    const known = new Set(before.map(identity));
    yield* inAnyOrder(
      now.filter((neighbour) => !known.has(identity(neighbour))),
      remove,
    );
    yield* restoreNeighbours(before, now);
  });
  return yield* perform(request);
};

export const recordedNeighbours = {
  add: change,
  replace: change,
  change,
  append: change,
  delete: change,
};
