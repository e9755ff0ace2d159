import { AF_BRIDGE } from '../link/link.ts';
import {
  type Mdb,
  type MdbEntryInfo,
  type MdbRequestMessage,
  type MdbRouterPort,
  mdbMessage,
  mdbRequestMessage,
  RTM_DELMDB,
  RTM_GETMDB,
  RTM_NEWMDB,
} from '../mdb/mdb.ts';
import { NLM_F_BULK, NLM_F_CREATE, NLM_F_EXCL, NLM_F_REPLACE, NLMSG_HDRLEN } from '../message/header.ts';
import { type Device, indexOf, optionalIndexOf } from './device.ts';
import { dump, dumpRequest } from './dump.ts';
import { NetlinkError } from './error.ts';
import { ask, type Operation, type Request } from './request.ts';

/** A member of a multicast group, of the bridge or VXLAN device that has the index `dev`. */
export type MdbEntry = MdbEntryInfo & { readonly dev: number };

/** A port that has a multicast router behind it, of the bridge that has the index `dev`. */
export type MdbRouter = MdbRouterPort & { readonly dev: number };

/**
 * What is asked for a member: `{ dev: 'br0', port: 'port0', address: '239.1.1.1' }`. A listed {@link MdbEntry} is
 * one too. Members are `permanent` where no state is given.
 */
export type MdbRequest = Partial<Omit<MdbEntryInfo, 'port'>> & {
  /** The bridge or VXLAN device. */
  readonly dev: Device;
  /** The port, or the bridge itself. */
  readonly port?: Device | undefined;
};

/** Which members to list. */
export interface MdbFilter {
  /** The bridge or VXLAN device. */
  readonly dev?: Device;
  readonly port?: Device;
  readonly vid?: number;
}

/** Which members to delete at once; all of the bridge where nothing else is given. */
export interface MdbFlush {
  readonly dev: Device;
  readonly port?: Device;
  readonly vid?: number;
  readonly state?: MdbEntryInfo['state'];
  /** `RTPROT_*` */
  readonly rtprot?: number;
}

const ENOENT = 2;

/** No group. */
const ANY = '00:00:00:00:00:00';

/** `RTPROT_STATIC`: what the kernel gives to members that have no protocol, and the lowest that it takes. */
const RTPROT_STATIC = 4;

/** Of `stateMask`: the bit that tells permanent members from temporary ones. */
const STATE_BIT = 1;

/** What names a member: the group, its source and, on VXLAN devices, the destination. */
function* target(request: MdbRequest, operation: string): Operation<MdbRequestMessage> {
  const { dev, port, state = 'permanent', vid = 0, address = ANY, ...entry } = request;
  const { source, dst, dstPort, vni, ifindex, srcVni } = entry;
  const bridge = yield* indexOf(dev, operation);
  return {
    family: AF_BRIDGE,
    ifindex: bridge,
    entry: { port: (yield* optionalIndexOf(port, operation)) ?? bridge, state, flags: [], vid, address },
    attrs: { source, dst, dstPort, vni, ifindex, srcVni },
  };
}

/** How a member is to be. Linux 6.1 refuses these attributes, so what the kernel assumes by itself is not sent. */
function settings({ source, srcList, groupMode, rtprot = 0 }: MdbRequest): MdbRequestMessage['attrs'] {
  const isAnySource = source === undefined;
  const isDefault = groupMode === 'exclude' && srcList === undefined;
  return {
    ...(isAnySource && { srcList, groupMode: isDefault ? undefined : groupMode }),
    ...(rtprot > RTPROT_STATIC && { rtprot }),
  };
}

/** Without an empty nest, which Linux 6.1 does not need and a deletion of all must not have. */
function compact(message: MdbRequestMessage): MdbRequestMessage {
  const isEmpty = Object.values(message.attrs ?? {}).every((value) => value === undefined);
  return isEmpty ? { ...message, attrs: undefined } : message;
}

function* send(verb: string, type: number, flags: number, request: MdbRequest): Operation<void> {
  const operation = `${verb} mdb entry ${String(request.address ?? '')}`.trimEnd();
  const message = yield* target(request, operation);
  const attrs = type === RTM_NEWMDB ? { ...message.attrs, ...settings(request) } : message.attrs;
  yield* ask({
    operation,
    type,
    flags,
    body: mdbRequestMessage,
    message: compact({ ...message, attrs }),
    answer: () => undefined,
  });
}

/** Databases in an answer. Kernels send those of a dump with the type of the request. */
const answer: Request<Mdb>['answer'] = (reader, header) =>
  header.type === RTM_NEWMDB || header.type === RTM_GETMDB
    ? mdbMessage.read(reader, header.start + NLMSG_HDRLEN, header.end)
    : undefined;

