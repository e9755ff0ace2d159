import { AF_INET, AF_INET6 } from '../../prefix.ts';
import { RT_TABLE } from '../../route/numbers.ts';
import type { Route } from '../../route/route.ts';
import { NetlinkError } from '../error.ts';
import type { Operation } from '../request.ts';
import { familyFrom, LOCAL_TYPES, type RouteRequest, routes } from '../routes.ts';
import { canonicalPrefix } from './canonical.ts';
import { grouped, inAnyOrder, restoreSequence, textOf } from './order.ts';
import type { Recorded } from './recording.ts';

const ENOENT = 2;
const ESRCH = 3;
const EEXIST = 17;

/** Flags that tell how the interface is, not how the route was made. */
const STATES: Route['flags'] = [
  'dead',
  'linkdown',
  'offload',
  'trap',
  'rtOffload',
  'rtTrap',
  'offloadFailed',
];

function withoutState(flags: Route['flags']): Route['flags'] {
  return flags.filter((flag) => !STATES.includes(flag));
}

/** A route without what the kernel tells of its age and state. */
export function routeText(route: Route): string {
  const { cacheinfo: _age, flags, multipath, ...rest } = route;
  return textOf({
    ...rest,
    flags: withoutState(flags),
    multipath: multipath?.map((path) => ({ ...path, flags: path.flags.filter((flag) => !isState(flag)) })),
  });
}

const isState = (flag: string | number): boolean => STATES.some((state) => state === flag);

/** Routes of one key are tried in their order, or are one multipath route. */
export const keyOf = ({ family, table, dst, src, tos, priority }: Route): string =>
  textOf([family, table, dst, src, tos, priority]);

const lifetime = (route: Route): Pick<RouteRequest, 'expires'> => {
  const expires = route.cacheinfo?.expires ?? 0;
  return expires > 0 ? { expires: Math.ceil(expires / 100) } : {};
};

function* remove(route: Route): Operation<void> {
  try {
    yield* routes.delete(asRequest(route));
  } catch (error) {
    if (!(error instanceof NetlinkError && error.errno === ESRCH)) throw error;
  }
}

function asRequest(route: Route): RouteRequest {
  const { multipath, oif, gateway, via, ...rest } = route;
  const request = { ...rest, ...lifetime(route), flags: withoutState(route.flags) };
  // What the nexthop object stands for is listed with it.
  if (route.nhId !== undefined) return request;
  if (multipath === undefined) return { ...request, oif, gateway, via };
  return {
    ...request,
    multipath: multipath.map((path) => ({ ...path, flags: path.flags.filter((flag) => !isState(flag)) })),
  };
}

function* addAgain(route: Route): Operation<void> {
  const request = asRequest(route);
  try {
    if (route.family === AF_INET) yield* routes.append(request);
    // Not `append`: IPv6 takes a gateway route of the same metric for one more path of the first.
    else yield* routes.prepend(request);
  } catch (error) {
    if (!(error instanceof NetlinkError && error.errno === EEXIST)) throw error;
  }
}

/** Brings the routes of one key back. */
export function* restoreKey(before: readonly Route[], now: readonly Route[]): Operation<void> {
  const ways = { text: routeText, remove, append: addAgain };
  if (before[0]?.family === AF_INET || now[0]?.family === AF_INET) {
    yield* restoreSequence(before, now, ways);
    return;
  }
  const texts = new Set(before.map(routeText));
  const present = new Set(now.map(routeText));
  // First those that are too much: what is left of a multipath route would become part of the whole.
  for (const route of now) if (!texts.has(routeText(route))) yield* remove(route);
  yield* inAnyOrder(
    before.filter((route) => !present.has(routeText(route))),
    addAgain,
  );
}

/**
 * Brings back those of `before` that are missing, and their order: of several IPv4 routes of one key the first counts.
 * What others added meanwhile stays.
 */
export function* restoreMissing(before: readonly Route[], now: readonly Route[]): Operation<void> {
  const present = grouped(now, keyOf);
  const changed: (readonly [readonly Route[], readonly Route[]])[] = [];
  for (const [key, wanted] of grouped(before, keyOf)) {
    const there = present.get(key) ?? [];
    const known = new Set(wanted.map(routeText));
    const kept = there.filter((route) => known.has(routeText(route)));
    const texts = new Set(kept.map(routeText));
    const lost = wanted.filter((route) => !texts.has(routeText(route)));
    const isInOrder = textOf(kept.map(routeText)) === textOf(wanted.map(routeText));
    const ordered = wanted[0]?.family === AF_INET;
    if (lost.length === 0 && (isInOrder || !ordered)) continue;
    // Of an IPv6 route with several paths, those on other interfaces are left.
    const isRest = lost.some(({ family, multipath }) => family === AF_INET6 && multipath !== undefined);
    changed.push([wanted, isRest ? there : kept]);
  }
  // Routes to gateways may need those without.
  yield* inAnyOrder(changed, ([wanted, there]) => restoreKey(wanted, there));
}

/** The routes of a table; a table that does not exist has none. */
function* tableOf(family: number, table: number): Operation<Route[]> {
  try {
    return yield* routes.list({ family, table });
  } catch (error) {
    if (error instanceof NetlinkError && error.errno === ENOENT) return [];
    throw error;
  }
}

/** Looks at the routes with the prefix of the one that is asked for, before and when it is undone. */
const change: Recorded<[RouteRequest], void> = function* (recording, perform, request) {
  const family = familyFrom(request);
  const local = LOCAL_TYPES.includes(request.type ?? 'unicast');
  const table = request.table ?? (local ? RT_TABLE.local : RT_TABLE.main);
  const dst = canonicalPrefix(request.dst);
  function* look(): Operation<Route[]> {
    return (yield* tableOf(family, table)).filter((route) => canonicalPrefix(route.dst) === dst);
  }
  const before = grouped(yield* look(), keyOf);
  recording.push(function* () {
    const now = grouped(yield* look(), keyOf);
    yield* inAnyOrder(new Set([...before.keys(), ...now.keys()]), (key) =>
      restoreKey(before.get(key) ?? [], now.get(key) ?? []),
    );
  });
  return yield* perform(request);
};

export const recordedRoutes = {
  add: change,
  append: change,
  prepend: change,
  replace: change,
  change,
  delete: change,
};

/** Of IPv4 and IPv6, the families whose routes a transaction knows. */
export function* allRoutes(): Operation<Route[]> {
  return (yield* routes.list()).filter(({ family }) => family === AF_INET || family === AF_INET6);
}
