import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Rtnl } from '@iplink-ts/rtnetlink';
import type { Case, Sample } from '../case.ts';
import { jobPeer } from '../peers/job.ts';

const BRIDGES = Array.from({ length: 200 }, (_, at) => `br${at}`);

async function deleteBridges(rtnl: Rtnl): Promise<Sample> {
  await Promise.all(BRIDGES.map((ifname) => rtnl.links.add({ ifname, kind: 'bridge' })));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const from = performance.now();
  delay.enable();
  await Promise.all(BRIDGES.map((ifname) => rtnl.links.delete(ifname)));
  delay.disable();
  const time = (performance.now() - from) * 1e6;
  return { items: BRIDGES.length, values: { time, delay99: delay.percentile(99), delayMax: delay.max } };
}

/** What else the program does meanwhile must not wait: each deletion takes the kernel milliseconds. */
export const eventLoopDelay: Case = {
  name: 'event-loop',
  does: () => `delete ${BRIDGES.length} bridges asynchronously; how late the event loop is meanwhile`,
  size: BRIDGES.length,
  prepare: () => undefined,
  peers: [
    jobPeer('Rtnl', async () => {
      const rtnl = await Rtnl.open();
      return { run: () => deleteBridges(rtnl), close: () => rtnl.close() };
    }),
  ],
  targets: [
    { measure: 'delay99', atMost: 5e6 },
    { measure: 'delayMax', atMost: Number.POSITIVE_INFINITY },
  ],
};
