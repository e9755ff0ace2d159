/** Nothing but the transact keeps this program alive until the unreferenced timer fires. */
import { writeSync } from 'node:fs';
import { NetlinkSocket, SystemError } from '../../src/index.ts';

const socket = new NetlinkSocket();
setTimeout(() => socket.cancel(), 200).unref();
try {
  await socket.transact(undefined, 1, new Uint8Array(65536));
} catch (error) {
  writeSync(1, `${error instanceof SystemError ? error.code : error}\n`);
}
