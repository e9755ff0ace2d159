import type { Link } from '../../link/link.ts';
import { AF_INET, AF_INET6 } from '../../prefix.ts';
import type { MultipathNexthop } from '../../route/nexthop.ts';
import type { Route } from '../../route/route.ts';
import type { EventFields } from '../monitor/event.ts';
import { same } from './same.ts';
import type { Observe } from './store.ts';

/** What the kernel looks a route up by. Several may have it in common: the first one counts. */
function groupOf(route: Route): string {
  const { family, table, dst, tos, src, priority } = route;
  return family === AF_INET6
    ? `${family} ${table} ${dst} ${src ?? ''} ${priority}`
    : `${family} ${table} ${dst} ${tos} ${priority ?? 0}`;
}

/** A table of a family: what can be listed by itself. */
export const tableOf = ({ family, table }: Pick<Route, 'family' | 'table'>): string => `${family} ${table}`;

/** One path, without what the kernel finds out about it by itself. */
function pathText({ oif, weight, gateway, via, encap, flags }: Partial<MultipathNexthop>): string {
  return JSON.stringify([oif, weight, gateway, via, encap, flags?.includes('onlink')], textOf);
}

/** The flags of a route that are those of its only path. */
const onlink = (flags: Route['flags']): MultipathNexthop['flags'] =>
  flags.includes('onlink') ? ['onlink'] : [];

function pathsOf(route: Route): readonly string[] {
  const { multipath, oif, gateway, via, encap, flags } = route;
  const paths = multipath ?? [{ oif: oif ?? 0, weight: 1, gateway, via, encap, flags: onlink(flags) }];
  const texts = paths.map(pathText);
  // To IPv6 their order says nothing: each is a route of its own.
  return route.family === AF_INET6 ? texts.sort() : texts;
}

