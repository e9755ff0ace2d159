import { type NetnsSpec, openNetns } from '@iplink-ts/socket';
import {
  NSID_NOT_ASSIGNED,
  type Nsid,
  type NsidMessage,
  nsidMessage,
  RTM_GETNSID,
  RTM_NEWNSID,
} from '../nsid.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { ask, type Operation } from './request.ts';

/** `NETNSA_NSID` of a request that leaves the choice of the id to the kernel */
const CHOOSE = -1;

const name = (netns: NetnsSpec): string => (typeof netns === 'string' ? netns : JSON.stringify(netns));

function* get(operation: string, message: NsidMessage): Operation<Nsid | undefined> {
  const { messages } = yield* ask({
    operation,
    type: RTM_GETNSID,
    flags: 0,
    body: nsidMessage,
    message,
    answer: read(RTM_NEWNSID, nsidMessage),
  });
  return messages[0];
}

function* set(operation: string, fd: number, nsid: number, isFollowed = false): Operation<void> {
  yield* ask({
    operation,
    isFollowed,
    type: RTM_NEWNSID,
    flags: 0,
    body: nsidMessage,
    message: { fd, nsid },
    answer: () => undefined,
  });
}

/** The id of the namespace that is open at `fd`; one is given to it when it has none. */
export function* nsidOf(fd: number, operation: string): Operation<number> {
  const known = yield* get(operation, { fd });
  if (known?.nsid !== undefined && known.nsid !== NSID_NOT_ASSIGNED) return known.nsid;
  yield* set(operation, fd, CHOOSE, true);
  const given = yield* get(operation, { fd });
  return given?.nsid ?? NSID_NOT_ASSIGNED;
}

/** Ids by which this namespace knows others (`RTM_*NSID`, linux/net_namespace.h). */
export const nsids = {
  /** The id of a namespace here, or undefined when it has none. */
  *get(netns: NetnsSpec, options: { readonly targetNsid?: number } = {}): Operation<number | undefined> {
    using open = openNetns(netns);
    const answer = yield* get(`get nsid of ${name(netns)}`, { fd: open.fd, ...options });
    return answer?.nsid === NSID_NOT_ASSIGNED ? undefined : answer?.nsid;
  },

  /** What `nsid` is called in the namespace that has the id `targetNsid` here. */
  *translate(nsid: number, targetNsid?: number | undefined): Operation<Nsid | undefined> {
    return yield* get(`translate nsid ${nsid}`, { nsid, targetNsid });
  },

  /** Gives a namespace an id here; without one the kernel chooses. @throws NetlinkError EEXIST: it has one */
  *set(netns: NetnsSpec, nsid: number = CHOOSE): Operation<void> {
    using open = openNetns(netns);
    yield* set(`set nsid of ${name(netns)}`, open.fd, nsid);
  },

  /** All namespaces that have an id here, or in the namespace with the id `targetNsid`. */
  *list(filter: { readonly targetNsid?: number } = {}): Operation<Nsid[]> {
    return yield* dump(
      dumpRequest({
        operation: 'list nsids',
        type: RTM_GETNSID,
        body: nsidMessage,
        message: filter,
        answer: read(RTM_NEWNSID, nsidMessage),
      }),
    );
  },
};
