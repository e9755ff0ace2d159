import { caseNamed } from './cases/index.ts';

/** What peer.js prints as a line of JSON. */
export interface Measurement {
  /** For one run of the job, on average. */
  readonly microseconds: number;
  readonly items: number;
}

/** How long one measurement repeats the job, in milliseconds. */
const SPAN = 300;

/**
 * Measures one peer of one case in this process:
 *
 *     node peer.js CASE PEER
 */
const [caseName, peerName] = process.argv.slice(2);
const peer = caseNamed(caseName).peers.find(({ name }) => name === peerName);
if (peer === undefined) throw new Error(`case ${caseName} has no peer ${peerName}`);
const { run, close } = await peer.open();
await repeat(run);
const measurement = await repeat(run);
close();
console.log(JSON.stringify(measurement));

async function repeat(run: () => number | Promise<number>): Promise<Measurement> {
  const from = performance.now();
  for (let runs = 1; ; runs++) {
    const items = await run();
    const spent = performance.now() - from;
    if (spent >= SPAN) return { microseconds: (spent * 1000) / runs, items };
  }
}
