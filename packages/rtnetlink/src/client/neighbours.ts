import { AF_BRIDGE } from '../link/link.ts';
import { NLM_F_APPEND, NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE } from '../message/header.ts';
import {
  type Neighbour,
  type NeighbourMessage,
  neighbourMessage,
  RTM_DELNEIGH,
  RTM_GETNEIGH,
  RTM_NEWNEIGH,
} from '../neighbour.ts';
import { familyOf } from '../prefix.ts';
import { type Device, indexOf, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { NetlinkError } from './error.ts';
import { ask, type Operation, type Request } from './request.ts';

/** What is asked for a neighbour, `permanent` where no state is given. A listed {@link Neighbour} is one too. */
export type NeighbourRequest = NeighbourMessage & {
  /** The interface, in place of `index`. */
  readonly dev?: Device | undefined;
};

/** Which neighbours to list. */
export interface NeighbourFilter {
  /** `AF_INET` (2), `AF_INET6` (10), or `AF_BRIDGE` (7) for forwarding database entries; default all but these. */
  readonly family?: number;
  readonly dev?: Device;
  /** Of the ports of this device; 0xffffffff: of devices that are no port. */
  readonly master?: Device;
  /** The proxy entries in place of the others. */
  readonly proxy?: boolean;
}

const ENOENT = 2;

/** `NUD_NONE`, the kernel's own default, would make an entry that nothing uses and no dump shows. */
const PERMANENT: NeighbourMessage['state'] = ['permanent'];

function* send(verb: string, type: number, flags: number, request: NeighbourRequest): Operation<void> {
  const { dev, ...message } = request;
  const operation = `${verb} neighbour ${request.dst ?? request.lladdr ?? ''}`.trimEnd();
  yield* ask({
    operation,
    type,
    flags,
    body: neighbourMessage,
    message: { state: PERMANENT, ...message, ...(yield* target(request, operation)) },
    answer: () => undefined,
  });
}

function* target(
  request: NeighbourRequest,
  operation: string,
): Operation<Pick<NeighbourMessage, 'family' | 'index'>> {
  return {
    family: request.family ?? (request.dst === undefined ? 0 : familyOf(request.dst)),
    index: request.dev === undefined ? (request.index ?? 0) : yield* indexOf(request.dev, operation),
  };
}

/** What the kernel finds an entry by; it refuses a question that says more. */
function keyOf({ family, dst, flags = [], lladdr, vlan, vni, srcVni }: NeighbourRequest): NeighbourMessage {
  const kept = (names: Neighbour['flags']): Neighbour['flags'] =>
    flags.filter((flag) => names.includes(flag));
  return family === AF_BRIDGE
    ? { lladdr, vlan, vni, srcVni, flags: kept(['self', 'master']) }
    : { dst, flags: kept(['proxy']) };
}

function* listRequest(filter: NeighbourFilter): Operation<Request<Neighbour>> {
  const operation = 'list neighbours';
  const ifindex = yield* optionalIndexOf(filter.dev, operation);
  const master = yield* optionalIndexOf(filter.master, operation);
  const decode = read(RTM_NEWNEIGH, neighbourMessage);
  return dumpRequest<Neighbour>({
    operation,
    type: RTM_GETNEIGH,
    body: neighbourMessage,
    message: { family: filter.family, flags: filter.proxy === true ? ['proxy'] : [], ifindex, master },
    answer: (reader, header) => {
      const neighbour = decode(reader, header);
      // Without strict checking the kernel ignores the filter.
      return neighbour !== undefined && (ifindex === undefined || neighbour.index === ifindex)
        ? neighbour
        : undefined;
    },
  });
}

/** Operations on neighbours (`RTM_*NEIGH`, linux/neighbour.h). All throw NetlinkError when the kernel refuses. */
export const neighbours = {
  /** Lists neighbours in the order of the kernel's hash table. @throws DumpInterruptedError */
  *list(filter: NeighbourFilter = {}): Operation<Neighbour[]> {
    return yield* dump(yield* listRequest(filter));
  },
  /**
   * One neighbour by interface and address, a proxy entry with flag `proxy`.
   * @throws NetlinkError ENOENT
   */
  *get(request: NeighbourRequest): Operation<Neighbour> {
    const operation = `get neighbour ${request.dst ?? request.lladdr ?? ''}`.trimEnd();
    const { messages } = yield* ask({
      operation,
      type: RTM_GETNEIGH,
      flags: 0,
      body: neighbourMessage,
      message: {
        dst: undefined, // before the spread: see schema/literal.ts
        ...keyOf(request),
        ...(yield* target(request, operation)),
      },
      answer: read(RTM_NEWNEIGH, neighbourMessage),
    });
    const [neighbour] = messages;
    if (neighbour === undefined) throw new NetlinkError({ operation, errno: ENOENT });
    return neighbour;
  },
  /** Adds a neighbour. @throws NetlinkError EEXIST */
  *add(request: NeighbourRequest): Operation<void> {
    yield* send('add', RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_EXCL, request);
  },
  /** Adds a neighbour or changes it. */
  *replace(request: NeighbourRequest): Operation<void> {
    yield* send('replace', RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE, request);
  },
  /** Changes a neighbour. @throws NetlinkError ENOENT */
  *change(request: NeighbourRequest): Operation<void> {
    yield* send('change', RTM_NEWNEIGH, NLM_F_REPLACE, request);
  },
  /** Adds one more destination to a forwarding database entry. */
  *append(request: NeighbourRequest): Operation<void> {
    yield* send('append', RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_APPEND, request);
  },
  /** Deletes a neighbour. @throws NetlinkError ENOENT */
  *delete(request: NeighbourRequest): Operation<void> {
    yield* send('delete', RTM_DELNEIGH, 0, request);
  },
};

/** Dumps that can be read one datagram at a time. */
export const neighbourStreams = {
  /** As `list`, without holding more than one datagram. @throws DumpInterruptedError at the end */
  stream: (filter: NeighbourFilter = {}): Operation<Request<Neighbour>> => listRequest(filter),
};
