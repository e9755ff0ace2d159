import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Rtnl, RtnlSync } from '@iplink-ts/rtnetlink';
import type { Case, Sample } from '../case.ts';
import { jobPeer } from '../peers/job.ts';
import { pyroute2 } from '../peers/pyroute2.ts';
import { addParent, PARENT } from '../world.ts';

const EVENTS = 200_000;

const PRODUCER = fileURLToPath(new URL('../link-events.js', import.meta.url));

/** Hears the events of a producer in another process to its last one. */
async function hear(): Promise<Sample> {
  const stop = new AbortController();
  await using rtnl = await Rtnl.open();
  const index = (await rtnl.links.get(PARENT)).index;
  const events = rtnl.monitor(['link'], { signal: stop.signal });
  const spent = process.cpuUsage();
  const from = performance.now();
  const producer = spawn(process.execPath, [PRODUCER, String(EVENTS)], { stdio: 'inherit' });
  let heard = 0;
  let resyncs = 0;
  for await (const event of events) {
    if (event.subject === 'resync') resyncs++;
    if (event.subject !== 'link' || event.link.index !== index) continue;
    heard++;
    if (event.link.ifalias === 'last') break;
  }
  const { user, system } = process.cpuUsage(spent);
  const time = (performance.now() - from) * 1e6;
  if (producer.exitCode !== null && producer.exitCode !== 0) throw new Error('the producer failed');
  if (heard !== EVENTS && resyncs === 0)
    throw new Error(`heard ${heard} events of ${EVENTS}, and of no loss`);
  return { items: 1, values: { time: time / EVENTS, processor: ((user + system) * 1000) / EVENTS } };
}

export const monitorLinks: Case = {
  name: 'monitor',
  does: (size) => `hear ${size} link events of another process; for each event`,
  size: EVENTS,
  runs: 1,
  prepare: () => {
    using rtnl = RtnlSync.open();
    addParent(rtnl);
  },
  peers: [
    jobPeer('Rtnl', () => ({ run: hear, close: () => undefined }), { warmUp: 0 }),
    pyroute2('monitor', [process.execPath, PRODUCER]),
  ],
  targets: [{ measure: 'processor', peer: 'pyroute2', atMost: 0.1 }],
};
