/** Namespaces as link commands name them: by a file, a process, or the id they have in the current one. */
import { NetlinkError } from '@iplink-ts/rtnetlink';
import { nsids } from '@iplink-ts/rtnetlink/sync';
import { NETNS_DIRECTORY, SystemError } from '@iplink-ts/socket';
import { wrongArgument } from '../../failure.ts';
import { parseInteger } from '../../parse/number.ts';
import type { Session } from '../../session.ts';
import { fs } from '../../system.ts';

/** Where a device is to go. */
export type Destination = { readonly netNsFd: number } | { readonly netNsPid: number };

/**
 * A name in /run/netns, a path, or else the number of a process.
 * @returns a namespace that the session holds open until the command is done, or the process
 */
export function parseDestination(session: Session, word: string): Destination {
  const fd = openDestination(session, word.includes('/') ? word : `${NETNS_DIRECTORY}/${word}`);
  if (fd !== undefined) return { netNsFd: fd };
  const pid = parseInteger(word);
  if (pid === undefined) throw wrongArgument(word, 'Invalid "netns" value\n');
  return { netNsPid: pid >>> 0 };
}

/** Any file: whether it is a namespace is for the kernel to say, behind the words that follow. */
function openDestination(session: Session, path: string): number | undefined {
  try {
    const fd = fs().openSync(path, 'r');
    session.hold({ close: () => fs().closeSync(fd) });
    return fd;
  } catch {
    return undefined;
  }
}

/** The id that the current namespace has given to a named one; undefined when it has none, or there is no such name. */
export function nsidOf(session: Session, name: string): number | undefined {
  try {
    return session.host.run(nsids.get(name));
  } catch (error) {
    if (error instanceof NetlinkError || error instanceof SystemError || error instanceof TypeError)
      return undefined;
    throw error;
  }
}

/** As {@link nsidOf}; a namespace without an id is given one. */
export function claimNsid(session: Session, name: string): number | undefined {
  const known = nsidOf(session, name);
  if (known !== undefined) return known;
  try {
    session.host.run(nsids.set(name));
  } catch (error) {
    if (error instanceof NetlinkError || error instanceof SystemError || error instanceof TypeError)
      return undefined;
    throw error;
  }
  return nsidOf(session, name);
}
