import { NetlinkSocket, type NetlinkSocket as Socket, unshareNetns } from '../../src/index.ts';
import { RTNLGRP_LINK, setLoopback } from '../messages.ts';

/** Sockets in every state: idle, closed, with a thread idle or in flight, watched, with events on their way. */
export async function useEverything(referenced: boolean): Promise<Socket[]> {
  using netns = unshareNetns();
  const buffer = (): Uint8Array => new Uint8Array(1 << 17);
  const idle = new NetlinkSocket({ netns });
  const threaded = new NetlinkSocket({ netns });
  await threaded.transact(setLoopback(1, true), 1, buffer());
  const monitors = Array.from({ length: 5 }, () => {
    const monitor = new NetlinkSocket({ netns });
    monitor.addMembership(RTNLGRP_LINK);
    monitor.onReadable(() => monitor.rearm());
    return referenced ? monitor : monitor.unref();
  });
  threaded.send(setLoopback(2, false));
  const sockets = [idle, threaded, ...monitors];
  if (referenced) {
    const waiting = new NetlinkSocket({ netns });
    waiting.transact(undefined, 0xffff_ffff, buffer()).catch(() => {});
    const closed = new NetlinkSocket({ netns });
    closed.transact(undefined, 0xffff_ffff, buffer()).catch(() => {});
    closed.close();
    sockets.push(waiting);
  }
  return sockets;
}
