import { NetlinkSocket, type NetnsSpec, openNetns } from '@iplink-ts/socket';
import { type Address, addressMessage, RTM_DELADDR, RTM_NEWADDR } from '../address.ts';
import { align4 } from '../bytes/align.ts';
import { Reader } from '../bytes/reader.ts';
import { type Link, linkMessage, RTM_DELLINK, RTM_NEWLINK } from '../link/link.ts';
import { forEachMessage, type MessageHeader, NLMSG_HDRLEN } from '../message/header.ts';
import { type Neighbour, neighbourMessage, RTM_DELNEIGH, RTM_NEWNEIGH } from '../neighbour.ts';
import { type Nsid, nsidMessage, RTM_DELNSID, RTM_NEWNSID } from '../nsid.ts';
import { type Route, RTM_DELROUTE, RTM_NEWROUTE, routeMessage } from '../route/route.ts';
import { errnoOf, RECEIVE_ROOM } from './sync.ts';

/** What can be watched. */
export type Subject = 'link' | 'address' | 'route' | 'neighbour' | 'nsid';

/** One event: an object came or changed (`new`), or went (`delete`). */
export type Event =
  | { readonly subject: 'link'; readonly action: 'new' | 'delete'; readonly link: Link }
  | { readonly subject: 'address'; readonly action: 'new' | 'delete'; readonly address: Address }
  | { readonly subject: 'route'; readonly action: 'new' | 'delete'; readonly route: Route }
  | { readonly subject: 'neighbour'; readonly action: 'new' | 'delete'; readonly neighbour: Neighbour }
  | { readonly subject: 'nsid'; readonly action: 'new' | 'delete'; readonly nsid: Nsid }
  /** The kernel dropped events (`ENOBUFS`); those before this one are complete. */
  | { readonly subject: 'overrun' };

export interface MonitorOptions {
  readonly netns?: NetnsSpec | undefined;
  /** Ends the iteration. */
  readonly signal?: AbortSignal | undefined;
  /** `SO_RCVBUF` in bytes: what the kernel may hold for a slow consumer. Default 1 MiB. */
  readonly receiveBuffer?: number | undefined;
}

/** `enum rtnetlink_groups` (linux/rtnetlink.h) */
const groups: Readonly<Record<Subject, readonly number[]>> = {
  link: [1],
  neighbour: [3],
  address: [5, 9],
  route: [7, 11],
  nsid: [28],
};

const ENOBUFS = 105;
const RECEIVE_BUFFER = 1 << 20;

/** See `Rtnl.monitor`. */
export function monitor(
  subjects: readonly Subject[],
  options: MonitorOptions,
): AsyncGenerator<Event, void, undefined> {
  using netns = options.netns === undefined ? undefined : openNetns(options.netns);
  const socket = new NetlinkSocket({
    receiveBuffer: options.receiveBuffer ?? RECEIVE_BUFFER,
    ...(netns && { netns }),
  });
  // Join now, not at the first `next()`: what happens after the call is seen.
  for (const subject of subjects) for (const group of groups[subject]) socket.addMembership(group);
  const end = new AbortController();
  const signal = options.signal === undefined ? end.signal : AbortSignal.any([options.signal, end.signal]);
  const iteration = events(socket, signal);
  const finish = iteration.return.bind(iteration);
  // The `finally` of a generator that never began does not run, and that of one that waits would have to wait.
  iteration.return = (value) => {
    end.abort();
    socket.close();
    return finish(value);
  };
  return iteration;
}

async function* events(socket: NetlinkSocket, signal: AbortSignal): AsyncGenerator<Event, void, undefined> {
  const reader = new Reader(new ArrayBuffer(RECEIVE_ROOM));
  let wake = (): void => undefined;
  const abort = (): void => wake();
  const isOver = (): boolean => signal.aborted;
  signal.addEventListener('abort', abort);
  try {
    socket.onReadable(() => wake());
    while (!isOver()) {
      const batch = receive(socket, reader);
      yield* batch;
      if (batch.length > 0 || isOver()) continue;
      const readable = new Promise<void>((resolve) => {
        wake = resolve;
      });
      socket.rearm();
      await readable;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    socket.close();
  }
}

/** The events of one datagram. The kernel reports the loss before the datagrams that it still holds. */
function receive(socket: NetlinkSocket, reader: Reader): Event[] {
  const batch: Event[] = [];
  let length: number;
  try {
    length = socket.receive(reader.u8);
  } catch (error) {
    if (errnoOf(error) === ENOBUFS) return [{ subject: 'overrun' }];
    throw error;
  }
  // One that does not fit is given again.
  if (length > reader.u8.length) return receive(socket, new Reader(new ArrayBuffer(align4(length))));
  reader.refill(length);
  forEachMessage(reader, 0, length, (header) => {
    const event = decode(reader, header);
    if (event !== undefined) batch.push(event);
  });
  return batch;
}

function decode(reader: Reader, { type, start, end }: MessageHeader): Event | undefined {
  const body = start + NLMSG_HDRLEN;
  // Within each group of four message types, the second deletes.
  const action = (type & 3) === 1 ? 'delete' : 'new';
  switch (type) {
    case RTM_NEWLINK:
    case RTM_DELLINK: {
      const link = linkMessage.read(reader, body, end);
      return link && { subject: 'link', action, link };
    }
    case RTM_NEWADDR:
    case RTM_DELADDR: {
      const address = addressMessage.read(reader, body, end);
      return address && { subject: 'address', action, address };
    }
    case RTM_NEWROUTE:
    case RTM_DELROUTE: {
      const route = routeMessage.read(reader, body, end);
      return route && { subject: 'route', action, route };
    }
    case RTM_NEWNEIGH:
    case RTM_DELNEIGH: {
      const neighbour = neighbourMessage.read(reader, body, end);
      return neighbour && { subject: 'neighbour', action, neighbour };
    }
    case RTM_NEWNSID:
    case RTM_DELNSID: {
      const nsid = nsidMessage.read(reader, body, end);
      return nsid && { subject: 'nsid', action, nsid };
    }
    default:
      return undefined;
  }
}
