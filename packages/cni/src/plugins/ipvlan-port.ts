import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Link, NetlinkError } from '@iplink-ts/rtnetlink';
import { SyncClient } from '@iplink-ts/rtnetlink/sync';
import { isNetns, SystemError } from '@iplink-ts/socket';
import { CniError, errorCode } from '../error.ts';
import type { Attachment } from './attachment.ts';

/** The modes of an ipvlan (IPVLAN_MODE_* of linux/if_link.h). */
export const ipvlanModes = ['l2', 'l3', 'l3s'] as const;

export type IpvlanMode = (typeof ipvlanModes)[number];

/**
 * The mode of an ipvlan belongs to its master: the kernel changes that of all siblings with each new one, which
 * takes the network away from running containers. The reference lets it happen.
 *
 * Siblings are where containers are: in the namespace of the master, and in the folder that `netnsPath` is in. The
 * search ends with the first one, since all have the same mode.
 *
 * @throws {CniError} code 7
 */
export function checkPortMode(
  { home, container }: Attachment,
  master: Link,
  mode: IpvlanMode,
  netnsPath: string,
): void {
  // An ipvlan on an ipvlan becomes its sibling.
  const port =
    master.kind === 'ipvlan' && master.linkNetnsid === undefined ? (master.link ?? 0) : master.index;
  const sibling =
    findSlave(home, port, undefined, 'the namespace of the master') ??
    (home === container ? undefined : findInFolder(dirname(netnsPath), port));
  if (sibling === undefined || sibling.mode === mode) return;
  throw new CniError(
    errorCode.invalidNetworkConfig,
    `master "${master.ifname}" carries ipvlan interfaces of mode ${sibling.mode}, which mode ${mode} would change`,
    `"${sibling.ifname}" in ${sibling.where}: set "mode": "${sibling.mode}", or use another master`,
  );
}

interface Sibling {
  readonly ifname: string;
  readonly mode: IpvlanMode | number;
  readonly where: string;
}

/** An ipvlan on the port, which is in the namespace that is called `nsid` here; undefined for this one. */
function findSlave(
  rtnl: SyncClient,
  port: number,
  nsid: number | undefined,
  where: string,
): Sibling | undefined {
  for (const link of rtnl.links.list({ kind: 'ipvlan' })) {
    if (link.kind !== 'ipvlan' || link.link !== port || link.linkNetnsid !== nsid) continue;
    if (link.data?.mode !== undefined) return { ifname: link.ifname ?? '', mode: link.data.mode, where };
  }
  return undefined;
}

function findInFolder(folder: string, port: number): Sibling | undefined {
  // A namespace that is named by a process has no neighbours in its folder.
  if (folder.startsWith('/proc/')) return undefined;
  for (const entry of readdirSync(folder)) {
    const sibling = findInNetns(`${folder}/${entry}`, port);
    if (sibling !== undefined) return sibling;
  }
  return undefined;
}

/** What cannot be looked into, because it is no namespace or just going away, has no sibling to be harmed. */
function findInNetns(path: string, port: number): Sibling | undefined {
  if (!isNetns(path)) return undefined;
  try {
    using rtnl = SyncClient.open({ netns: path });
    const home = rtnl.nsids.get('/proc/thread-self/ns/net');
    return home === undefined ? undefined : findSlave(rtnl, port, home, path);
  } catch (error) {
    if (error instanceof SystemError || error instanceof NetlinkError) return undefined;
    throw error;
  }
}
