import { type Nexthop, nexthopMessage, RTM_GETNEXTHOPBUCKET, RTM_NEWNEXTHOPBUCKET } from '../nexthop.ts';
import { type Device, optionalIndexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { NetlinkError } from './error.ts';
import { ask, type Operation, type Request } from './request.ts';

/** Which buckets to list; those of all resilient groups where nothing is said. */
export interface NexthopBucketFilter {
  /** The group. */
  readonly id?: number;
  /** Those that lead to this nexthop object. */
  readonly nhId?: number;
  /** Those that lead to an interface. */
  readonly dev?: Device;
  /** Those that lead to an interface with this master. */
  readonly master?: Device;
}

const ENOENT = 2;

function* listRequest(filter: NexthopBucketFilter): Operation<Request<Nexthop>> {
  const operation = 'list nexthop buckets';
  return dumpRequest<Nexthop>({
    operation,
    type: RTM_GETNEXTHOPBUCKET,
    body: nexthopMessage,
    message: {
      id: filter.id,
      oif: yield* optionalIndexOf(filter.dev, operation),
      master: yield* optionalIndexOf(filter.master, operation),
      resBucket: filter.nhId === undefined ? undefined : { nhId: filter.nhId },
    },
    answer: read(RTM_NEWNEXTHOPBUCKET, nexthopMessage),
  });
}

/**
 * Operations on the buckets of resilient groups of nexthop objects (`RTM_*NEXTHOPBUCKET`, linux/nexthop.h), which
 * the kernel makes with the group. All throw NetlinkError on a refusal.
 */
export const nexthopBuckets = {
  /** Lists buckets by group and index: `id` is the group, `resBucket` the bucket. @throws DumpInterruptedError */
  *list(filter: NexthopBucketFilter = {}): Operation<Nexthop[]> {
    return yield* dump(yield* listRequest(filter));
  },

  /** One bucket of group `id`. @throws NetlinkError ENOENT */
  *get(id: number, index: number): Operation<Nexthop> {
    const operation = `get nexthop bucket ${id} ${index}`;
    const { messages } = yield* ask({
      operation,
      type: RTM_GETNEXTHOPBUCKET,
      flags: 0,
      body: nexthopMessage,
      message: { id, resBucket: { index } },
      answer: read(RTM_NEWNEXTHOPBUCKET, nexthopMessage),
    });
    const [bucket] = messages;
    if (bucket === undefined) throw new NetlinkError({ operation, errno: ENOENT });
    return bucket;
  },
};

/** Dumps that can be read one datagram at a time. */
export const nexthopBucketStreams = {
  /** As `list`, without holding more than one datagram. @throws DumpInterruptedError at the end */
  stream: (filter: NexthopBucketFilter = {}): Operation<Request<Nexthop>> => listRequest(filter),
};
