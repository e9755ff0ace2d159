/** `ip netns add|attach|delete`: names of namespaces in /run/netns. */
import {
  attachNetns,
  createNetns,
  deleteNetns,
  listNetns,
  NETNS_DIRECTORY,
  SystemError,
  strerror,
} from '@iplink-ts/socket';
import type { Words } from '../../argv.ts';
import { commandFailure, type Failure } from '../../failure.ts';
import { parseInteger } from '../../parse/number.ts';
import type { Session } from '../../session.ts';

/** What the reference says of each step that can fail. */
function namingFailure(name: string, error: SystemError, source: string): Failure {
  const path = `${NETNS_DIRECTORY}/${name}`;
  const reason = strerror(error.errno);
  switch (error.syscall) {
    case 'mkdir':
      return commandFailure(`mkdir ${NETNS_DIRECTORY} failed: ${reason}\n`, 1, error);
    case 'mount --make-shared':
      return commandFailure(`mount --make-shared ${NETNS_DIRECTORY} failed: ${reason}\n`, 1, error);
    case 'unshare':
      return commandFailure(`Failed to create a new network namespace "${name}": ${reason}\n`, 1, error);
    case 'open':
      if (error.path === path)
        return commandFailure(`Cannot create namespace file "${path}": ${reason}\n`, 1, error);
      return commandFailure(`Bind ${source} -> ${path} failed: ${reason}\n`, 1, error);
    default:
      if (error.path === NETNS_DIRECTORY) {
        return commandFailure(
          `mount --bind ${NETNS_DIRECTORY} ${NETNS_DIRECTORY} failed: ${reason}\n`,
          1,
          error,
        );
      }
      return commandFailure(`Bind ${source} -> ${path} failed: ${reason}\n`, 1, error);
  }
}

function named(name: string, source: string, make: () => void): void {
  try {
    make();
  } catch (error) {
    if (error instanceof SystemError) throw namingFailure(name, error, source);
    throw error;
  }
}

export function addNetns(_session: Session, words: Words): void {
  const name = words.take();
  if (name === undefined) throw commandFailure('No netns name specified\n');
  named(name, '/proc/self/ns/net', () => createNetns(name));
}

export function attachNetnsCommand(_session: Session, words: Words): void {
  const name = words.take();
  const word = words.take();
  if (name === undefined || word === undefined) throw commandFailure('No netns name and PID specified\n');
  const pid = parseInteger(word);
  if (pid === undefined || pid <= 0) throw commandFailure(`Invalid PID: ${word}\n`);
  named(name, `/proc/${pid}/ns/net`, () => attachNetns(name, pid));
}

function deleteFailure(name: string): string | undefined {
  try {
    deleteNetns(name);
    return undefined;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    return `Cannot remove namespace file "${NETNS_DIRECTORY}/${name}": ${strerror(error.errno)}\n`;
  }
}

export function deleteNetnsCommand(session: Session, words: Words): void {
  if (session.options.all) {
    // One that cannot be removed does not keep the others, nor the status.
    for (const name of listNetns()) {
      const text = deleteFailure(name);
      if (text !== undefined) session.complain(text);
    }
    return;
  }
  const name = words.take();
  if (name === undefined) throw commandFailure('No netns name specified\n');
  const text = deleteFailure(name);
  if (text !== undefined) throw commandFailure(text);
}
