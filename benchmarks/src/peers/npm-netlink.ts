import { createRtNetlink, type RtNetlinkSocket } from 'netlink';
import type { Peer } from '../case.ts';
import { jobPeer } from './job.ts';

/** The npm package `netlink`. */
export function npmNetlink(operation: (socket: RtNetlinkSocket) => Promise<number>): Peer {
  return jobPeer('npm netlink', () => {
    const socket = createRtNetlink();
    return { run: () => operation(socket), close: () => socket.socket.close() };
  });
}
