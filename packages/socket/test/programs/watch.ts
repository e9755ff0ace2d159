/** Watches a socket, changes what keeps the program alive, and 200 ms later makes it readable. */
import { writeSync } from 'node:fs';
import { NetlinkSocket, unshareNetns } from '../../src/index.ts';
import { RTNLGRP_LINK, setLoopback } from '../messages.ts';

const netns = unshareNetns();
const monitor = new NetlinkSocket({ netns });
monitor.addMembership(RTNLGRP_LINK);
const action = process.argv[2];
if (action === 'unref-ref') monitor.unref().ref();
if (action === 'unref') monitor.unref();
monitor.onReadable(() => {
  writeSync(1, 'called\n');
  monitor.close();
});
if (action === 'ref-unref') monitor.unref();
if (action === 'off') monitor.offReadable();
if (action === 'close') monitor.close();

const requests = new NetlinkSocket({ netns });
setTimeout(() => requests.send(setLoopback(1, true)), 200).unref();
