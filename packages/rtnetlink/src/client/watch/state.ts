import type { Address } from '../../address.ts';
import type { Link } from '../../link/link.ts';
import type { Neighbour } from '../../neighbour.ts';
import type { Nexthop } from '../../nexthop.ts';
import { AF_INET, AF_INET6 } from '../../prefix.ts';
import type { Rule } from '../../rule.ts';
import type { ObjectEvent } from '../monitor/event.ts';
import { AF_UNSPEC } from '../monitor/subject.ts';
import type { Report } from './change.ts';
import { LinkStore } from './links.ts';
import { RouteStore, tableOf } from './routes.ts';
import { RuleStore } from './rules.ts';
import { same } from './same.ts';
import { Stale } from './stale.ts';
import { Store } from './store.ts';

/** IPv4 knows an address by its prefix too; on IPv6 an interface has it once. */
function addressKey({ family, index, local, address, prefixlen }: Address): string {
  return family === AF_INET6
    ? `${family} ${index} ${local ?? address?.split('/')[0]}`
    : `${family} ${index} ${local} ${address} ${prefixlen}`;
}

const neighbourKey = ({ family, index, dst }: Neighbour): string => `${family} ${index} ${dst}`;

/**
 * Whether an entry is about one that is or was looked for. Those of state `none` and `noarp` come and go untold, `ip
 * neigh` does not show them either; proxy entries and forwarding databases are others.
 */
function isKept({ family, state, flags }: Neighbour): boolean {
  return (
    (family === AF_INET || family === AF_INET6) &&
    !flags.includes('proxy') &&
    state.some((word) => word !== 'noarp')
  );
}

const withoutAges = (neighbour: Neighbour): Neighbour => ({
  ...neighbour,
  cacheinfo: undefined,
  probes: undefined,
});

/** Lifetimes run: they are those of the last event, and no change by themselves. */
const withoutLifetimes = (address: Address): Address => ({ ...address, cacheinfo: undefined });

/** What of a link the state of others may follow, or the routes through it. */
const influence = (link: Link | undefined): readonly unknown[] =>
  link === undefined
    ? []
    : [link.flags, link.operstate, link.carrier, link.mtu, link.address, link.master, link.link, link.ifname];

/**
 * The objects of one namespace, as listings and events tell them. What an event leaves open, and what the kernel is
 * known to change without a message, is collected in `stale`.
 */
export class State {
  readonly links: LinkStore;
  readonly addresses: Store<string, Address>;
  readonly routes: RouteStore;
  readonly neighbours: Store<string, Neighbour>;
  readonly rules: RuleStore;
  readonly nexthops: Store<number, Nexthop>;
  /** What has to be listed again. */
  stale = new Stale();
  /** All links are being replaced by a listing, in which they are of one time. */
  #isListing = false;

  constructor(report: Report) {
    this.links = new LinkStore((before, after) => {
      report('link', before, after);
      if (!same(influence(before), influence(after))) this.#afterLink(before, after);
    });
    this.addresses = new Store((before, after) => {
      report('address', before, after);
      // The first address of an interface brings its dead routes back.
      if (before === undefined && after !== undefined) this.#markRoutes(after.index);
      if (after === undefined && before !== undefined) this.#afterAddress(before);
    }, withoutLifetimes);
    this.routes = new RouteStore((before, after) => report('route', before, after));
    this.neighbours = new Store((before, after) => report('neighbour', before, after));
    this.rules = new RuleStore((before, after) => report('rule', before, after));
    this.nexthops = new Store((before, after) => {
      report('nexthop', before, after);
      if (before !== undefined) this.#afterNexthop(before);
    });
  }

  /**
   * Applies an event.
   *
   * @param listed what was listed last, perhaps after the event had happened
   */
  apply(event: ObjectEvent, listed: Stale): void {
    const isNew = event.action === 'new';
    switch (event.subject) {
      case 'link':
        this.#applyLink(event.link, isNew, listed);
        break;
      case 'address':
        if (isNew) this.addresses.set(addressKey(event.address), event.address);
        else this.addresses.delete(addressKey(event.address));
        break;
      case 'neighbour':
        this.#applyNeighbour(event.neighbour, isNew);
        break;
      case 'route': {
        const table = tableOf(event.route);
        if (!this.routes.apply(event, listed.hasTable(table))) this.stale.tables.add(table);
        break;
      }
      case 'rule':
        // A rule has no identity but its place among the others.
        this.stale.add('rules');
        break;
      case 'nexthop': {
        const { id } = event.nexthop;
        if (id === undefined) break;
        if (isNew) this.nexthops.set(id, event.nexthop);
        else this.nexthops.delete(id);
        if (listed.has('nexthops')) this.stale.add('nexthops');
        break;
      }
      default:
    }
  }

