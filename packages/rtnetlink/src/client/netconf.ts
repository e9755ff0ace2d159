import {
  NETCONFA_IFINDEX_ALL,
  NETCONFA_IFINDEX_DEFAULT,
  type Netconf,
  netconfMessage,
  RTM_GETNETCONF,
  RTM_NEWNETCONF,
} from '../netconf.ts';
import { type Device, indexOf } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { NetlinkError } from './error.ts';
import { ask, type Operation, type Request } from './request.ts';

/**
 * Whose settings: an interface; `all`, whose settings hold beside those of each interface; or `default`, which a new
 * interface begins with. The kernel gives no interface these names.
 */
export type NetconfDevice = Device | 'all' | 'default';

/** Which settings to list. */
export interface NetconfFilter {
  /** `AF_INET` (2), `AF_INET6` (10) or `AF_MPLS` (28); default all */
  readonly family?: number;
  readonly dev?: NetconfDevice;
}

const ENOENT = 2;

function* ifindexOf(dev: NetconfDevice, operation: string): Operation<number> {
  if (dev === 'all') return NETCONFA_IFINDEX_ALL;
  return dev === 'default' ? NETCONFA_IFINDEX_DEFAULT : yield* indexOf(dev, operation);
}

function* listRequest({ family, dev }: NetconfFilter): Operation<Request<Netconf>> {
  const operation = 'list netconf';
  const ifindex = dev === undefined ? undefined : yield* ifindexOf(dev, operation);
  const decode = read(RTM_NEWNETCONF, netconfMessage);
  return dumpRequest<Netconf>({
    operation,
    type: RTM_GETNETCONF,
    body: netconfMessage,
    // A strict kernel takes no attribute in a dump request.
    message: { family },
    answer: (reader, header) => {
      const netconf = decode(reader, header);
      if (ifindex !== undefined && netconf?.ifindex !== ifindex) return undefined;
      // A kernel without the family lists all of the others.
      return family === undefined || netconf?.family === family ? netconf : undefined;
    },
  });
}

/**
 * Settings of address families for interfaces (`RTM_*NETCONF`, linux/netconf.h), which the kernel reports and does
 * not take this way. All throw NetlinkError when the kernel refuses.
 */
export const netconf = {
  /** Lists settings by family and interface, `all` and `default` last. @throws DumpInterruptedError */
  *list(filter: NetconfFilter = {}): Operation<Netconf[]> {
    return yield* dump(yield* listRequest(filter));
  },

  /**
   * The settings of one family for one interface.
   * @throws NetlinkError ENODEV (from old kernels EINVAL) when there is none, EOPNOTSUPP when the kernel does not have
   * the family
   */
  *get(family: number, dev: NetconfDevice): Operation<Netconf> {
    const operation = `get netconf of ${dev}`;
    const { messages } = yield* ask({
      operation,
      type: RTM_GETNETCONF,
      flags: 0,
      body: netconfMessage,
      message: { family, ifindex: yield* ifindexOf(dev, operation) },
      answer: read(RTM_NEWNETCONF, netconfMessage),
    });
    const [found] = messages;
    if (found === undefined) throw new NetlinkError({ operation, errno: ENOENT });
    return found;
  },
};

/** Dumps that can be read one datagram at a time. */
export const netconfStreams = {
  /** As `list`, without holding more than one datagram. @throws DumpInterruptedError at the end */
  stream: (filter: NetconfFilter = {}): Operation<Request<Netconf>> => listRequest(filter),
};
