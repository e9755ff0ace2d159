/** Messages about neighbours. */
import { RTM_DELNEIGH, RTM_GETNEIGH, RTM_NEWNEIGH } from '@iplink-ts/rtnetlink/codec';
import { neighbour, zeros } from './message.ts';

export const neighbours = [
  neighbour({ family: 2, dst: '10.0.0.2', index: 1, state: ['reachable'], lladdr: '02:00:00:00:00:02' }),
  neighbour({ family: 2, dst: '10.0.0.2', index: 7, state: ['failed'], probes: 3 }, RTM_DELNEIGH),
  neighbour({
    family: 2,
    dst: '10.0.0.3',
    index: 1,
    state: ['noarp'],
    cacheinfo: { used: 200, confirmed: 100, updated: 300, refcnt: 4 },
  }),
  neighbour({ family: 2, dst: '10.0.0.3', index: 1, state: [] }),
  neighbour({ family: 10, dst: 'fe80::2', index: 1, state: ['stale'], flags: ['router'], protocol: 4 }),
  neighbour({ family: 10, dst: 'fe80::3', index: 1, state: ['permanent'], flags: ['proxy'] }),
  neighbour({ family: 7, index: 1, lladdr: '02:00:00:00:00:02', master: 7, vlan: 3, state: ['permanent'] }),
  neighbour({ family: 7, index: 1, lladdr: '02:00:00:00:00:02', master: 7 }, RTM_DELNEIGH),
  neighbour({ family: 2, dst: '10.0.0.4', index: 1, state: ['incomplete'] }, RTM_GETNEIGH),
  zeros(RTM_NEWNEIGH, 8),
];
