import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import type { Left } from '../../programs/monitor_ends.ts';
import type { Stall } from '../../programs/monitor_stalls.ts';

/** Runs a program of test/programs. @returns what it printed */
async function printed(name: string, ...args: readonly string[]): Promise<string> {
  const file = fileURLToPath(new URL(`../../programs/${name}.js`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [file, ...args], { maxBuffer: 1 << 26 });
  return stdout;
}

test.serial(
  '100,000 events and a consumer that stalls: memory stays bounded, and the state is told',
  async (t) => {
    const QUEUE = 500;
    const { growth, changes, told }: Stall = JSON.parse(await printed('monitor_stalls', String(QUEUE)));
    const mebibytes = (growth / 2 ** 20).toFixed(1);
    t.log(`${changes} changes, ${told.length} events; heap grew by ${mebibytes} MiB`);
    t.true(growth < 8 * 2 ** 20, `${mebibytes} MiB`);
    t.true(told.length > QUEUE && told.length < QUEUE + 1000, `${told.length}`);
    t.true(told.includes('listed new address 192.0.2.99/32'));
  },
);

test.serial('no descriptor and no thread is left behind', async (t) => {
  const { descriptors, threads }: Left = JSON.parse(await printed('monitor_ends'));
  t.true(descriptors <= 0, `${descriptors} descriptors`);
  t.is(threads, 0);
});
