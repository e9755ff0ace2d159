import { AF_BRIDGE } from '../link/link.ts';
import { NLM_F_APPEND, NLM_F_BULK, NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE } from '../message/header.ts';
import {
  type Neighbour,
  type NeighbourMessage,
  NTF,
  NUD,
  neighbourMessage,
  RTM_DELNEIGH,
  RTM_GETNEIGH,
  RTM_NEWNEIGH,
} from '../neighbour.ts';
import { flagBits } from '../schema/names.ts';
import { type Device, indexOf, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { NetlinkError } from './error.ts';
import { ask, type Operation, type Request } from './request.ts';

/**
 * What is asked for an entry: `{ dev: 'port0', lladdr: '02:00:00:00:00:01', vlan: 5 }`. A listed {@link Neighbour} of
 * family AF_BRIDGE is one too.
 *
 * `flags` says whose entry it is: the bridge's (`master`, the default) or the device's own (`self`), as those of a
 * VXLAN device. Without `state` it is `permanent` and `noarp`: an address of the port's own, which never ages.
 */
export type FdbRequest = NeighbourMessage & {
  /** The port, VXLAN device or bridge, in place of `index`. */
  readonly dev?: Device | undefined;
  /** The interface that packets to `dst` leave through, in place of `ifindex`. */
  readonly via?: Device | undefined;
};

/** Which entry to get. */
export interface FdbQuery {
  readonly lladdr: string;
  /** The port or VXLAN device; or the bridge in `master`. */
  readonly dev?: Device;
  /** The bridge that is asked. */
  readonly master?: Device;
  readonly vlan?: number;
  /** Of VXLAN devices. */
  readonly vni?: number;
  readonly srcVni?: number;
  /** `self` asks the device itself in place of its bridge. */
  readonly flags?: Neighbour['flags'];
}

/** Which entries to list. The kernel does the filtering by `dev` and `master`. */
export interface FdbFilter {
  /** The port or VXLAN device. */
  readonly dev?: Device;
  /** The bridge. */
  readonly master?: Device;
  readonly vlan?: number;
}

/** Which entries to delete at once; all of the bridge or VXLAN device where nothing else is given. */
export interface FdbFlush {
  /** The bridge or VXLAN device. */
  readonly dev: Device;
  /** Whose entries: those of `dev` itself (`self`, the default), or of the bridge that it is a port of (`master`). */
  readonly owner?: readonly ('self' | 'master')[];
  /** Entries of this port only. */
  readonly port?: Device;
  readonly vlan?: number;
  /** Entries with these bits of the state set (`true`) or not: `{ permanent: false }`. */
  readonly state?: { readonly [K in keyof typeof NUD]?: boolean };
  /** Entries with these flags set (`true`) or not: `{ extLearned: true }`. */
  readonly flags?: { readonly [K in keyof typeof NTF]?: boolean };
}

const ENOENT = 2;

const PERMANENT = ['permanent', 'noarp'] as const;

/** @param isOwn whether the entry is of a bridge itself, which is listed as its own master */
function withOwner(flags: Neighbour['flags'], isOwn: boolean): Neighbour['flags'] {
  if (flags.includes('self') || flags.includes('master')) return flags;
  return [...flags, isOwn ? 'self' : 'master'];
}

/** A bridge reports entries that it has not heard of for a while as stale, and takes them as reachable. */
const settableState = (state: Neighbour['state']): Neighbour['state'] =>
  state.map((bit) => (bit === 'stale' ? 'reachable' : bit));

function* send(verb: string, type: number, flags: number, request: FdbRequest): Operation<void> {
  const { dev, via, master, ...message } = request;
  const operation = `${verb} fdb entry ${request.lladdr ?? ''}`.trimEnd();
  const index = (yield* optionalIndexOf(dev, operation)) ?? message.index;
  const ifindex = (yield* optionalIndexOf(via, operation)) ?? message.ifindex;
  yield* ask({
    operation,
    type,
    flags,
    body: neighbourMessage,
    message: {
      master: undefined, // before the spread: see schema/literal.ts
      ...message,
      family: AF_BRIDGE,
      index,
      ifindex,
      state: settableState(message.state ?? PERMANENT),
      flags: withOwner(message.flags ?? [], master !== undefined && master === index),
    },
    answer: () => undefined,
  });
}

function* listRequest(filter: FdbFilter): Operation<Request<Neighbour>> {
  const operation = 'list fdb';
  const index = yield* optionalIndexOf(filter.dev, operation);
  const decode = read(RTM_NEWNEIGH, neighbourMessage);
  return dumpRequest<Neighbour>({
    operation,
    type: RTM_GETNEIGH,
    body: neighbourMessage,
    message: { family: AF_BRIDGE, index, master: yield* optionalIndexOf(filter.master, operation) },
    answer: (reader, header) => {
      const entry = decode(reader, header);
      if (entry === undefined || entry.family !== AF_BRIDGE) return undefined;
      if (index !== undefined && entry.index !== index) return undefined;
      return filter.vlan === undefined || entry.vlan === filter.vlan ? entry : undefined;
    },
  });
}

/** A choice of bits as a value and the mask of those that count. */
function choice<W extends Readonly<Record<string, number>>>(
  words: W,
  wanted: { readonly [K in keyof W]?: boolean } = {},
): { readonly set: (keyof W & string)[]; readonly mask: number | undefined } {
  // A mapped type loses its keys in Object.keys.
  const names = Object.keys(wanted) as (keyof W & string)[];
  const mask = flagBits(words, names);
  return {
    set: names.filter((name) => wanted[name] === true),
    mask: names.length === 0 || typeof mask !== 'number' ? undefined : mask,
  };
}

/**
 * Forwarding databases of bridges and VXLAN devices (`RTM_*NEIGH` of family AF_BRIDGE, linux/neighbour.h). All throw
 * NetlinkError when the kernel refuses.
 */
export const fdb = {
  /** Lists entries, those of the devices themselves among them. @throws DumpInterruptedError */
  *list(filter: FdbFilter = {}): Operation<Neighbour[]> {
    return yield* dump(yield* listRequest(filter));
  },

  /** One entry. @throws NetlinkError ENOENT */
  *get(query: FdbQuery): Operation<Neighbour> {
    const { dev, master, ...message } = query;
    const operation = `get fdb entry ${query.lladdr}`;
    const { messages } = yield* ask({
      operation,
      type: RTM_GETNEIGH,
      flags: 0,
      body: neighbourMessage,
      message: {
        state: undefined, // before the spread: see schema/literal.ts
        ...message,
        family: AF_BRIDGE,
        index: yield* optionalIndexOf(dev, operation),
        master: yield* optionalIndexOf(master, operation),
      },
      answer: read(RTM_NEWNEIGH, neighbourMessage),
    });
    const [entry] = messages;
    if (entry === undefined) throw new NetlinkError({ operation, errno: ENOENT });
    return entry;
  },

  /** Adds an entry. @throws NetlinkError EEXIST */
  *add(request: FdbRequest): Operation<void> {
    yield* send('add', RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_EXCL, request);
  },

  /** Adds one more destination to an entry of a VXLAN device. */
  *append(request: FdbRequest): Operation<void> {
    yield* send('append', RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_APPEND, request);
  },

  /** Adds an entry or changes it. */
  *replace(request: FdbRequest): Operation<void> {
    yield* send('replace', RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE, request);
  },

  /** Deletes an entry. @throws NetlinkError ENOENT */
  *delete(request: FdbRequest): Operation<void> {
    yield* send('delete', RTM_DELNEIGH, 0, request);
  },

  /** Deletes entries at once (`NLM_F_BULK`): of bridges from Linux 6.0 on, of VXLAN devices from 6.7 on. */
  *flush(request: FdbFlush): Operation<void> {
    const operation = `flush fdb of ${request.dev}`;
    const state = choice(NUD, request.state);
    const flags = choice(NTF, request.flags);
    yield* ask({
      operation,
      type: RTM_DELNEIGH,
      flags: NLM_F_BULK,
      body: neighbourMessage,
      message: {
        family: AF_BRIDGE,
        index: yield* indexOf(request.dev, operation),
        ifindex: yield* optionalIndexOf(request.port, operation),
        vlan: request.vlan,
        state: state.set,
        flags: [...flags.set, ...(request.owner ?? (['self'] as const))],
        ndmStateMask: state.mask,
        ndmFlagsMask: flags.mask,
      },
      answer: () => undefined,
    });
  },
};

/** Dumps that can be read one datagram at a time. */
export const fdbStreams = {
  /** As `list`, without holding more than one datagram. @throws DumpInterruptedError at the end */
  stream: (filter: FdbFilter = {}): Operation<Request<Neighbour>> => listRequest(filter),
};
