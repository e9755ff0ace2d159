import { writeFileSync } from 'node:fs';
import { RtnlSync } from '@iplink-ts/rtnetlink';
import type { Case, Sample } from '../case.ts';
import { ip } from '../peers/command.ts';
import { floor } from '../peers/floor.ts';
import { jobPeer } from '../peers/job.ts';
import { libnl } from '../peers/libnl.ts';
import { sync } from '../peers/ours.ts';
import { SCRATCH } from '../scratch.ts';
import { additions, addParent, addRoutes, ipv4, PARENT } from '../world.ts';

const AF_INET = 2;

/** How often memory is looked at, in routes. */
const LOOK = 10_000;

function count(rtnl: RtnlSync): number {
  let routes = 0;
  for (const { type } of rtnl.routes.stream({ family: AF_INET })) if (type === 'unicast') routes++;
  return routes;
}

/** As {@link count}, with how much more memory there is at most than when the client was opened. */
const streaming = jobPeer('RtnlSync', () => {
  const rtnl = RtnlSync.open();
  const before = process.memoryUsage.rss();
  const run = (): Sample => {
    let routes = 0;
    let most = before;
    for (const { type } of rtnl.routes.stream({ family: AF_INET })) {
      if (type !== 'unicast') continue;
      if (++routes % LOOK === 0) most = Math.max(most, process.memoryUsage.rss());
    }
    return { items: routes, values: { growth: most - before } };
  };
  return { run, close: () => rtnl.close() };
});

export const streamRoutes: Case = {
  name: 'stream-routes',
  does: (size) => `stream ${size} IPv4 routes as objects`,
  size: 1_000_000,
  sizes: [5000, 20_000, 80_000],
  prepare: addRoutes,
  peers: [streaming, floor(count)],
  targets: [
    { measure: 'growth', atMost: 32 * 2 ** 20 },
    { measure: 'time', peer: 'floor', atMost: 3 },
  ],
};

/** With a tenth of the routes: the time that libnl takes to fill a cache grows with the square, to minutes. */
export const cacheRoutes: Case = {
  name: 'cache-routes',
  does: (size) => `stream ${size} IPv4 routes as objects, libnl: fill a cache`,
  size: 100_000,
  prepare: addRoutes,
  peers: [streaming, libnl('routes')],
  targets: [{ measure: 'time', peer: 'libnl', atMost: 1 }],
};

const BATCH = `${SCRATCH}/routes`;
const ADDED = 100_000;

export const batchRoutes: Case = {
  name: 'add-routes',
  does: (size) => `add ${size} IPv4 routes, batch`,
  size: ADDED,
  prepare: (size) => {
    using rtnl = RtnlSync.open();
    addParent(rtnl);
    const lines = Array.from({ length: size }, (_, at) => `route add ${ipv4(at)}/32 dev ${PARENT}`);
    writeFileSync(BATCH, `${lines.join('\n')}\n`);
  },
  reset: () => {
    using rtnl = RtnlSync.open();
    rtnl.links.set(PARENT, { up: false });
    rtnl.links.set(PARENT, { up: true });
  },
  peers: [
    sync((rtnl) => {
      const dev = rtnl.links.get(PARENT).index;
      return rtnl.batch(additions(ADDED, dev)).filter(({ status }) => status === 'fulfilled').length;
    }),
    ip({ words: ['-batch', BATCH], does: ADDED }),
  ],
  targets: [{ measure: 'time', peer: 'ip', atMost: 0.25 }],
};
