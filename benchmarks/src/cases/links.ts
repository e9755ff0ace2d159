import { writeFileSync } from 'node:fs';
import { operations } from '@iplink-ts/rtnetlink';
import type { Case } from '../case.ts';
import { ip } from '../peers/command.ts';
import { npmNetlink } from '../peers/npm-netlink.ts';
import { async, sync } from '../peers/ours.ts';
import { SCRATCH } from '../scratch.ts';
import { addMacvlans, macvlanNames, resetMtu } from '../world.ts';

const BATCH = `${SCRATCH}/mtu`;
const LINKS = 5000;
const names = macvlanNames(LINKS);

export const setMtu: Case = {
  name: 'set-mtu',
  does: (size) => `set the MTU of ${size} links by name, batch`,
  size: LINKS,
  prepare: (size) => {
    addMacvlans(size);
    writeFileSync(BATCH, names.map((name) => `link set ${name} mtu 1400\n`).join(''));
  },
  reset: resetMtu,
  peers: [
    sync((rtnl) => {
      const results = rtnl.batch(names.map((name) => operations.links.set(name, { mtu: 1400 })));
      return results.filter(({ status }) => status === 'fulfilled').length;
    }),
    ip({ words: ['-batch', BATCH], does: LINKS }),
  ],
  targets: [{ measure: 'time', peer: 'ip', atMost: 0.4 }],
};

const REQUESTS = 10_000;
/** The index of `lo` in any namespace. */
const LO = 1;

export const awaitRequests: Case = {
  name: 'single-requests',
  does: (size) => `get one link ${size} times, each awaited`,
  size: REQUESTS,
  prepare: () => undefined,
  peers: [
    async(async (rtnl) => {
      let links = 0;
      while (links < REQUESTS) if ((await rtnl.links.get(LO)).index === LO) links++;
      return links;
    }),
    npmNetlink(async (socket) => {
      let links = 0;
      while (links < REQUESTS) if ((await socket.getLink({ index: LO }))[0]?.data.index === LO) links++;
      return links;
    }),
  ],
  targets: [{ measure: 'time', peer: 'npm netlink', atMost: 0.6 }],
};
