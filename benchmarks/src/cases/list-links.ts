import type { Case } from '../case.ts';
import { parsedIp } from '../peers/command.ts';
import { floor } from '../peers/floor.ts';
import { libnl } from '../peers/libnl.ts';
import { npmNetlink } from '../peers/npm-netlink.ts';
import { async, sync } from '../peers/ours.ts';
import { pyroute2 } from '../peers/pyroute2.ts';
import { addMacvlans } from '../world.ts';

/** What a program needs that only looks for interfaces. */
const NAMES = { only: ['ifname'] } as const;

export const listLinkNames: Case = {
  name: 'list-link-names',
  does: (size) => `list ${size} macvlan links, name, index and flags`,
  size: 2000,
  sizes: [500, 2000, 8000],
  prepare: addMacvlans,
  peers: [
    sync((rtnl) => rtnl.links.list(NAMES).length),
    floor((rtnl) => rtnl.links.list(NAMES).length),
    parsedIp(['link'], (links) => links.length),
  ],
  targets: [{ measure: 'time', peer: 'floor', atMost: 1.5 }],
};

export const listLinks: Case = {
  name: 'list-links',
  does: (size) => `list ${size} macvlan links as objects, every attribute`,
  size: 2000,
  sizes: [500, 2000, 8000],
  prepare: addMacvlans,
  peers: [
    sync((rtnl) => rtnl.links.list().length),
    async(async (rtnl) => (await rtnl.links.list()).length),
    floor((rtnl) => rtnl.links.list().length),
    libnl('links'),
    parsedIp(['-d', 'link'], (links) => links.length),
    npmNetlink(async (socket) => (await socket.getLinks()).length),
    pyroute2('links'),
  ],
  targets: [
    { measure: 'time', peer: 'libnl', atMost: 0.7 },
    { measure: 'time', peer: 'spawn ip -j -d link', atMost: 0.2 },
    { measure: 'time', peer: 'npm netlink', atMost: 0.15 },
    { measure: 'time', peer: 'pyroute2', atMost: 0.01 },
    { measure: 'time', peer: 'floor', atMost: 2 },
  ],
};
