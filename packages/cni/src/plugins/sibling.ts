import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Link, NetlinkError } from '@iplink-ts/rtnetlink';
import { links, nsids, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { isNetns, SystemError } from '@iplink-ts/socket';
import type { Attachment } from './attachment.ts';

/** An interface that is there already on a master. */
export interface Sibling {
  readonly link: Link;
  /** Its namespace, for the reader. */
  readonly where: string;
}

/** Which ones are looked for. */
export interface SiblingFilter {
  readonly kinds: readonly string[];
  /** Index of the master, in the namespace of {@link Attachment.home}. */
  readonly master: number;
  readonly matches: (link: Link) => boolean;
}

/**
 * The first interface on the master that matches. Siblings are where containers are: in the namespace of the master,
 * and in the folder that `netnsPath` is in. The kernel has no list of them.
 */
export function findSibling(
  { home, container }: Attachment,
  netnsPath: string,
  filter: SiblingFilter,
): Sibling | undefined {
  const near = findHere(home, undefined, filter);
  if (near !== undefined) return { link: near, where: 'the namespace of the master' };
  return home === container ? undefined : findInFolder(dirname(netnsPath), filter);
}

/** For the reader: `"eth0" in /run/netns/pod`. */
export function describeSibling({ link, where }: Sibling): string {
  return `"${link.ifname}" in ${where}`;
}

/** @param nsid what the namespace of the master is called here; undefined for this one */
function findHere(
  rtnl: SyncClient,
  nsid: number | undefined,
  { kinds, master, matches }: SiblingFilter,
): Link | undefined {
  for (const kind of kinds) {
    const found = rtnl
      .run(links.list({ kind }))
      .find((link) => link.link === master && link.linkNetnsid === nsid && matches(link));
    if (found !== undefined) return found;
  }
  return undefined;
}

function findInFolder(folder: string, filter: SiblingFilter): Sibling | undefined {
  // A namespace that is named by a process has no neighbours in its folder.
  if (folder.startsWith('/proc/')) return undefined;
  for (const entry of readdirSync(folder)) {
    const where = `${folder}/${entry}`;
    const link = findInNetns(where, filter);
    if (link !== undefined) return { link, where };
  }
  return undefined;
}

/** What cannot be looked into, because it is no namespace or just going away, has no sibling. */
function findInNetns(path: string, filter: SiblingFilter): Link | undefined {
  if (!isNetns(path)) return undefined;
  try {
    using rtnl = SyncClient.open({ netns: path });
    const home = rtnl.run(nsids.get('/proc/thread-self/ns/net'));
    return home === undefined ? undefined : findHere(rtnl, home, filter);
  } catch (error) {
    if (error instanceof SystemError || error instanceof NetlinkError) return undefined;
    throw error;
  }
}
