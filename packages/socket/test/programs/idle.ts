/** Leaves a socket open whose thread is idle. */
import { writeSync } from 'node:fs';
import { NetlinkSocket } from '../../src/index.ts';
import { dumpLinks } from '../messages.ts';

const socket = new NetlinkSocket();
const { terminated } = await socket.transact(dumpLinks(1), 1, new Uint8Array(1 << 17));
writeSync(1, terminated ? 'answered\n' : 'not answered\n');
