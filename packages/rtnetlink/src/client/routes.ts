import { NLM_F_APPEND, NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE } from '../message/header.ts';
import { AF_INET, AF_INET6, familyOf } from '../prefix.ts';
import { AF_MPLS } from '../route/labels.ts';
import type { MultipathNexthop } from '../route/nexthop.ts';
import { RT_SCOPE, RT_TABLE, RTPROT } from '../route/numbers.ts';
import {
  type Route,
  type RouteMessage,
  RTM_DELROUTE,
  RTM_GETROUTE,
  RTM_NEWROUTE,
  routeMessage,
} from '../route/route.ts';
import type { Via } from '../route/via.ts';
import { type Device, indexOf, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { NetlinkError } from './error.ts';
import { ask, type Operation, type Request } from './request.ts';

/** One path of a multipath route that is asked for. */
export interface NexthopRequest extends Partial<Omit<MultipathNexthop, 'via'>> {
  readonly dev?: Device | undefined;
  /** The gateway, of either family. */
  readonly via?: string | Via | undefined;
  readonly onlink?: boolean | undefined;
}

/** What is asked for a route: `{ dst: 'default', via: '192.0.2.1', dev: 'eth0' }`. A listed {@link Route} is one too. */
export interface RouteRequest extends Omit<RouteMessage, 'via' | 'multipath'> {
  /** The interface, in place of `oif`. */
  readonly dev?: Device | undefined;
  /** The gateway, of either family. */
  readonly via?: string | Via | undefined;
  /** The gateway is reachable on the interface, although no prefix of it says so (`RTNH_F_ONLINK`). */
  readonly onlink?: boolean | undefined;
  readonly multipath?: readonly NexthopRequest[] | undefined;
}

/** Which routes to list; all tables and families where nothing else is said. */
export interface RouteFilter {
  /** `AF_INET` (2), `AF_INET6` (10), `AF_MPLS` (28), `RTNL_FAMILY_IPMR` (128), `RTNL_FAMILY_IP6MR` (129) */
  readonly family?: number;
  readonly table?: number;
  readonly protocol?: number;
  readonly type?: Route['type'];
  readonly oif?: Device;
  /** The cached exceptions in place of the routes (`RTM_F_CLONED`). */
  readonly cloned?: boolean;
}

/**
 * What to look up in the tables, as a packet would be: to `dst`, from `src`, with `tos`, `mark`, `ipProto`, `sport`,
 * `dport`, `flowlabel`, sent by user `uid`, or coming in by `iif`.
 */
export interface RouteQuery extends Omit<RouteRequest, 'multipath' | 'iif'> {
  /** The interface that the packet comes in by. */
  readonly iif?: Device | undefined;
  /** The VRF to look in: its device stands for the one to send by. */
  readonly vrf?: Device | undefined;
  /** Answer with the matching route itself, not with the outcome for this address (`RTM_F_FIB_MATCH`). */
  readonly fibMatch?: boolean | undefined;
}

const ENOENT = 2;

function gateway(via: string | Via, family: number): Pick<RouteMessage, 'gateway' | 'via'> {
  if (typeof via !== 'string') return { via };
  const of = familyOf(via);
  return of === family ? { gateway: via } : { via: { family: of, address: via } };
}

/** The family of a route that is asked for. */
export function familyFrom(request: RouteRequest): number {
  if (request.family !== undefined) return request.family;
  // A label: the kernel has no other destination without an address.
  if (/^[0-9]+$/.test(request.dst ?? '')) return AF_MPLS;
  for (const text of [request.dst, request.src, request.gateway, request.prefsrc])
    if (text !== undefined && text !== 'default') return familyOf(text);
  const [first] = request.multipath ?? [];
  const via = request.via ?? first?.via ?? first?.gateway;
  return typeof via === 'string' ? familyOf(via) : AF_INET;
}

/** The message for a request: names resolved, gateways in the attribute of their family. */
function* messageOf(request: RouteRequest, operation: string): Operation<RouteMessage> {
  const { dev, via, onlink, multipath } = request;
  const family = familyFrom(request);
  // One copy: what is no field of the message is not written.
  const message: RouteMessage = {
    // Before the spread: see schema/literal.ts.
    oif: undefined,
    type: undefined,
    protocol: undefined,
    table: undefined,
    scope: undefined,
    ...request,
    family,
    via: undefined,
    multipath: undefined,
    ...(via !== undefined && gateway(via, family)),
  };
  if (dev !== undefined) message.oif = yield* indexOf(dev, operation);
  if (onlink === true) message.flags = [...(message.flags ?? []), 'onlink'];
  if (multipath !== undefined) message.multipath = yield* pathsOf(multipath, family, operation);
  return message;
}

function* pathsOf(
  multipath: readonly NexthopRequest[],
  family: number,
  operation: string,
): Operation<MultipathNexthop[]> {
  const paths: MultipathNexthop[] = [];
  for (const path of multipath) {
    const { dev, via, onlink, ...rest } = path;
    paths.push({
      ...rest,
      weight: path.weight ?? 1,
      oif: dev === undefined ? (path.oif ?? 0) : yield* indexOf(dev, operation),
      flags: onlink === true ? ['onlink'] : (path.flags ?? []),
      ...(via !== undefined && gateway(via, family)),
    });
  }
  return paths;
}

/** The scope that `ip` gives to a new route that does not name one (linux/rtnetlink.h, `enum rt_scope_t`). */
function scopeOf(message: RouteMessage): number {
  if (message.family === AF_INET6 || message.family === AF_MPLS) return RT_SCOPE.universe;
  switch (message.type) {
    case 'local':
    case 'nat':
      return RT_SCOPE.host;
    case 'broadcast':
    case 'multicast':
    case 'anycast':
      return RT_SCOPE.link;
    case 'unicast': {
      const direct =
        message.gateway === undefined &&
        message.via === undefined &&
        message.multipath === undefined &&
        message.nhId === undefined;
      return direct ? RT_SCOPE.link : RT_SCOPE.universe;
    }
    default:
      return RT_SCOPE.universe;
  }
}

/** Types of route that belong into table local. */
export const LOCAL_TYPES: readonly Route['type'][] = ['local', 'broadcast', 'nat', 'anycast'];

function* create(verb: string, flags: number, request: RouteRequest): Operation<void> {
  const operation = `${verb} route ${request.dst ?? 'default'}`;
  const message = yield* messageOf(request, operation);
  message.type ??= 'unicast';
  message.protocol ??= RTPROT.boot;
  message.table ??= LOCAL_TYPES.includes(message.type) ? RT_TABLE.local : RT_TABLE.main;
  message.scope ??= scopeOf(message);
  yield* ask({
    operation,
    type: RTM_NEWROUTE,
    flags,
    body: routeMessage,
    message,
    answer: () => undefined,
  });
}

function* listRequest(filter: RouteFilter): Operation<Request<Route>> {
  const operation = 'list routes';
  const oif = yield* optionalIndexOf(filter.oif, operation);
  const decode = read(RTM_NEWROUTE, routeMessage);
  const { family, table, protocol, type } = filter;
  return dumpRequest<Route>({
    operation,
    type: RTM_GETROUTE,
    body: routeMessage,
    message: {
      family: family ?? 0,
      table,
      protocol,
      type,
      oif,
      flags: filter.cloned === true ? ['cloned'] : [],
    },
    answer: (reader, header) => {
      const route = decode(reader, header);
      return route !== undefined && matches(route, filter, oif) ? route : undefined;
    },
  });
}

/**
 * Without strict checking, for families that know no filter, and for families that it does not have itself (all
 * routes then), the kernel lists more than was asked for.
 */
function matches(route: Route, filter: RouteFilter, oif: number | undefined): boolean {
  const onDevice =
    oif === undefined || route.oif === oif || route.multipath?.some((path) => path.oif === oif) === true;
  return (
    onDevice &&
    (filter.family === undefined || filter.family === 0 || route.family === filter.family) &&
    (filter.table === undefined || route.table === filter.table) &&
    (filter.protocol === undefined || route.protocol === filter.protocol) &&
    (filter.type === undefined || route.type === filter.type)
  );
}

/** Operations on routes (`RTM_*ROUTE`, linux/rtnetlink.h). All throw NetlinkError when the kernel refuses. */
export const routes = {
  /** Lists routes. @throws NetlinkError ENOENT when the table does not exist, DumpInterruptedError */
  *list(filter: RouteFilter = {}): Operation<Route[]> {
    return yield* dump(yield* listRequest(filter));
  },

  /** The route that the kernel would take. @throws NetlinkError ENETUNREACH and what the route's type says */
  *get(query: RouteQuery): Operation<Route> {
    const { fibMatch, iif, vrf, dev = vrf, ...request } = query;
    const operation = `get route ${query.dst ?? ''}`.trimEnd();
    const message = yield* messageOf({ dev, ...request }, operation);
    const { messages } = yield* ask({
      operation,
      type: RTM_GETROUTE,
      flags: 0,
      body: routeMessage,
      message: {
        oif: undefined, // before the spread: see schema/literal.ts
        ...message,
        iif: yield* optionalIndexOf(iif, operation),
        flags: [
          // The others refuse it, and say the table in any case.
          ...(message.family === AF_INET ? ['lookupTable' as const] : []),
          ...(message.flags ?? []),
          ...(fibMatch === true ? ['fibMatch' as const] : []),
        ],
      },
      answer: read(RTM_NEWROUTE, routeMessage),
    });
    const [route] = messages;
    if (route === undefined) throw new NetlinkError({ operation, errno: ENOENT });
    return route;
  },

  /**
   * Adds a route: by default to table main, of protocol boot, with the scope that its type and gateway call for.
   * @throws NetlinkError EEXIST
   */
  add(request: RouteRequest): Operation<void> {
    return create('add', NLM_F_CREATE | NLM_F_EXCL, request);
  },
  /** Adds a route, or replaces the one with the same prefix, tos and priority. */
  replace(request: RouteRequest): Operation<void> {
    return create('replace', NLM_F_CREATE | NLM_F_REPLACE, request);
  },
  /** Changes a route. @throws NetlinkError ENOENT */
  change(request: RouteRequest): Operation<void> {
    return create('change', NLM_F_REPLACE, request);
  },
  /** Adds a route behind those with the same prefix. */
  append(request: RouteRequest): Operation<void> {
    return create('append', NLM_F_CREATE | NLM_F_APPEND, request);
  },
  /** Adds a route before those with the same prefix. */
  prepend(request: RouteRequest): Operation<void> {
    return create('prepend', NLM_F_CREATE, request);
  },

  /** Changes nothing. @throws NetlinkError EEXIST when there is such a route, ENOENT when there is none */
  test(request: RouteRequest): Operation<void> {
    return create('test', NLM_F_EXCL, request);
  },

  /** Deletes the first route that fits what is given. @throws NetlinkError ESRCH when none does */
  *delete(request: RouteRequest): Operation<void> {
    const operation = `delete route ${request.dst ?? 'default'}`;
    const message = yield* messageOf(request, operation);
    message.table ??= RT_TABLE.main;
    // Nowhere means any, but not to MPLS, which has one scope and type only and wants both said.
    if (message.family === AF_MPLS) message.type ??= 'unicast';
    message.scope ??= message.family === AF_MPLS ? RT_SCOPE.universe : RT_SCOPE.nowhere;
    yield* ask({
      operation,
      type: RTM_DELROUTE,
      flags: 0,
      body: routeMessage,
      message,
      answer: () => undefined,
    });
  },
};

/** Dumps that can be read one datagram at a time. */
export const routeStreams = {
  /** As `list`, without holding more than one datagram. @throws DumpInterruptedError at the end */
  stream: (filter: RouteFilter = {}): Operation<Request<Route>> => listRequest(filter),
};
