import { openTransport, RtnlSync } from '@iplink-ts/rtnetlink';
import type { Peer } from '../case.ts';
import { Recorder } from '../recorder.ts';
import { jobPeer } from './job.ts';

/** As the client's own. */
const ROOM = 256 * 1024;
const PATIENCE = 10_000;

/**
 * What the system calls and the way to them from JavaScript cost by themselves: a loop that sends the same request as
 * an operation of ours and receives the answer, in the process of `RtnlSync`. Nothing is read of it, not even where it
 * ends: as many datagrams are received as when the operation was carried out once.
 */
export function floor(operation: (rtnl: RtnlSync) => number): Peer {
  return jobPeer(
    'floor',
    () => {
      const socket = openTransport();
      const recorder = new Recorder(socket);
      const rtnl = new RtnlSync(recorder);
      // The kernel fills larger datagrams once it has seen how much room there is.
      operation(rtnl);
      const items = operation(rtnl);
      const { request, datagrams } = recorder.exchange;
      const into = new Uint8Array(ROOM);
      const run = (): number => {
        socket.send(request);
        for (let datagram = 0; datagram < datagrams; datagram++)
          if (socket.receive(into, PATIENCE) === 0) throw new Error('the kernel sends less than before');
        return items;
      };
      return { run, close: () => socket.close() };
    },
    { within: 'RtnlSync' },
  );
}
