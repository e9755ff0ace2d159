/** Blocks in receive() for 30 seconds. */
import { writeSync } from 'node:fs';
import { NetlinkSocket } from '../../src/index.ts';

using socket = new NetlinkSocket();
writeSync(1, 'waiting\n');
socket.receive(new Uint8Array(16), 30_000);