function* databases(operation: string, dev: Device | undefined): Operation<Mdb[]> {
  const index = yield* optionalIndexOf(dev, operation);
  const all = yield* dump(
    dumpRequest<Mdb>({
      operation,
      type: RTM_GETMDB,
      body: mdbRequestMessage,
      // The kernel refuses to filter.
      message: { family: AF_BRIDGE },
      answer,
    }),
  );
  return all.filter(({ ifindex }) => index === undefined || ifindex === index);
}

const entriesOf = ({ ifindex: dev, mdb: nest }: Mdb): MdbEntry[] =>
  (nest?.entry ?? []).flatMap(({ info = [] }) => info.map((entry) => ({ ...entry, dev })));

/**
 * Multicast forwarding databases of bridges and VXLAN devices (`RTM_*MDB`, linux/if_bridge.h). All throw NetlinkError
 * when the kernel refuses.
 */
export const mdb = {
  /** Lists members of multicast groups. @throws DumpInterruptedError */
  *list(filter: MdbFilter = {}): Operation<MdbEntry[]> {
    const operation = 'list mdb';
    const port = yield* optionalIndexOf(filter.port, operation);
    const entries = (yield* databases(operation, filter.dev)).flatMap(entriesOf);
    return entries.filter(
      (entry) =>
        (port === undefined || entry.port === port) && (filter.vid === undefined || entry.vid === filter.vid),
    );
  },

  /** Lists ports that have multicast routers behind them. @throws DumpInterruptedError */
  *listRouters(filter: Pick<MdbFilter, 'dev'> = {}): Operation<MdbRouter[]> {
    const found = yield* databases('list mdb routers', filter.dev);
    return found.flatMap(({ ifindex: dev, router }) =>
      (router?.port ?? []).map((port) => ({ ...port, dev })),
    );
  },

  /**
   * The members of one group: `{ dev: 'br0', address: '239.1.1.1' }`, with `source` those of (S, G).
   * @throws NetlinkError ENOENT, and EOPNOTSUPP before Linux 6.8
   */
  *get(request: Pick<MdbRequest, 'dev' | 'address' | 'vid' | 'source' | 'srcVni'>): Operation<MdbEntry[]> {
    const operation = `get mdb entry ${String(request.address ?? '')}`.trimEnd();
    const { dev, address = ANY, vid = 0, source, srcVni } = request;
    const { messages } = yield* ask({
      operation,
      type: RTM_GETMDB,
      flags: 0,
      body: mdbRequestMessage,
      message: compact({
        family: AF_BRIDGE,
        ifindex: yield* indexOf(dev, operation),
        entry: { port: 0, state: 'temporary', flags: [], vid, address },
        attrs: { source, srcVni },
      }),
      answer,
    });
    if (messages.length === 0) throw new NetlinkError({ operation, errno: ENOENT });
    return messages.flatMap(entriesOf);
  },

  /** Adds a member. @throws NetlinkError EEXIST */
  *add(request: MdbRequest): Operation<void> {
    yield* send('add', RTM_NEWMDB, NLM_F_CREATE | NLM_F_EXCL, request);
  },

  /** Adds a member or changes it. @throws NetlinkError EEXIST before Linux 6.3, which changes none */
  *replace(request: MdbRequest): Operation<void> {
    yield* send('replace', RTM_NEWMDB, NLM_F_CREATE | NLM_F_REPLACE, request);
  },

  /** Deletes a member. @throws NetlinkError EINVAL (bridge) or ENOENT (VXLAN device) when there is none */
  *delete(request: MdbRequest): Operation<void> {
    yield* send('delete', RTM_DELMDB, 0, request);
  },

  /** Deletes members at once (`NLM_F_BULK`). @throws NetlinkError EINVAL or EOPNOTSUPP before Linux 6.8 */
  *flush({ dev, port, vid = 0, state, rtprot }: MdbFlush): Operation<void> {
    const operation = `flush mdb of ${dev}`;
    yield* ask({
      operation,
      type: RTM_DELMDB,
      flags: NLM_F_BULK,
      body: mdbRequestMessage,
      message: compact({
        family: AF_BRIDGE,
        ifindex: yield* indexOf(dev, operation),
        entry: {
          port: (yield* optionalIndexOf(port, operation)) ?? 0,
          state: state ?? 'temporary',
          flags: [],
          vid,
          address: ANY,
        },
        attrs: { rtprot, stateMask: state === undefined ? undefined : STATE_BIT },
      }),
      answer: () => undefined,
    });
  },
};
