import type { Link, LinkRequest, UndoStack } from '@iplink-ts/rtnetlink';
import { links, SyncClient } from '@iplink-ts/rtnetlink/sync';
import { failed, reason } from '../errno.ts';
import { CniError, errorCode, failure } from '../error.ts';
import { every } from '../every.ts';
import { gcHostAccess, grantHostAccess, revokeHostAccess } from '../host-access/host-access.ts';
import type { RelayRequest } from '../host-access/relay.ts';
import { lockedHost } from '../host-lock.ts';
import type { ArpPolicy } from '../interface/announce.ts';
import type { Dad } from '../interface/dad.ts';
import { deleteIfThere, findLink, linkIfThere } from '../interface/link.ts';
import { tempName } from '../interface/temp-name.ts';
import { askIpam } from '../ipam/addressing.ts';
import { bool, string, struct } from '../json/decode.ts';
import { commonKeys, loadConf } from '../netconf.ts';
import { quote } from '../quote.ts';
import type { Request } from '../request.ts';
import type { Dns } from '../result/dns.ts';
import type { Result } from '../result/result.ts';
import type { Attachment } from './attachment.ts';
import { useInterface } from './container-interface.ts';
import { createVlanKeys, dropVlan, wantedVlan } from './create-vlan.ts';
import { deleteInterface, delSteps, releaseAddresses } from './del.ts';
import { remedyFor } from './refusal.ts';
import { transaction } from './transaction.ts';

/** What ipvlan, macvlan and vlan have in common: an interface of a container that shares a master with others. */

/** Their common keys. `dad` and `arpPolicy` are ours, see {@link Dad} and {@link ArpPolicy}; the others the reference's. */
export const slaveKeys = {
  ...commonKeys,
  master: string,
  linkInContainer: bool,
  dad: string,
  arpPolicy: string,
} as const;

/** The interface that is wanted. */
export type SlaveRequest = Pick<LinkRequest, 'address' | 'mtu'> &
  Extract<LinkRequest, { kind: 'ipvlan' | 'macvlan' | 'vlan' }>;

export interface SlaveOptions {
  readonly dad: Dad;
  readonly arpPolicy: ArpPolicy;
  readonly dns: Dns;
  /** What the relay has to be like by which the host and the pod are to reach each other, if they are. */
  readonly hostAccess?: RelayRequest['slave'] | undefined;
  /** Whether no other plugin of ours may join the master or remove it from when it is found until the interface is there. */
  readonly alone: boolean;
}

/** Where the interface is to be made; may make it, and put the removal on the stack. */
export type FindMaster = (undo: UndoStack) => Link;

/** Addresses and routes for the interface, or undefined for an interface without (L2). */
export type Addressing = (undo: UndoStack) => Pick<Result, 'ips' | 'routes'> | undefined;

/**
 * ADD. Whatever fails, nothing is left: what was done is undone, and the IPAM plugin told to take back what it gave.
 */
export function addSlave(
  request: Request,
  attachment: Attachment,
  findMaster: FindMaster,
  slave: SlaveRequest,
  options: SlaveOptions,
  addressing: Addressing,
): Result {
  return transaction((undo) => {
    const create = () => {
      const found = findMaster(undo);
      return { master: found, link: createSlave(request, attachment, found, slave, undo) };
    };
    const { master, link } = options.alone ? lockedHost(create) : create();
    const addresses = addressing(undo);
    const { ips, routes } = addresses ?? { ips: [], routes: [] };
    const use = { dad: options.dad, announce: addresses && options.arpPolicy };
    const result = useInterface(request, attachment, link, { ips, routes, dns: options.dns }, use, undo);
    if (options.hostAccess !== undefined) {
      const { home: host, container } = attachment;
      grantHostAccess(
        request,
        { host, container, link, ips, relay: { master, slave: options.hostAccess } },
        undo,
      );
    }
    return result;
  });
}

/** Creates the interface inside the container under a name of its own, and renames it there. */
function createSlave(
  { containerId, ifName, netns: netnsPath }: Request,
  attachment: Attachment,
  master: Link,
  slave: SlaveRequest,
  undo: UndoStack,
): Link {
  const { container, home, netns } = attachment;
  const renaming = `failed to rename ${slave.kind} to ${quote(ifName)}`;
  // The kernel would take `eth%d` for a template and choose a number.
  if (ifName.includes('%'))
    throw failure(`${renaming}: invalid argument`, 'the name of an interface must not have a %');
  if (linkIfThere(container, ifName) !== undefined)
    throw failure(`${renaming}: file exists`, `the container already has an interface "${ifName}"`);
  const temp = tempName(containerId, ifName);
  deleteIfThere(container, temp); // left by an ADD that was killed
  try {
    // None of the kinds has a queue of its own; the reference writes that down as a length of 0.
    home.run(
      links.add({
        ...slave,
        link: master.index,
        ifname: temp,
        txqlen: 0,
        ...(home !== container && { netns: { fd: netns.fd } }),
      }),
    );
  } catch (error) {
    const remedy = remedyFor(error, { attachment, master, slave, netnsPath });
    throw failed(`failed to create ${slave.kind}`, error, remedy);
  }
  let created: string | number = temp;
  undo.push(() => deleteIfThere(container, created));
  const link = container.run(links.get(temp));
  created = link.index;
  try {
    container.run(links.set(link.index, { ifname: ifName }));
  } catch (error) {
    throw failed(renaming, error);
  }
  return link;
}

/** DEL. */
export function deleteSlave(request: Request): void {
  delSteps(request, [releaseAddresses, revokeHostAccess, deleteInterface, dropVlan]);
}

/** GC: interfaces went with their namespaces, but not what the IPAM plugin and the host hold. */
export function gcSlaves(request: Request): void {
  every([() => askIpam('GC', request), () => gcHostAccess(request), () => dropVlan(request)]);
}

const statusConf = struct('main.NetConf', createVlanKeys);

/** STATUS: ready when the IPAM plugin is, and the master that the configuration names is there, or can be made. */
export function slaveStatus(request: Request): void {
  const conf = loadConf(statusConf, request);
  const { linkInContainer } = conf;
  const master = wantedVlan(conf)?.master ?? conf.master;
  askIpam('STATUS', request);
  if (master === '' || linkInContainer) return;
  using host = SyncClient.open();
  try {
    findLink(host, master, `failed to lookup master ${quote(master)}: `);
  } catch (error) {
    throw new CniError(errorCode.pluginNotAvailable, reason(error), '', { cause: error });
  }
}
