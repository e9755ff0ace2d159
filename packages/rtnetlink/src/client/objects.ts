import { addresses, addressStreams } from './addresses.ts';
import { addressLabels } from './addrlabels.ts';
import type { AsyncRunner } from './async.ts';
import {
  type Async,
  type AsyncStreams,
  bindAsync,
  bindSync,
  type Operations,
  type Streams,
  type Sync,
  type SyncStreams,
} from './bind.ts';
import { bridgePorts } from './bridge_ports.ts';
import { fdb, fdbStreams } from './fdb.ts';
import { linkStreams, links } from './links.ts';
import { mdb } from './mdb.ts';
import { messages } from './messages.ts';
import { neighbourTables } from './neighbour_tables.ts';
import { neighbourStreams, neighbours } from './neighbours.ts';
import { netconf, netconfStreams } from './netconf.ts';
import { nexthopBucketStreams, nexthopBuckets } from './nexthop_buckets.ts';
import { nexthopStreams, nexthops } from './nexthops.ts';
import { nsids } from './nsids.ts';
import { routeStreams, routes } from './routes.ts';
import { rules } from './rules.ts';
import { stats } from './stats.ts';
import type { SyncRunner } from './sync.ts';
import { vlans } from './vlans.ts';
import { vnis } from './vnis.ts';

const noStreams = {};

/** What a client operates on: adding an object is its file and a line here. */
const objects = {
  /** Network interfaces (`ip link`). */
  links: { operations: links, streams: linkStreams },
  /** Addresses of interfaces (`ip address`). */
  addresses: { operations: addresses, streams: addressStreams },
  /** Routes (`ip route`). */
  routes: { operations: routes, streams: routeStreams },
  /** Neighbours: ARP, NDP and forwarding databases (`ip neigh`, `bridge fdb`). */
  neighbours: { operations: neighbours, streams: neighbourStreams },
  /** Rules that choose the routing table (`ip rule`). */
  rules: { operations: rules, streams: noStreams },
  /** Nexthop objects that routes refer to (`ip nexthop`). */
  nexthops: { operations: nexthops, streams: nexthopStreams },
  /** Buckets of resilient groups of nexthop objects (`ip nexthop bucket`). */
  nexthopBuckets: { operations: nexthopBuckets, streams: nexthopBucketStreams },
  /** Ids by which this namespace knows others (`ip netns list-id`). */
  nsids: { operations: nsids, streams: noStreams },
  /** Ports of bridges (`bridge link`). */
  bridgePorts: { operations: bridgePorts, streams: noStreams },
  /** VLANs of bridges and their ports (`bridge vlan`). */
  vlans: { operations: vlans, streams: noStreams },
  /** VNIs of VXLAN devices that filter by them (`bridge vni`). */
  vnis: { operations: vnis, streams: noStreams },
  /** Forwarding databases of bridges and VXLAN devices (`bridge fdb`). */
  fdb: { operations: fdb, streams: fdbStreams },
  /** Multicast forwarding databases (`bridge mdb`). */
  mdb: { operations: mdb, streams: noStreams },
  /** Statistics of links beyond those that links have (`ip stats`). */
  stats: { operations: stats, streams: noStreams },
  /** Tables of neighbours, their thresholds and times (`ip ntable`). */
  neighbourTables: { operations: neighbourTables, streams: noStreams },
  /** Settings of address families for interfaces (`ip netconf`). */
  netconf: { operations: netconf, streams: netconfStreams },
  /** Labels by which IPv6 chooses source addresses (`ip addrlabel`). */
  addressLabels: { operations: addressLabels, streams: noStreams },
  /** Messages as they are, for files (`ip rule save`). */
  messages: { operations: messages, streams: noStreams },
};

type Objects = typeof objects;

/** The operations of each object, not bound to a client. */
export type UnboundOperations = { readonly [K in keyof Objects]: Objects[K]['operations'] };

/**
 * Everything a client can do, as operations for its `batch`: `operations.routes.add({ dst, via })` does nothing by
 * itself. Each can be run once.
 */
export const operations = Object.fromEntries(
  Object.entries(objects).map(([name, { operations }]) => [name, operations]),
  // The mapped type was made from the same table; TypeScript cannot follow Object.entries there.
) as UnboundOperations;

/** The objects of a client whose calls block. */
export type SyncObjects = {
  readonly [K in keyof Objects]: Sync<Objects[K]['operations']> & SyncStreams<Objects[K]['streams']>;
};

/** The objects of a client whose calls return promises. */
export type AsyncObjects = {
  readonly [K in keyof Objects]: Async<Objects[K]['operations']> & AsyncStreams<Objects[K]['streams']>;
};

type Bind<R> = (runner: R, operations: Operations, streams: Streams) => unknown;

/**
 * A class whose instances have the objects as properties, each bound when it is first asked for: a program uses two or
 * three of them, and opens a client for each namespace.
 */
function classOf<R>(bind: Bind<R>) {
  class Bound {
    readonly #runner: R;
    readonly #made = new Map<string, unknown>();

    constructor(runner: R) {
      this.#runner = runner;
    }

    static get(bound: Bound, name: string, operations: Operations, streams: Streams): unknown {
      let made = bound.#made.get(name);
      if (made === undefined) {
        made = bind(bound.#runner, operations, streams);
        bound.#made.set(name, made);
      }
      return made;
    }
  }

  for (const [name, { operations, streams }] of Object.entries(objects))
    Object.defineProperty(Bound.prototype, name, {
      get(this: Bound): unknown {
        return Bound.get(this, name, operations, streams);
      },
    });
  return Bound;
}

// The mapped types were made from the same table; TypeScript cannot follow Object.entries there.

/** The objects of a client whose calls block, bound to what runs them. */
export const BoundSync = classOf<SyncRunner>(bindSync) as unknown as new (runner: SyncRunner) => SyncObjects;

/** The objects of a client whose calls return promises. */
export const BoundAsync = classOf<AsyncRunner>(bindAsync) as unknown as new (
  runner: AsyncRunner,
) => AsyncObjects;
