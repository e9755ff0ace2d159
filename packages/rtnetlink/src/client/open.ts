import { NetlinkSocket, type Netns, type NetnsSpec, openNetns } from '@iplink-ts/socket';
import { NetlinkError } from './error.ts';
import type { Transport } from './transport.ts';

/** Is told what the kernel says of a request that succeeded. */
export type OnWarning = (text: string, operation: string) => void;

/** How a client is opened. */
export interface OpenOptions {
  /** The network namespace to work in: the socket is opened there and stays there. Default: the caller's. */
  readonly netns?: NetnsSpec | undefined;
  /** `NETLINK_GET_STRICT_CHK`: the kernel checks filters and obeys them. Default true. */
  readonly strict?: boolean | undefined;
  /** `SO_RCVBUF` in bytes. Default 1 MiB; at least 16 KiB, so that any answer but the largest links' has room. */
  readonly receiveBuffer?: number | undefined;
  /**
   * Called with the text of an extended acknowledgement on success. Default: the kernel is not asked for what it says
   * on success; of requests that share a datagram only the last is acknowledged.
   */
  readonly onWarning?: OnWarning | undefined;
}

const RECEIVE_BUFFER = 1 << 20;
const LEAST_RECEIVE_BUFFER = 1 << 14;

/**
 * Opens the socket of a client, for a client over something that wraps it: talkative (`NETLINK_EXT_ACK`,
 * `NETLINK_CAP_ACK`), and never a member of a group.
 *
 * @throws SystemError when the namespace or the socket cannot be opened
 */
export function openTransport(options: OpenOptions = {}): NetlinkSocket {
  using netns = options.netns === undefined ? undefined : openNetns(options.netns);
  return new NetlinkSocket({
    extendedAck: true,
    strict: options.strict ?? true,
    receiveBuffer: Math.max(LEAST_RECEIVE_BUFFER, options.receiveBuffer ?? RECEIVE_BUFFER),
    ...(netns && { netns }),
  });
}

const EOPNOTSUPP = 95;

/** The namespace that a client works in. @throws NetlinkError EOPNOTSUPP when its transport cannot tell */
export function namespaceOf(transport: Transport): Netns {
  if (transport.netns !== undefined) return transport.netns();
  throw new NetlinkError({
    operation: 'open the namespace of the client',
    errno: EOPNOTSUPP,
    kernelMessage: 'this transport works in one namespace only',
  });
}
