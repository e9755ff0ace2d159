import type { Case } from '../case.ts';
import { parsedIp } from '../peers/command.ts';
import { floor } from '../peers/floor.ts';
import { npmNetlink } from '../peers/npm-netlink.ts';
import { sync } from '../peers/ours.ts';
import { addAddresses } from '../world.ts';

const EACH = 10;
const AF_INET = 2;

export const listAddresses: Case = {
  name: 'list-addresses',
  does: (size) => `list ${size * EACH} IPv4 addresses on ${size} links as objects`,
  size: 5000,
  sizes: [500, 2000, 8000],
  prepare: (size) => addAddresses(size, EACH),
  peers: [
    sync((rtnl) => rtnl.addresses.list({ family: AF_INET }).length),
    floor((rtnl) => rtnl.addresses.list({ family: AF_INET }).length),
    parsedIp(['-4', 'addr'], (links) => links.reduce((sum, { addr_info }) => sum + addr_info.length, 0)),
    npmNetlink(async (socket) => (await socket.getAddresses({ family: AF_INET })).length),
  ],
  targets: [{ measure: 'time', peer: 'spawn ip -j -4 addr', atMost: 0.5 }],
};
