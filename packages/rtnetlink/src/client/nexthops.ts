import { NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE } from '../message/header.ts';
import {
  type Nexthop,
  type NexthopMessage,
  nexthopMessage,
  RTM_DELNEXTHOP,
  RTM_GETNEXTHOP,
  RTM_NEWNEXTHOP,
} from '../nexthop.ts';
import { AF_INET, familyOf } from '../prefix.ts';
import { type Device, indexOf, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { NetlinkError } from './error.ts';
import { ask, type Operation, type Request } from './request.ts';

/**
 * What is asked for a nexthop object: `{ id: 1, via: '192.0.2.1', dev: 'eth0' }`, or
 * `{ id: 9, group: [{ id: 1, weight: 3 }, { id: 2 }] }`. A listed {@link Nexthop} is one too.
 */
export type NexthopObjectRequest = NexthopMessage & {
  /** The interface, in place of `oif`. */
  readonly dev?: Device | undefined;
  /** The gateway, in place of `gateway`. */
  readonly via?: string | undefined;
  /** The gateway is reachable on the interface, although no prefix of it says so. */
  readonly onlink?: boolean | undefined;
};

/** Which nexthop objects to list. */
export interface NexthopFilter {
  readonly family?: number;
  readonly dev?: Device;
  readonly master?: Device;
  /** Groups only. */
  readonly groups?: true;
  /** Those for bridge forwarding entries only. */
  readonly fdb?: true;
  /** See {@link NexthopStats}. */
  readonly stats?: NexthopStats;
}

/**
 * Asks for the counters of groups (Linux 6.9; older kernels refuse it): of the software, or also of the hardware,
 * which needs `hwStatsEnable`.
 */
export type NexthopStats = 'software' | 'hardware';

const ENOENT = 2;

function opFlags(stats: NexthopStats | undefined): NexthopMessage['opFlags'] {
  if (stats === undefined) return undefined;
  return stats === 'hardware' ? ['dumpStats', 'dumpHwStats'] : ['dumpStats'];
}

function* listRequest(filter: NexthopFilter): Operation<Request<Nexthop>> {
  const operation = 'list nexthops';
  const decode = read(RTM_NEWNEXTHOP, nexthopMessage);
  return dumpRequest<Nexthop>({
    operation,
    type: RTM_GETNEXTHOP,
    body: nexthopMessage,
    message: {
      family: filter.family,
      oif: yield* optionalIndexOf(filter.dev, operation),
      master: yield* optionalIndexOf(filter.master, operation),
      groups: filter.groups,
      fdb: filter.fdb,
      opFlags: opFlags(filter.stats),
    },
    answer: (reader, header) => {
      const nexthop = decode(reader, header);
      // The kernel takes this one filter and lists all the same (Linux 6.18).
      return filter.fdb === true && nexthop?.fdb !== true ? undefined : nexthop;
    },
  });
}

function* create(verb: string, flags: number, request: NexthopObjectRequest): Operation<void> {
  // What the kernel says of the object and refuses to be told.
  const { dev, via, onlink, scope: _scope, opFlags: _opFlags, ...fields } = request;
  const operation = `${verb} nexthop ${request.id ?? ''}`.trimEnd();
  const gateway = via ?? request.gateway;
  const isGroup = request.group !== undefined;
  yield* ask({
    operation,
    type: RTM_NEWNEXTHOP,
    flags,
    body: nexthopMessage,
    message: {
      oif: undefined, // before the spread: see schema/literal.ts
      ...fields,
      gateway,
      // A group has no family of its own.
      family: request.family ?? (gateway !== undefined ? familyOf(gateway) : isGroup ? 0 : AF_INET),
      ...(dev !== undefined && { oif: yield* indexOf(dev, operation) }),
      ...(onlink === true && { flags: [...(fields.flags ?? []), 'onlink'] }),
    },
    answer: () => undefined,
  });
}

/** Operations on nexthop objects (`RTM_*NEXTHOP`, linux/nexthop.h). All throw NetlinkError on a refusal. */
export const nexthops = {
  /** Lists nexthop objects by id. @throws DumpInterruptedError */
  *list(filter: NexthopFilter = {}): Operation<Nexthop[]> {
    return yield* dump(yield* listRequest(filter));
  },

  /** One nexthop object. @throws NetlinkError ENOENT */
  *get(id: number, options: { readonly stats?: NexthopStats } = {}): Operation<Nexthop> {
    const operation = `get nexthop ${id}`;
    const { messages } = yield* ask({
      operation,
      type: RTM_GETNEXTHOP,
      flags: 0,
      body: nexthopMessage,
      message: { id, opFlags: opFlags(options.stats) },
      answer: read(RTM_NEWNEXTHOP, nexthopMessage),
    });
    const [nexthop] = messages;
    if (nexthop === undefined) throw new NetlinkError({ operation, errno: ENOENT });
    return nexthop;
  },

  /** Adds a nexthop object. @throws NetlinkError EEXIST */
  *add(request: NexthopObjectRequest): Operation<void> {
    yield* create('add', NLM_F_CREATE | NLM_F_EXCL, request);
  },

  /** Adds a nexthop object, or replaces the one with its id. */
  *replace(request: NexthopObjectRequest): Operation<void> {
    yield* create('replace', NLM_F_CREATE | NLM_F_REPLACE, request);
  },

  /**
   * Deletes a nexthop object, and the routes that use it. The kernel takes nothing beside the id.
   * @throws NetlinkError ENOENT
   */
  *delete(which: number | NexthopMessage): Operation<void> {
    const message = typeof which === 'number' ? { id: which } : which;
    yield* ask({
      operation: `delete nexthop ${message.id ?? ''}`.trimEnd(),
      type: RTM_DELNEXTHOP,
      flags: 0,
      body: nexthopMessage,
      message,
      answer: () => undefined,
    });
  },
};

/** Dumps that can be read one datagram at a time. */
export const nexthopStreams = {
  /** As `list`, without holding more than one datagram. @throws DumpInterruptedError at the end */
  stream: (filter: NexthopFilter = {}): Operation<Request<Nexthop>> => listRequest(filter),
};
