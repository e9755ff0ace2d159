import { Rtnl, RtnlSync } from '@iplink-ts/rtnetlink';
import type { Peer } from '../case.ts';
import { jobPeer } from './job.ts';

/** The client whose calls block. */
export function sync(operation: (rtnl: RtnlSync) => number): Peer {
  return jobPeer('RtnlSync', () => {
    const rtnl = RtnlSync.open();
    return { run: () => operation(rtnl), close: () => rtnl.close() };
  });
}

/** The client whose calls give promises. */
export function async(operation: (rtnl: Rtnl) => Promise<number>): Peer {
  return jobPeer('Rtnl', async () => {
    const rtnl = await Rtnl.open();
    return { run: () => operation(rtnl), close: () => rtnl.close() };
  });
}