const textOf = (_name: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value instanceof Uint8Array ? [...value] : value;

/** Which of its group a route is. */
function contentOf(route: Route): string {
  const { type, scope, protocol, prefsrc, metrics, nhId, flow, pref } = route;
  const own = { type, scope, protocol, prefsrc, metrics, nhId, flow, pref };
  return `${JSON.stringify(own, textOf)} ${pathsOf(route).join()}`;
}

/** A route as the cache keeps it, and what tells it from others. */
interface Kept {
  route: Route;
  readonly content: string;
}

/** Ages and use counts change untold. */
function kept(route: Route): Kept {
  return { route: { ...route, cacheinfo: undefined }, content: contentOf(route) };
}

/** Whether a path goes out by an interface. */
const uses = (route: Route, index: number): boolean =>
  route.oif === index || route.multipath?.some((path) => path.oif === index) === true;

/** Whether a path by an interface is marked otherwise than the state of the interface calls for. */
function isOutdated(route: Route, { index, flags }: Link): boolean {
  if (!uses(route, index)) return false;
  const hasCarrier = flags.includes('running') || flags.includes('lowerUp');
  const isUp = flags.includes('up');
  const paths: readonly Pick<MultipathNexthop, 'flags'>[] = route.multipath?.filter(
    ({ oif }) => oif === index,
  ) ?? [
    // The flags of the route are those of its only path, and some of its own.
    { flags: route.flags.filter((flag) => flag === 'linkdown' || flag === 'dead') },
  ];
  return paths.some(
    (path) => path.flags.includes('linkdown') === hasCarrier || path.flags.includes('dead') === isUp,
  );
}

/** How an event about a route is to be taken. */
type RouteEvent = Pick<EventFields, 'action' | 'replaced' | 'appended'> & { readonly route: Route };

/**
 * Routes by what the kernel looks them up by, in its order.
 *
 * An event tells where its route came; where that leaves open what became of others, the table has to be listed.
 */
export class RouteStore {
  readonly #groups = new Map<string, Kept[]>();
  readonly #observe: Observe<Route>;

  constructor(observe: Observe<Route>) {
    this.#observe = observe;
  }

  *routes(): Generator<Route, void, undefined> {
    for (const group of this.#groups.values()) for (const { route } of group) yield route;
  }

  /** Tables that have a route which `concerns`. */
  tablesWhere(concerns: (route: Route) => boolean): Set<string> {
    const tables = new Set<string>();
    for (const route of this.routes()) if (concerns(route)) tables.add(tableOf(route));
    return tables;
  }

  tablesUsing(index: number): Set<string> {
    return this.tablesWhere((route) => uses(route, index));
  }

  /** Tables that have a route by an interface whose state it does not show. */
  tablesBehind(link: Link): Set<string> {
    return this.tablesWhere((route) => isOutdated(route, link));
  }

  /**
   * Applies an event.
   *
   * @param again whether the table was listed after the event may have happened: then it may be in the listing
   * @returns whether the outcome is certain
   */
  apply(event: RouteEvent, again: boolean): boolean {
    const { route } = event;
    if (!isKept(route)) return true;
    const key = groupOf(route);
    const group = this.#groups.get(key) ?? [];
    this.#groups.set(key, group);
    const certain =
      event.action === 'delete' ? this.#remove(group, route, again) : this.#add(group, event, again);
    if (group.length === 0) this.#groups.delete(key);
    return certain;
  }

  /** Makes tables hold what was listed of them, and nothing else. */
  assign(tables: ReadonlySet<string> | 'all', listed: readonly Route[]): void {
    const groups = new Map<string, Kept[]>();
    for (const route of listed) {
      if (!isKept(route) || (tables !== 'all' && !tables.has(tableOf(route)))) continue;
      const key = groupOf(route);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [kept(route)]);
      else group.push(kept(route));
    }
    for (const [key, group] of this.#groups) {
      const [first] = group;
      const isListed = first !== undefined && (tables === 'all' || tables.has(tableOf(first.route)));
      if (isListed && !groups.has(key)) groups.set(key, []);
    }
    for (const [key, group] of groups) this.#assignGroup(key, group);
  }

  #assignGroup(key: string, listed: Kept[]): void {
    const left = [...(this.#groups.get(key) ?? [])];
    const come: Kept[] = [];
    for (const item of listed) {
      const at = left.findIndex(({ content }) => content === item.content);
      const [before] = at < 0 ? [] : left.splice(at, 1);
      if (before === undefined) come.push(item);
      else if (same(before.route, item.route)) item.route = before.route;
      else this.#observe(before.route, item.route);
    }
    if (listed.length === 0) this.#groups.delete(key);
    else this.#groups.set(key, listed);
    // One for one is a change; of several it cannot be said which became which.
    const [gone] = left;
    const [came] = come;
    if (left.length === 1 && come.length === 1) {
      this.#observe(gone?.route, came?.route);
      return;
    }
    for (const { route } of left) this.#observe(route, undefined);
    for (const { route } of come) this.#observe(undefined, route);
  }

  #remove(group: Kept[], route: Route, again: boolean): boolean {
    const content = contentOf(route);
    const at = group.findIndex((item) => item.content === content);
    if (at >= 0) {
      const [gone] = group.splice(at, 1);
      this.#observe(gone?.route, undefined);
      return true;
    }
    // A single path of a multipath route of IPv6, or one that went untold before.
    return again && group.length === 0;
  }

  #add(group: Kept[], event: RouteEvent, again: boolean): boolean {
    const item = kept(event.route);
    const at = group.findIndex(({ content }) => content === item.content);
    if (at >= 0) {
      this.#put(group, at, item);
      return group.length === 1 || again;
    }
    if (event.replaced === true) {
      // The first of the group; a nexthop object that changes says so of each route, whichever it is.
      const certain = group.length === 1 || (group.length === 0 && again);
      this.#put(group, 0, item);
      return certain;
    }
    if (group.length === 0) {
      this.#insert(group, 0, item);
      return true;
    }
    return event.route.family === AF_INET6
      ? this.#addIpv6(group, item, again)
      : this.#insert(group, event.appended === true ? group.length : 0, item) && !again;
  }

  /** One more path makes a multipath route, which the event shows whole; other routes come behind. */
  #addIpv6(group: Kept[], item: Kept, again: boolean): boolean {
    if (item.route.multipath === undefined) return this.#insert(group, group.length, item) && !again;
    const paths = pathsOf(item.route);
    const at = group.findIndex(({ route }) => pathsOf(route).every((path) => paths.includes(path)));
    if (at < 0) this.#insert(group, group.length, item);
    else this.#put(group, at, item);
    return at >= 0 && group.length === 1 && !again;
  }

  #insert(group: Kept[], at: number, item: Kept): true {
    group.splice(at, 0, item);
    this.#observe(undefined, item.route);
    return true;
  }

  #put(group: Kept[], at: number, item: Kept): void {
    const before = group[at];
    if (before !== undefined && same(before.route, item.route)) return;
    group[at] = item;
    this.#observe(before?.route, item.route);
  }
}

/** Routes of unicast tables; what the kernel learned for one destination (`RTM_F_CLONED`) no listing has. */
function isKept({ family, flags }: Route): boolean {
  return (family === AF_INET || family === AF_INET6) && !flags.includes('cloned');
}
