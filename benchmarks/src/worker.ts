import { createInterface } from 'node:readline';
import type { Case, Job, Sample } from './case.ts';
import { caseNamed } from './cases/index.ts';

/**
 * Runs jobs of the peers of a case, each as often as a line of standard input says, such as
 * `{ "peer": "RtnlSync", "times": 20 }`:
 *
 *     node worker.js CASE
 */
const of = caseNamed(process.argv[2] ?? '');
const jobs = new Map<string, Job>();
for await (const line of createInterface({ input: process.stdin })) {
  const { peer, times } = JSON.parse(line);
  const job = jobs.get(peer) ?? (await opened(of, peer));
  jobs.set(peer, job);
  console.log(JSON.stringify(await sample(job, times)));
}
for (const { close } of jobs.values()) close();

async function opened({ name, peers }: Case, wanted: string): Promise<Job> {
  const job = await peers.find((peer) => peer.name === wanted)?.job?.();
  if (job === undefined) throw new Error(`case ${name} has no job ${wanted}`);
  return job;
}

async function sample({ run }: Job, times: number): Promise<Sample> {
  const spent = process.cpuUsage();
  const from = process.hrtime.bigint();
  let last = await run();
  for (let again = 1; again < times; again++) last = await run();
  const time = Number(process.hrtime.bigint() - from) / times;
  const { user, system } = process.cpuUsage(spent);
  const own = typeof last === 'number' ? { items: last, values: {} } : last;
  return { items: own.items, values: { time, processor: ((user + system) * 1000) / times, ...own.values } };
}
