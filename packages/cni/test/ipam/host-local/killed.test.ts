import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { environment } from '../../invoke.ts';
import { OURS } from '../../rig.ts';
import { Pool } from './pool.ts';

const NAMES = ['', '/lock', '/.tmp', '/10.0.0.2', '/last_reserved_ip.0', '/sticky.json'];
const POD = { args: 'IgnoreUnknown=1;K8S_POD_NAMESPACE=default;K8S_POD_NAME=web-0' };

/** The system calls that make a difference, and how many of each an ADD has on the network's folder, at least. */
const CALLS = { flock: 1, openat: 5, write: 3, close: 4, link: 1, unlink: 2, rename: 2 } as const;

/**
 * An ADD that is killed when it enters a system call on the network's folder or a file of it.
 *
 * @param when the number of that call among those of its name
 * @returns false when it came to its end
 */
function addKilled(pool: Pool, call: string, when: number): boolean {
  const paths = NAMES.flatMap((name) => ['-P', `${pool.dataDir}/net${name}`]);
  const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${when}`];
  const { status, signal, stderr } = spawnSync(
    'strace',
    ['-f', '-o', '/dev/null', ...paths, ...inject, `${OURS}/host-local`],
    {
      env: { ...environment(pool.env('ADD', POD)), PATH: process.env['PATH'] },
      input: pool.config({}),
      encoding: 'utf8',
    },
  );
  if (status === 0) return false;
  if (signal !== 'SIGKILL') throw new Error(`strace ended with ${status}, ${signal}: ${stderr}`);
  return true;
}

/** Nothing is left that DEL does not remove, and the next ADD and DEL are not disturbed. */
function checkRemains(t: ExecutionContext, pool: Pool, at: string): void {
  if (existsSync(`${pool.dataDir}/net`))
    for (const [name, text] of Object.entries(pool.files()))
      if (name.startsWith('10.')) t.is(text, 'dummy\r\neth0', at);
  t.is(pool.call('DEL', POD).status, 0);
  t.is(pool.call('ADD', { ...POD, id: 'next' }).status, 0, at);
  t.is(pool.call('DEL', { ...POD, id: 'next' }).status, 0);
  const left = Object.keys(pool.files());
  t.deepEqual(left, ['last_reserved_ip.0', 'lock', 'sticky.json'], at);
}

for (const [call, least] of Object.entries(CALLS)) {
  test(`an ADD that is killed at whatever ${call} leaves nothing that lasts`, (t) => {
    let when = 1;
    for (; ; when++) {
      const pool = new Pool(t, { subnet: '10.0.0.0/29', sticky: true });
      if (!addKilled(pool, call, when)) break;
      checkRemains(t, pool, `killed at ${call} ${when}`);
    }
    t.true(when > least, `${call} was seen ${when - 1} times`);
  });
}
