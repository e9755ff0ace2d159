import { readdirSync, readFileSync } from 'node:fs';

function isOurs(task: string): boolean {
  try {
    return readFileSync(`/proc/self/task/${task}/comm`, 'utf8').startsWith('netlink-');
  } catch {
    // It has ended since it was listed.
    return false;
  }
}

/**
 * How many threads the process has: on Node.js all of them; on Bun, which starts and ends threads of its own
 * as it collects and compiles, those that the addon has named.
 */
export function countThreads(): number {
  const tasks = readdirSync('/proc/self/task');
  return process.versions['bun'] === undefined ? tasks.length : tasks.filter(isOurs).length;
}