  assignLinks(listed: readonly Link[]): void {
    this.#isListing = true;
    this.links.assign(listed);
    this.#isListing = false;
  }

  assignAddresses(listed: readonly Address[]): void {
    this.addresses.assign(new Map(listed.map((address) => [addressKey(address), address])));
  }

  assignNeighbours(listed: readonly Neighbour[]): void {
    const entries = listed.filter(isKept).map((entry) => [neighbourKey(entry), withoutAges(entry)] as const);
    this.neighbours.assign(new Map(entries));
  }

  assignNexthops(listed: readonly Nexthop[]): void {
    const entries = listed.flatMap((nexthop) =>
      nexthop.id === undefined ? [] : [[nexthop.id, nexthop] as const],
    );
    this.nexthops.assign(new Map(entries));
  }

  assignRules(listed: readonly Rule[]): void {
    this.rules.assign(listed);
  }

  #applyLink(link: Link, isNew: boolean, listed: Stale): void {
    // A bridge tells of its ports in messages of its own, which are no whole link, and whose end is not the link's.
    if (link.family !== AF_UNSPEC) {
      if (this.links.objects.has(link.index)) this.stale.links.add(link.index);
      return;
    }
    if (!isNew) {
      this.links.delete(link.index);
      return;
    }
    this.links.set(link);
    this.#markRoutes(link.index);
    // The listing may have shown it in a later state, of which no event tells.
    if (listed.hasLink(link.index)) this.stale.links.add(link.index);
  }

  #applyNeighbour(neighbour: Neighbour, isNew: boolean): void {
    const key = neighbourKey(neighbour);
    // Some are told of when their link is gone already.
    if (isNew && isKept(neighbour) && this.links.objects.has(neighbour.index))
      this.neighbours.set(key, withoutAges(neighbour));
    else if (!neighbour.flags.includes('proxy')) this.neighbours.delete(key);
  }

  #afterLink(before: Link | undefined, after: Link | undefined): void {
    const link = after ?? before;
    if (link === undefined) return;
    const { index } = link;
    for (const side of this.#isListing ? [] : [before, after])
      if (side !== undefined) for (const other of this.links.relatives(side)) this.stale.links.add(other);
    if (after === undefined) {
      this.stale.links.delete(index);
      for (const [key, address] of this.addresses.objects)
        if (address.index === index) this.addresses.delete(key);
      for (const [key, neighbour] of this.neighbours.objects)
        if (neighbour.index === index) this.neighbours.delete(key);
    }
    // IPv4 routes through a link that goes down go without a word, and `dead` and `linkdown` come and go.
    for (const table of this.routes.tablesUsing(index)) this.stale.tables.add(table);
    if (this.nexthops.objects.size > 0) this.stale.add('nexthops');
    if (before?.ifname !== after?.ifname && this.rules.nameInterfaces()) this.stale.add('rules');
  }

  /** The kernel marks the paths of routes as `dead` and `linkdown` by their interface, and lifts the marks, untold. */
  #markRoutes(index: number): void {
    const link = this.links.objects.get(index);
    if (link !== undefined) for (const table of this.routes.tablesBehind(link)) this.stale.tables.add(table);
  }

  /** With an address go the IPv4 routes that prefer it, and with the last one all of its interface; untold. */
  #afterAddress(address: Address): void {
    const local = address.local ?? address.address?.split('/')[0];
    const isConcerned = (route: { prefsrc?: string | undefined; family: number }): boolean =>
      route.family === address.family && route.prefsrc === local;
    for (const table of this.routes.tablesWhere(isConcerned)) this.stale.tables.add(table);
    if (address.family !== AF_INET) return;
    for (const table of this.routes.tablesUsing(address.index))
      if (table.startsWith(`${AF_INET} `)) this.stale.tables.add(table);
  }

  /** Routes show the paths of their nexthop object, and the IPv4 ones go with it untold; so do its groups. */
  #afterNexthop(nexthop: Nexthop): void {
    for (const table of this.routes.tablesWhere((route) => route.nhId !== undefined))
      this.stale.tables.add(table);
    if (nexthop.group === undefined) this.stale.add('nexthops');
  }
}
