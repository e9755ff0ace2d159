/** Collects garbage while nothing but the addon refers to the buffers and sockets in use. */
import { NetlinkSocket, unshareNetns } from '../../src/index.ts';
import { dumpLinks } from '../messages.ts';

const collect = globalThis.gc;
if (collect === undefined) throw new Error('needs --expose-gc');
using netns = unshareNetns();

function start(): Promise<boolean> {
  const socket = new NetlinkSocket({ netns });
  const answer = socket.transact(dumpLinks(1), 1, new Uint8Array(1 << 20));
  return answer.then(({ terminated }) => {
    socket.close();
    return terminated;
  });
}

for (let round = 0; round < 50; round++) {
  const answers = Array.from({ length: 8 }, start);
  collect();
  if (!(await Promise.all(answers)).every(Boolean)) process.exitCode = 1;
  collect();
}
