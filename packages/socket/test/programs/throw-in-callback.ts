import { writeSync } from 'node:fs';
import { NetlinkSocket, unshareNetns } from '../../src/index.ts';
import { RTNLGRP_LINK, setLoopback } from '../messages.ts';

using netns = unshareNetns();
const monitor = new NetlinkSocket({ netns });
monitor.addMembership(RTNLGRP_LINK);
using requests = new NetlinkSocket({ netns });
let calls = 0;

process.on('uncaughtException', (error) => {
  writeSync(1, `caught ${error.message}\n`);
  monitor.rearm();
});
monitor.onReadable(() => {
  calls++;
  if (calls === 1) throw new Error('thrown in the callback');
  writeSync(1, 'called again\n');
  monitor.close();
});
requests.send(setLoopback(1, true));
