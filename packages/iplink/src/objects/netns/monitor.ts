/** `ip netns monitor`: names that come and go in /run/netns. */
import { mkdirSync, readdirSync, watch } from 'node:fs';
import { NETNS_DIRECTORY, strerror } from '@iplink-ts/socket';
import { commandFailure } from '../../failure.ts';
import type { Session } from '../../session.ts';
import { errnoOf, hasCode } from '../../system.ts';

/** Prints what comes until the process is ended from outside. */
export async function monitorNames(session: Session): Promise<never> {
  makeDirectory();
  const { out } = session.io;
  const names = new Set(readdirSync(NETNS_DIRECTORY));
  const watcher = watch(NETNS_DIRECTORY);
  watcher.on('change', (event, file) => {
    if (event !== 'rename' || file === null) return;
    // Each event of a name is either its coming or its going, in turns; where there is a file by now says less.
    const name = String(file);
    const isNew = !names.delete(name);
    if (isNew) names.add(name);
    out.write(`${isNew ? 'add' : 'delete'} ${name}\n`);
    out.flush();
  });
  return new Promise((_resolve, reject) => watcher.on('error', reject));
}

function makeDirectory(): void {
  try {
    mkdirSync(NETNS_DIRECTORY, 0o755);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    throw commandFailure(`mkdir ${NETNS_DIRECTORY} failed: ${strerror(errnoOf(error))}\n`);
  }
}
