import type { Address } from '../../address.ts';
import type { Link } from '../../link/link.ts';
import type { Neighbour } from '../../neighbour.ts';
import type { Nexthop } from '../../nexthop.ts';
import { RT_TABLE, RTPROT } from '../../route/numbers.ts';
import type { Route } from '../../route/route.ts';
import { addresses } from '../addresses.ts';
import { links } from '../links.ts';
import type { Operation } from '../request.ts';
import { restoreAddresses } from './address.ts';
import { type Bridges, captureBridges, restoreEntries, restorePortVlans } from './bridges.ts';
import { restoreLinks } from './link.ts';
import { restoreNeighbours, setNeighbours } from './neighbours.ts';
import { allNexthops, restoreNexthops } from './nexthop.ts';
import { each } from './order.ts';
import { allRoutes, keyOf, restoreMissing } from './routes.ts';

/** What goes with a link or changes with it, as it was at one time. */
export interface State {
  readonly links: readonly Link[];
  readonly addresses: readonly Address[];
  readonly nexthops: readonly Nexthop[];
  readonly routes: readonly Route[];
  readonly neighbours: readonly Neighbour[];
  /** Absent where the change does not reach them. */
  readonly bridges?: Bridges;
}

/** The part of a {@link State} that a change can reach. */
export interface Affected {
  /** Indexes of links. */
  readonly links: ReadonlySet<number>;
  /** Ids of nexthop objects. */
  readonly nexthops: ReadonlySet<number>;
}

export function* capture(): Operation<State> {
  return {
    links: yield* links.list(),
    addresses: yield* addresses.list(),
    nexthops: yield* allNexthops(),
    routes: yield* allRoutes(),
    neighbours: yield* setNeighbours(),
  };
}

/** As {@link capture}, before a change that can take links away from their bridges. */
export function* captureWithBridges(): Operation<State> {
  const state = yield* capture();
  return { ...state, bridges: yield* captureBridges(state.links) };
}

/** The links and nexthop objects that go, or change, with the given ones. */
export function affectedBy(
  state: State,
  targets: readonly number[],
  throughNexthops: readonly number[] = [],
): Affected {
  const reached = new Set(targets);
  const dependsOn = ({ link, linkNetnsid, master }: Link): boolean =>
    (link !== undefined && linkNetnsid === undefined && reached.has(link)) ||
    (master !== undefined && reached.has(master));
  // What lies on a link, the other end of a pair, the ports of a bridge, and what depends on these.
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const link of state.links) if (dependsOn(link)) reached.add(link.index);
  }
  // A bridge takes on the address and MTU of its ports; its other ports are not touched. Last, as it follows them.
  for (const { index, master } of state.links)
    if (master !== undefined && reached.has(index)) reached.add(master);
  const ids = new Set(throughNexthops);
  for (const { id, oif } of state.nexthops)
    if (id !== undefined && oif !== undefined && reached.has(oif)) ids.add(id);
  for (const { id, group } of state.nexthops)
    if (id !== undefined && group?.some((member) => ids.has(member.id)) === true) ids.add(id);
  return { links: reached, nexthops: ids };
}

/**
 * The routes that go with what is affected, and those that share a key with them. Those that the kernel keeps in table
 * local come and go with addresses.
 */
function routesThrough({ routes, addresses }: State, affected: Affected): Route[] {
  const sources = new Set<string>();
  for (const { index, local, address } of addresses) {
    const text = local ?? address?.split('/')[0];
    if (text !== undefined && affected.links.has(index)) sources.add(text);
  }
  const on = (oif: number | undefined): boolean => oif !== undefined && affected.links.has(oif);
  const keys = new Set(
    routes
      .filter(
        ({ oif, multipath, nhId, prefsrc }) =>
          on(oif) ||
          multipath?.some((path) => on(path.oif)) === true ||
          (nhId !== undefined && affected.nexthops.has(nhId)) ||
          (prefsrc !== undefined && sources.has(prefsrc)),
      )
      .map(keyOf),
  );
  return routes.filter(
    (route) =>
      keys.has(keyOf(route)) && !(route.protocol === RTPROT.kernel && route.table === RT_TABLE.local),
  );
}

/**
 * Brings back what is missing or different of what is affected: links, then what lies on them.
 *
 * @param isOurs tells which addresses that came since are to go
 */
export function* restore(
  before: State,
  affected: Affected,
  isOurs: (address: Address) => boolean = () => false,
): Operation<void> {
  const indexes = [...affected.links];
  const { bridges } = before;
  const on = <T extends { readonly index: number }>(list: readonly T[]): T[] =>
    list.filter(({ index }) => affected.links.has(index));
  yield* each([
    () => restoreLinks(before.links, indexes),
    function* () {
      if (bridges !== undefined) yield* restorePortVlans(bridges, before.links, affected.links);
    },
    function* () {
      const now = yield* addresses.list();
      const of = (list: readonly Address[], index: number): Address[] =>
        list.filter((address) => address.index === index);
      yield* each(
        indexes.map((index) => () => restoreAddresses(of(before.addresses, index), of(now, index), isOurs)),
      );
    },
    function* () {
      const wanted = before.nexthops.filter(({ id }) => id !== undefined && affected.nexthops.has(id));
      if (wanted.length > 0) yield* restoreNexthops(wanted, yield* allNexthops());
    },
    function* () {
      const wanted = routesThrough(before, affected);
      if (wanted.length > 0) yield* restoreMissing(wanted, yield* allRoutes());
    },
    function* () {
      const wanted = on(before.neighbours);
      if (wanted.length > 0) yield* restoreNeighbours(wanted, yield* setNeighbours());
    },
    function* () {
      if (bridges !== undefined) yield* restoreEntries(bridges, affected.links);
    },
  ]);
}
