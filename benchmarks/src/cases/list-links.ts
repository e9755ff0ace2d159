import { spawnSync } from 'node:child_process';
import { Rtnl, RtnlSync } from '@iplink-ts/rtnetlink';
import { createRtNetlink } from 'netlink';
import type { Case } from '../case.ts';

const PAIRS = 100;

function addPairs(): void {
  using rtnl = RtnlSync.open();
  for (let pair = 0; pair < PAIRS; pair++) {
    rtnl.links.add({ ifname: `left${pair}`, kind: 'veth', data: { peer: { ifname: `right${pair}` } } });
  }
}

/** All links of a namespace, each with all that the kernel says about it, as JavaScript objects. */
export const listLinks: Case = {
  name: 'list-links',
  does: `list ${2 * PAIRS + 1} links as objects`,
  prepare: addPairs,
  peers: [
    {
      name: 'RtnlSync',
      open: () => {
        const rtnl = RtnlSync.open();
        return { run: () => rtnl.links.list().length, close: () => rtnl.close() };
      },
    },
    {
      name: 'Rtnl (async)',
      open: async () => {
        const rtnl = await Rtnl.open();
        return { run: async () => (await rtnl.links.list()).length, close: () => rtnl.close() };
      },
    },
    {
      name: 'npm netlink 0.3.0',
      open: () => {
        const socket = createRtNetlink();
        return { run: async () => (await socket.getLinks()).length, close: () => socket.socket.close() };
      },
    },
    {
      name: 'ip -j link, parsed',
      open: () => ({
        run: () => {
          const { stdout } = spawnSync('ip', ['-j', 'link'], { encoding: 'utf8', maxBuffer: 1 << 26 });
          return JSON.parse(stdout).length;
        },
        close: () => {},
      }),
    },
  ],
};
