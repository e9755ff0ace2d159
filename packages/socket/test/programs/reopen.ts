/** Reopens two sockets after it gave up its privileges: one of this namespace, one of another. */
import process from 'node:process';
import { NetlinkSocket, unshareNetns } from '../../src/index.ts';

using netns = unshareNetns();
using here = new NetlinkSocket();
using elsewhere = new NetlinkSocket({ netns });
process.seteuid?.(65534);

const { port } = here;
here.reopen();
console.log(`here: ${here.port === port ? 'the same' : 'reopened'}`);
try {
  elsewhere.reopen();
  console.log('elsewhere: reopened');
} catch (error) {
  console.log(
    `elsewhere: ${error instanceof Error ? error.message : error}, and ${elsewhere.fd < 0 ? 'closed' : 'still open'}`,
  );
}
