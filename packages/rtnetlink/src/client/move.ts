import { type Netns, type NetnsSpec, openNetns } from '@iplink-ts/socket';
import { IFF } from '../link/flags.ts';
import { type Link, type LinkMessage, linkMessage, RTM_GETLINK, RTM_NEWLINK } from '../link/link.ts';
import { type Device, named } from './device.ts';
import { dump, dumpRequest, read } from './dump.ts';
import { NetlinkError } from './error.ts';
import { nsidOf } from './nsids.ts';
import { ask, elsewhere, type Operation } from './request.ts';

/** How a link is moved. */
export interface MoveOptions {
  /** Its name there. Default: the one it has. */
  readonly ifname?: string | undefined;
  /** Its index there. Default: the one it has, or another if that is taken. */
  readonly index?: number | undefined;
  /** Its alias there (`IFLA_IFALIAS`); empty for none. Default: the one it has. */
  readonly ifalias?: string | undefined;
  /** `true` sets it up there: moving takes a link down. */
  readonly up?: true | undefined;
}

/** What became of a link that was moved. */
export interface Moved {
  readonly index: number;
  readonly ifname: string;
}

const EEXIST = 17;
const ENODEV = 19;

/** `RTEXT_FILTER_SKIP_STATS` */
const SKIP_STATS = 8;

/** How often another index is chosen: each time, someone else must have taken the one before. */
const ATTEMPTS = 100;

function* find(
  operation: string,
  target: Pick<LinkMessage, 'index' | 'ifname' | 'altIfname'>,
  targetNetnsid?: number,
): Operation<Link | undefined> {
  try {
    const { messages } = yield* ask({
      operation,
      type: RTM_GETLINK,
      flags: 0,
      body: linkMessage,
      message: { ...target, targetNetnsid, extMask: SKIP_STATS },
      answer: read(RTM_NEWLINK, linkMessage),
    });
    return messages[0];
  } catch (error) {
    if (error instanceof NetlinkError && error.errno === ENODEV) return undefined;
    throw error;
  }
}

function* change(operation: string, message: LinkMessage): Operation<void> {
  yield* ask({
    operation,
    isFollowed: true,
    type: RTM_NEWLINK,
    flags: 0,
    body: linkMessage,
    message,
    answer: () => undefined,
  });
}

/** The index that the link has, if it is free there; else one above all. */
function* freeIndex(link: Link, operation: string, nsid: number): Operation<number> {
  if ((yield* find(operation, { index: link.index }, nsid)) === undefined) return link.index;
  const there = yield* dump(
    dumpRequest<Link>({
      operation,
      type: RTM_GETLINK,
      body: linkMessage,
      message: { targetNetnsid: nsid, extMask: SKIP_STATS },
      answer: read(RTM_NEWLINK, linkMessage),
    }),
  );
  return 1 + Math.max(...there.map(({ index }) => index));
}

/** Brings a link back from where it was moved, to its name, alias and index. */
export function* moveBack(operation: string, link: Link, netns: Netns, index: number): Operation<void> {
  yield* elsewhere(netns, (home) =>
    change(operation, {
      index,
      netNsFd: home.fd,
      newIfindex: link.index,
      ifname: link.ifname,
      ifalias: link.ifalias ?? '',
      ...up(link.flags.includes('up')),
    }),
  );
}

/**
 * Moves a link, which takes it down and takes its addresses away; see `links.move`.
 *
 * Nothing tells its own sender the new index: the notifications go to listeners. So the index is chosen here, free as
 * far as one can see, and the kernel refuses one that was taken meanwhile.
 */
export function* move(device: Device, destination: NetnsSpec, options: MoveOptions = {}): Operation<Moved> {
  const operation = `move link ${device}`;
  using netns = openNetns(destination);
  const link = yield* find(operation, named(device));
  if (link?.ifname === undefined) throw new NetlinkError({ operation, errno: ENODEV });
  const ifname = options.ifname ?? link.ifname;
  // The kernel gives the namespace an id in any case, to tell listeners of the link where it has gone.
  const nsid = yield* nsidOf(netns.fd, operation);
  // Linux moves the link first, and only then finds that the new name is taken.
  if ((yield* find(operation, named(ifname), nsid)) !== undefined)
    throw new NetlinkError({
      operation,
      errno: EEXIST,
      kernelMessage: `the name ${ifname} is taken in the other namespace`,
    });
  for (let attempt = 1; ; attempt++) {
    const index = options.index ?? (yield* freeIndex(link, operation, nsid));
    try {
      yield* change(operation, {
        index: link.index,
        netNsFd: netns.fd,
        newIfindex: index,
        ...(ifname !== link.ifname && { ifname }),
        ifalias: options.ifalias,
        ...up(options.up === true),
      });
      const moved = yield* find(operation, { index }, nsid);
      return { index, ifname: moved?.ifname ?? ifname };
    } catch (error) {
      const there = yield* find(operation, { index }, nsid);
      const isHere = (yield* find(operation, { index: link.index })) !== undefined;
      // A name that was taken between the look and the move is found out when the link is there already.
      if (!isHere && there !== undefined) yield* moveBack(operation, link, netns, index);
      const isIndexTaken = isHere && there !== undefined && options.index === undefined;
      if (!isIndexTaken || attempt === ATTEMPTS) throw error;
    }
  }
}

const up = (is: boolean): Pick<LinkMessage, 'flags' | 'change'> =>
  is ? { flags: ['up'], change: IFF.up } : {};
